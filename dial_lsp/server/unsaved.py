"""What an edit has changed in who may do what: the text in the editor against the file on the disk.

It is looked at when the typing pauses, in slices between which every other message has its turn. The saved
configuration is worked out from the one in the editor by undoing the edits, so that both share what they have in
common.
"""

from __future__ import annotations

import asyncio
import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

from lsprotocol import types

from dial_lsp.access.difference import in_steps
from dial_lsp.engine.analysis import Analysis
from dial_lsp.project.files import read_source
from dial_lsp.reports.access.summary import summary
from dial_lsp.reports.words import would_refuse
from dial_lsp.server.convert import Encoding
from dial_lsp.server.loading import Loader
from dial_lsp.server.recognising import is_embedding
from dial_lsp.server.texts import OpenText
from dial_lsp.syntax import update
from dial_lsp.text import Source, difference

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping

    from dial_lsp.access import Change
    from dial_lsp.server.loading import Project
    from dial_lsp.server.server import Server
    from dial_lsp.syntax import Document

T = TypeVar("T")

PAUSE = 0.5  # seconds without typing
_SLICE = 0.015  # seconds


@dataclass(frozen=True, slots=True)
class _Saved:
    """The configurations as the files on the disk have them, worked out for one state of files and settings."""

    texts: Mapping[str, str]
    analyses: tuple[Analysis, ...]


class Unsaved:
    """Knows a line for every open file that differs from the disk."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._waiting: WeakKeyDictionary[Project, asyncio.TimerHandle] = WeakKeyDictionary()
        self._looking: WeakKeyDictionary[Project, asyncio.Task[None]] = WeakKeyDictionary()
        self._saved: WeakKeyDictionary[Project, _Saved] = WeakKeyDictionary()
        self._lines: dict[str, str] = {}  # by path

    def line(self, path: str) -> str | None:
        """What the lens above a file says; None where there is none."""
        return self._lines.get(path) if self._server.files.choices.unsaved_changes else None

    def changed(self, project: Project, pause: float = PAUSE) -> None:
        """Look when nothing was typed for a while, if anybody is shown what is found."""
        if not (self._server.abilities.lenses and self._server.files.choices.unsaved_changes):
            return
        if waiting := self._waiting.pop(project, None):
            waiting.cancel()
        self._waiting[project] = asyncio.get_running_loop().call_later(pause, self._look, project)

    def reloaded(self) -> None:
        """Look again at all that is open, and forget what is not open any more."""
        for path in [path for path in self._lines if self._server.files.project(path) is None]:
            del self._lines[path]
        for project in self._server.files.projects:
            self.changed(project)

    def saved(self, project: Project) -> tuple[Analysis, ...] | None:
        """A project as the disk has it; None where a file that is open is not on the disk."""
        texts = self._texts(project)
        if texts is None:
            return None
        known = self._saved.get(project)
        settings = project.found.settings
        if known is None or known.texts != texts or any(one.settings != settings for one in known.analyses):
            known = self._saved[project] = _Saved(texts, with_texts(self._server, project, texts))
        return known.analyses

    def _look(self, project: Project) -> None:
        self._waiting.pop(project, None)
        if project in self._looking:  # at a text that is no more; it ends when it sees that
            self.changed(project)
        elif project in self._server.files.projects:
            self._looking[project] = asyncio.create_task(self._find(project))

    async def _find(self, project: Project) -> None:
        try:
            analyses, files = project.analyses, self._open_files(project)
            dirty = self._dirty(project, files)
            line = await self._line(project, analyses) if dirty else ""
            if analyses is project.analyses:
                self._take({path: line if path in dirty else "" for path in files})
        finally:
            del self._looking[project]

    def _take(self, lines: Mapping[str, str]) -> None:
        news = {path: line for path, line in lines.items() if self._lines.get(path, "") != line}
        if news:
            known = {**self._lines, **news}
            self._lines = {path: line for path, line in known.items() if line}
            self._server.refresh_lenses()

    async def _line(self, project: Project, analyses: tuple[Analysis, ...]) -> str:
        """What has changed since the files were saved, in a line; "" where that cannot be told any more."""
        await self._server.checker.check(project)
        saved = self.saved(project) if analyses is project.analyses else None
        if saved is None:
            return ""
        if any(one.verdict == "rejects" for one in analyses):
            what = ("these files", "ones") if len(project.files) > 1 else ("this file", "one")
            refused = would_refuse(project.found.settings.core_version, *what)
            return f"Unsaved: {refused.removesuffix('.')}"
        changes: list[Change] = []
        for before, after in pairs(saved, analyses):
            steps = in_steps(before.access, after.access)
            found = await in_slices(steps, lambda: analyses is project.analyses)
            if found is None:
                return ""
            changes += found.changes
        return f"Unsaved: {summary(changes)}"

    def _open_files(self, project: Project) -> list[str]:
        return [path for path in dict.fromkeys(project.files) if path in self._server.files.texts]

    def _dirty(self, project: Project, files: list[str]) -> list[str]:
        texts = self._texts(project) or {}
        return [path for path in files if path in texts and texts[path] != self._server.files.texts[path].text]

    def _texts(self, project: Project) -> dict[str, str] | None:
        """The files on the disk that are open; None where one of them is not there."""
        found: dict[str, str] = {}
        for path in self._open_files(project):
            read = read_source(path) if os.path.isabs(path) else None  # noqa: PTH117 -- else it was never saved
            if not isinstance(read, Source):
                return None
            found[path] = read.text
        return found


def pairs(before: tuple[Analysis, ...], after: tuple[Analysis, ...]) -> Iterator[tuple[Analysis, Analysis]]:
    """The configurations of a file as they were and as they are; one that came or went is compared with nothing."""
    old, new = ({_name(one): one for one in analyses} for analyses in (before, after))
    for name in {**old, **new}:
        known = old.get(name) or new[name]
        nothing = Analysis([], known.settings)
        yield old.get(name, nothing), new.get(name, nothing)


def _name(analysis: Analysis) -> tuple[str, ...]:
    return tuple(document.source.path for document in analysis.documents)


def with_texts(server: Server, project: Project, texts: Mapping[str, str | None]) -> tuple[Analysis, ...]:
    """A project as it is with other texts of some files, None for a file that is not there.

    What is the same is taken over from the project as it is now.
    """
    if project.is_embedded:
        given = {path: _opened(path, text or ("" if is_embedding(path, "") else "{}")) for path, text in texts.items()}
        return Loader(given, server.files.settled).project(project.found, {}).analyses
    (analysis,) = project.analyses
    documents = [
        _with_text(document, texts.get(document.source.path, document.source.text)) for document in analysis.documents
    ]
    kept = [document for document in documents if document is not None]
    return (Analysis(kept, project.found.settings, previous=analysis),)


def _with_text(document: Document, text: str | None) -> Document | None:
    if text is None or text == document.source.text:
        return None if text is None else document
    return update(document, [difference(document.source.text, text)])


def _opened(path: str, text: str) -> OpenText:
    return OpenText.of(types.TextDocumentItem(path, "", 0, text), Encoding.Utf32)


async def in_slices(steps: Generator[None, None, T], is_needed: Callable[[], bool] = lambda: True) -> T | None:
    """Do as much as fits into a slice, then let others have their turn; None when nobody needs it any more."""
    while is_needed():
        started = time.perf_counter()
        while time.perf_counter() - started < _SLICE:
            try:
                next(steps)
            except StopIteration as end:
                made: T = end.value
                return made
        await asyncio.sleep(0)
    return None
