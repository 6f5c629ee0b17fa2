"""What the server has a handler for."""

from __future__ import annotations

from typing import Any

from lsprotocol import types

from dial_lsp.server.assembly import create


def served() -> dict[str, Any]:
    """The methods that have a handler, each with its options."""
    manager = create().protocol.fm
    own = {*manager.features, *manager.builtin_features} - {
        each for each in manager.builtin_features if "notebook" in each
    }
    return {method: manager.feature_options.get(method) for method in own}


def notifications() -> set[str]:
    """Methods that are no requests about documents: a conversation has used them all the same."""
    return {method for method in types.METHOD_TO_TYPES if "did" in method.rpartition("/")[2][:3]} | {
        types.INITIALIZE, types.INITIALIZED, types.SHUTDOWN, types.EXIT, types.SET_TRACE,
        types.WORKSPACE_EXECUTE_COMMAND, types.WINDOW_WORK_DONE_PROGRESS_CANCEL,
    }  # fmt: skip
