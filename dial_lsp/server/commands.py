"""What ``workspace/executeCommand`` runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dial_lsp.server.server import Server


def register(server: Server) -> None:
    """Register the handlers of this group."""
    del server
