"""The server: pygls' with a workspace of ours, and every group of handlers registered."""

from __future__ import annotations

import os
import sys
import traceback
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import FeatureRequestError
from pygls.lsp.server import LanguageServer

from dial_lsp import __version__
from dial_lsp.server.failures import told
from dial_lsp.server.protocol import Protocol, silence_pygls
from dial_lsp.server.workspace import View, Workspace

if TYPE_CHECKING:
    from pygls.server import ServerErrors


class Server(LanguageServer):
    """A handler gets at everything through this object."""

    protocol: Protocol

    def __init__(self) -> None:
        super().__init__("dial-lsp", __version__, protocol_cls=Protocol)
        self.files = Workspace()

    def view(self, document: types.TextDocumentIdentifier) -> View | None:
        """What is known about a file now; None for one that is not DIAL's, about which handlers say nothing."""
        return self.files.view(document.uri)

    def log(self, message: str, level: types.MessageType = types.MessageType.Log) -> None:
        """Tell the client's log. No secret may be in the message."""
        self.window_log_message(types.LogMessageParams(level, message))

    def log_failure(self, error: BaseException | None) -> None:
        """Tell the log of a failure of ours, without any value; all of it on standard error if asked to."""
        self.log(told(error), types.MessageType.Error)
        if error is not None and os.environ.get("DIAL_LINT_DEBUG"):
            traceback.print_exception(error, file=sys.stderr)

    def report_server_error(self, error: Exception, source: ServerErrors) -> None:
        """Tell of a failure that no request waits for."""
        if source is not FeatureRequestError:
            self.log_failure(sys.exc_info()[1] or error)


def create() -> Server:
    """A server with all features."""
    from dial_lsp.server import commands, completing, documents, editing, navigating, showing  # noqa: PLC0415

    silence_pygls()
    server = Server()
    for group in (documents, completing, navigating, showing, editing, commands):
        group.register(server)
    return server
