"""Checks in slices, between which every other message has its turn.

Of a project one check goes on at a time, whoever waits for it. It goes by the newest snapshot: an edit has it start
again, and what was done for the part that did not change is taken over.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from dial_lsp.server.slices import SLICE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.server.server import Server
    from dial_lsp.server.session import ProjectSession

LARGE = 200_000
"""A project of more code points than this is not checked at once when it is opened: its user is told and waits."""


@dataclass(slots=True)
class Check:
    """The check of one snapshot, as far as it has come."""

    analyses: tuple[Analysis, ...]
    steps: Iterator[None]
    seconds: float = 0.0
    is_done: bool = False

    def go_on(self) -> None:
        """Work for one slice."""
        started = time.perf_counter()
        while not self.is_done and time.perf_counter() - started < SLICE:
            self.is_done = next(self.steps, self) is self
        self.seconds += time.perf_counter() - started


class Checker:
    """Has projects checked."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def is_done(self, project: ProjectSession) -> bool:
        """Whether the newest snapshot is checked."""
        check = project.check
        return check is not None and check.is_done and check.analyses is project.analyses and not project.is_stale

    def seconds(self, project: ProjectSession) -> float:
        """How long the check has worked on the newest snapshot."""
        check = project.check
        return check.seconds if check is not None and check.analyses is project.analyses else 0.0

    async def check(self, project: ProjectSession) -> None:
        """Come back when the newest snapshot is checked, or when nobody needs the project any more."""
        if not project.checking.is_going_on:
            self._go_on(project)
            if self.is_done(project):
                return
        await asyncio.shield(project.checking.begin(partial(self._finish, project)))  # others wait for it, too

    async def checked(self, path: str) -> ProjectSession | None:
        """The project of a file, checked as it is now; None for a file that is not DIAL's."""
        while (project := self._server.files.sessions.of(path)) and not self.is_done(project):
            await self.check(project)
        return project

    async def check_syntax(self, project: ProjectSession) -> None:
        """Do the same for the findings about syntax that are kept apart."""
        check = None
        while (analysis := project.syntax) and self._server.files.sessions.knows(project):
            if check is None or check.analyses != (analysis,):
                check = Check((analysis,), analysis.steps())
            elif check.is_done:
                return
            check.go_on()
            await asyncio.sleep(0)

    async def _finish(self, project: ProjectSession) -> None:
        is_first = project.size > LARGE and project.told is None
        with self._server.announcing("Checking the configuration") if is_first else nullcontext():
            while not self.is_done(project) and self._server.files.sessions.knows(project):
                # A file that must be read again is, once the typing pauses.
                await asyncio.sleep(self._server.publisher.rest(project) if project.is_stale else 0)
                self._go_on(project)

    def _go_on(self, project: ProjectSession) -> None:
        started = time.perf_counter()
        self._server.files.catch_up(project)
        check = project.check
        if check is None or check.analyses is not project.analyses:
            steps = chain.from_iterable(analysis.steps() for analysis in project.analyses)
            seconds = time.perf_counter() - started
            check = project.check = Check(project.analyses, steps, seconds)
        check.go_on()
