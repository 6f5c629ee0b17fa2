"""Pages that a client shows: it is told when they would be otherwise, and asks again if it still shows them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from collections.abc import Collection

    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.server.server import Server
    from dial_lsp.server.session import ProjectSession

_PAUSE = 0.3  # seconds without typing


class Followed:
    """Knows the pages that were asked for since the client was last told of them."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._asked: dict[str, tuple[str, tuple[Analysis, ...]]] = {}  # by URI: of which file, and as it was
        self._waiting: asyncio.TimerHandle | None = None

    def take(self, uri: str, path: str, project: ProjectSession) -> None:
        """Follow the file of a page that has just been answered for a project as it is now."""
        if self._server.abilities.contents:
            self._asked[uri] = path, project.analyses

    def changed(self, pause: float = _PAUSE) -> None:
        """Look when nothing was typed for a while: a text, a file or the settings have changed."""
        if self._waiting:
            self._waiting.cancel()
            self._waiting = None
        if self._asked:
            self._waiting = asyncio.get_running_loop().call_later(pause, self._tell)

    def saved(self, paths: Collection[str]) -> None:
        """Take notice that files were saved: what they are compared with is otherwise, although their text is not."""
        self._asked = {uri: (of, () if of in paths else analyses) for uri, (of, analyses) in self._asked.items()}
        self.changed(pause=0)

    def _tell(self) -> None:
        self._waiting = None
        for uri, (path, analyses) in list(self._asked.items()):
            project = self._server.files.sessions.of(path)
            if project is None or project.is_stale or project.analyses is not analyses:
                del self._asked[uri]
                self._server.workspace_text_document_content_refresh(types.TextDocumentContentRefreshParams(uri))
