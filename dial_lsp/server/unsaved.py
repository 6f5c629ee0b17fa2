"""What an edit has changed in who may do what: the text in the editor against the file on the disk.

It is looked at when the typing pauses, in slices between which every other message has its turn.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dial_lsp.server.saved import open_files, pairs, saved, saved_texts
from dial_lsp.server.slices import in_slices

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dial_lsp.access import Change
    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.server.server import Server
    from dial_lsp.server.session import ProjectSession

PAUSE = 0.5  # seconds without typing


class Unsaved:
    """Knows a line for every open file that differs from the disk."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._lines: dict[str, str] = {}  # by path

    def line(self, path: str) -> str | None:
        """What the lens above a file says; None where there is none."""
        return self._lines.get(path) if self._server.files.choices.unsaved_changes else None

    def changed(self, project: ProjectSession, pause: float = PAUSE) -> None:
        """Look when nothing was typed for a while, if anybody is shown what is found."""
        if self._server.abilities.lenses and self._server.files.choices.unsaved_changes:
            project.comparing.put_off(pause, partial(self._look, project))

    def reloaded(self) -> None:
        """Look again at all that is open, and forget what is not open any more."""
        for path in [path for path in self._lines if self._server.files.sessions.of(path) is None]:
            del self._lines[path]
        for project in self._server.files.sessions.open:
            self.changed(project)

    def _look(self, project: ProjectSession) -> None:
        if project.comparing.is_going_on:  # with a text that is no more; it ends when it sees that
            self.changed(project)
        elif project in self._server.files.sessions.open:
            project.comparing.begin(partial(self._find, project))

    async def _find(self, project: ProjectSession) -> None:
        analyses, files = project.analyses, open_files(self._server.files, project)
        dirty = self._dirty(project, files)
        line = await self._line(project, analyses) if dirty else ""
        if analyses is project.analyses:
            self._take({path: line if path in dirty else "" for path in files})

    def _take(self, lines: Mapping[str, str]) -> None:
        news = {path: line for path, line in lines.items() if self._lines.get(path, "") != line}
        if news:
            known = {**self._lines, **news}
            self._lines = {path: line for path, line in known.items() if line}
            self._server.refresh_lenses()

    async def _line(self, project: ProjectSession, analyses: tuple[Analysis, ...]) -> str:
        """What has changed since the files were saved, in a line; "" where that cannot be told any more."""
        from dial_lsp.access.difference import in_steps
        from dial_lsp.reports.access.summary import summary
        from dial_lsp.reports.words import would_refuse

        await self._server.checker.check(project)
        before = saved(self._server.files, project) if analyses is project.analyses else None
        if before is None:
            return ""
        if any(one.verdict == "rejects" for one in analyses):
            what = ("these files", "ones") if len(project.files) > 1 else ("this file", "one")
            refused = would_refuse(project.found.settings.core_version, *what)
            return f"Unsaved: {refused.removesuffix('.')}"
        changes: list[Change] = []
        for old, new in pairs(before, analyses):
            steps = in_steps(old.access, new.access)
            found = await in_slices(steps, lambda: analyses is project.analyses)
            if found is None:
                return ""
            changes += found.changes
        return f"Unsaved: {summary(changes)}"

    def _dirty(self, project: ProjectSession, files: list[str]) -> list[str]:
        texts = saved_texts(self._server.files, project) or {}
        return [path for path in files if path in texts and texts[path] != self._server.files.texts[path].text]
