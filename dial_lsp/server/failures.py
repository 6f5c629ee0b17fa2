"""What may be told about a failure of ours: where it happened and of what kind, and never a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pygls.exceptions import JsonRpcException

if TYPE_CHECKING:
    from types import TracebackType


class Refused(JsonRpcException):
    """A request that makes no sense here. The text says why, for the user; it must not hold a secret."""

    CODE = -32803  # RequestFailed
    MESSAGE = "Request failed"


def told(error: BaseException | None) -> str:
    """A failure in words that hold nothing of the user's files."""
    if error is None:
        return "dial-lsp failed"
    return f"dial-lsp failed: {type(error).__name__} in {_place(error.__traceback__)}"


def _place(traceback: TracebackType | None) -> str:
    """The innermost place of our own."""
    place = "the protocol"
    while traceback is not None:
        module = str(traceback.tb_frame.f_globals.get("__name__", ""))
        if module.startswith("dial_lsp"):
            place = f"{module}:{traceback.tb_lineno}"
        traceback = traceback.tb_next
    return place
