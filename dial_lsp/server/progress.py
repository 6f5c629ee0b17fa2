"""Work that takes long, as the client shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types

if TYPE_CHECKING:
    from concurrent.futures import Future

    from pygls.progress import Progress


class Announced:
    """Work that the client is told of once it has agreed."""

    def __init__(self, progress: Progress, token: str, title: str) -> None:
        self._progress, self._token, self._title = progress, token, title
        self._has_begun = self._has_ended = False
        progress.create(token).add_done_callback(self._begin)

    def end(self) -> None:
        """The work is done."""
        self._has_ended = True
        if self._has_begun:
            self._progress.end(self._token, types.WorkDoneProgressEnd())

    def _begin(self, answer: Future[Any]) -> None:
        if not self._has_ended and not answer.cancelled() and answer.exception() is None:
            self._has_begun = True
            self._progress.begin(self._token, types.WorkDoneProgressBegin(self._title))
