"""The server: pygls' with a workspace of ours."""

from __future__ import annotations

import os
import sys
import traceback
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import FeatureRequestError
from pygls.lsp.server import LanguageServer

from dial_lsp import __version__
from dial_lsp.server.abilities import Abilities
from dial_lsp.server.checking import Checker
from dial_lsp.server.convert import Encoding, path_of
from dial_lsp.server.diagnosing import Reports
from dial_lsp.server.failures import told
from dial_lsp.server.followed import Followed
from dial_lsp.server.progress import Announced
from dial_lsp.server.protocol import Protocol
from dial_lsp.server.publishing import Publisher
from dial_lsp.server.status import Statuses
from dial_lsp.server.testing import Tester
from dial_lsp.server.unsaved import Unsaved
from dial_lsp.server.workspace import View, Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pygls.server import ServerErrors

    from dial_lsp.server.configuring import Choices


class Server(LanguageServer):
    """A handler gets at everything through this object."""

    protocol: Protocol

    def __init__(self) -> None:
        super().__init__("dial-lsp", __version__, protocol_cls=Protocol)
        self.parent: int | None = None  # a process to end with, besides the one the client names
        self.begin(Abilities(), Encoding.Utf16)

    def begin(self, abilities: Abilities, encoding: Encoding) -> None:
        """Start anew with what the client can do."""
        self.abilities = abilities
        self.files = Workspace(encoding)
        self.reports = Reports(self.files)
        self.reports.abilities = abilities
        self.checker = Checker(self)
        self.tester = Tester(self)
        self.statuses = Statuses(self)
        self.unsaved = Unsaved(self)
        self.followed = Followed(self)
        self.publisher = Publisher(self)
        self._announced = count(1)
        self._told_broken: set[str] = set()  # in words

    def take_folders(self) -> None:
        """Learn from the client which folders are open."""
        folders = self.workspace.folders.values()
        uris = [folder.uri for folder in folders] or [uri for uri in (self.workspace.root_uri,) if uri]
        self.files.sessions.take_folders(path_of(uri) for uri in uris)

    def configure(self, choices: Choices) -> None:
        """Heed what the client's configuration says now."""
        if choices != self.files.choices:
            self.files.choose(choices)
            self.reload()

    def reload(self) -> None:
        """Read all anew that may have changed outside the client's documents."""
        self.files.sessions.reload(from_disk=True)
        self.publisher.reloaded()
        self._refresh()

    def tell_broken_settings(self) -> None:
        """Say once of each settings file that cannot be used, unless it is open, where a finding says it."""
        broken = {str(project.broken): project.broken for project in self.files.sessions.open if project.broken}
        for words in broken.keys() - self._told_broken:
            if broken[words].path not in self.files.texts:
                text = f"{words}. The last settings that could be used hold."
                self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, text))
        self._told_broken = set(broken)

    def restart(self) -> None:
        """Forget all that was worked out and read everything anew."""
        self.files.sessions.forget()
        self.reload()

    @contextmanager
    def working(self, token: types.ProgressToken | None, title: str) -> Iterator[None]:
        """Show a client that gave a token that something long is going on."""
        if token is None:
            yield
            return
        self.work_done_progress.begin(token, types.WorkDoneProgressBegin(title))
        try:
            yield
        finally:
            self.work_done_progress.end(token, types.WorkDoneProgressEnd())

    @contextmanager
    def announcing(self, title: str) -> Iterator[None]:
        """Show that something long is going on which the client has not asked for, if it shows such things."""
        if not self.abilities.progress:
            yield
            return
        work = Announced(self.work_done_progress, f"dial-lint/{next(self._announced)}", title)
        try:
            yield
        finally:
            work.end()

    def _refresh(self) -> None:
        """Have the client ask again for what it shows in the text."""
        known = self.abilities.refreshes
        if "inlay_hint" in known:
            self.workspace_inlay_hint_refresh(None)
        self.refresh_lenses()
        if "semantic_tokens" in known:
            self.workspace_semantic_tokens_refresh(None)

    def refresh_lenses(self) -> None:
        """Have the client ask for lenses again."""
        if "code_lens" in self.abilities.refreshes:
            self.workspace_code_lens_refresh(None)

    def views(self, document: types.TextDocumentIdentifier) -> tuple[View, ...]:
        """What is known now about each configuration in a file; none if it is not DIAL's: handlers say nothing."""
        return self.files.views(document.uri)

    def view_at(self, document: types.TextDocumentIdentifier, position: types.Position) -> View | None:
        """What is known now about the configuration at a position; None where there is none."""
        return self.files.view_at(document.uri, position)

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
