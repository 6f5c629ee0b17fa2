"""The server: pygls' with a workspace of ours, and every group of handlers registered."""

from __future__ import annotations

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from dial_lsp import __version__
from dial_lsp.server.workspace import View, Workspace

Positioned = types.TextDocumentPositionParams


class Server(LanguageServer):
    """A handler gets at everything through this object."""

    def __init__(self) -> None:
        super().__init__("dial-lsp", __version__)
        self.files = Workspace()

    def view(self, document: types.TextDocumentIdentifier) -> View | None:
        """What is known about a file now; None for one that is not DIAL's, about which handlers say nothing."""
        return self.files.view(document.uri)


def create() -> Server:
    """A server with all features."""
    from dial_lsp.server import commands, completing, documents, editing, navigating, showing  # noqa: PLC0415

    server = Server()
    for group in (documents, completing, navigating, showing, editing, commands):
        group.register(server)
    return server
