"""When diagnostics reach the client: pushed after a change, or asked for by the client.

A project that is checked quickly is checked at once. One that takes long is checked when the typing pauses, and what
is still to be checked by then is the newest text only. A client that asks for diagnostics gets none pushed.
"""

from __future__ import annotations

import asyncio
import gc
import time
from functools import partial
from typing import TYPE_CHECKING

from dial_lsp.server import suites
from dial_lsp.server.checking import LARGE
from dial_lsp.server.pushing import Pushed
from dial_lsp.server.warming import REST, warm_up

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dial_lsp.server.report import Report
    from dial_lsp.server.server import Server
    from dial_lsp.server.session import ProjectSession
    from dial_lsp.server.testing import Tested

_CHEAP = 0.05  # seconds; checks that take less are not noticed between two keystrokes
_BEARABLE = 0.5  # seconds; a client that asks waits as long, for it also says which of its questions are out of date
_SETTINGS_PAUSE = 0.3  # seconds


class Publisher:
    """Keeps what the client sees in step with what is known."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._pushed = Pushed(server)
        self._settings: asyncio.TimerHandle | None = None
        self._warming: asyncio.TimerHandle | asyncio.Task[None] | None = None

    def changed(self, project: ProjectSession) -> None:
        """Take notice of a keystroke."""
        project.pace.changed()
        self._server.unsaved.changed(project)
        self._server.followed.changed()
        if not self._server.abilities.pulls:
            project.publishing.put_off(project.pace.pause(self._bearable), partial(self._publish, project))
            self._tell_syntax(project)

    def reloaded(self) -> None:
        """Take notice of other files, other settings or another set of open files."""
        server = self._server
        server.tell_broken_settings()
        suites.tell(server)
        server.statuses.reloaded()
        server.unsaved.reloaded()
        server.followed.changed()
        if server.abilities.pulls:
            if "diagnostics" in server.abilities.refreshes:
                server.workspace_diagnostic_refresh(None)
            return
        projects = server.files.sessions.open
        for project in projects:
            self._publish(project)
        policies = [project.policies.source.path for project in projects if project.policies]
        self._pushed.send(self._alone)
        self._pushed.clear_all_but(
            self._alone, policies, *((*project.files, *project.found.watched) for project in projects)
        )

    @property
    def _alone(self) -> Mapping[str, Report]:
        """The reports on open policy files that are of no configuration."""
        server = self._server
        return {path: report for path in server.files.texts if (report := server.reports.alone(path)) is not None}

    def settings_changed(self) -> None:
        """Take notice of a keystroke in a settings file."""
        if self._settings:
            self._settings.cancel()
        self._settings = asyncio.get_running_loop().call_later(_SETTINGS_PAUSE, self.heed_settings)

    def heed_settings(self) -> None:
        """Do at once what waits for the typing in a settings file to pause."""
        if self._settings:
            self._settings.cancel()
            self._settings = None
            self._server.reload()

    def policies_changed(self, path: str) -> None:
        """Take notice of a keystroke in a policy file."""
        for project in self._server.files.sessions.policies_changed(path):
            if not self._server.abilities.pulls:
                self._publish(project)
        if not self._server.abilities.pulls:
            self._pushed.send(self._alone)

    def tested(self, project: ProjectSession, tested: Tested, before: Tested | None) -> None:
        """Take notice of what became of the policies of a project, and of what had before."""
        server = self._server
        is_news = server.reports.took(project, tested)
        is_otherwise = is_news or before is None or before.lenses != tested.lenses
        if is_otherwise:
            server.refresh_lenses()
        if is_otherwise or (before is not None and before.policies is not tested.policies):  # they may stand elsewhere
            suites.tell(server)
        if is_news and server.abilities.pulls:
            server.workspace_diagnostic_refresh(None)
        elif is_news and project in server.files.sessions.open:
            self._publish(project)

    def reports(self, project: ProjectSession) -> Mapping[str, Report]:
        """The reports on a project as it is now; how long they take, with the check, is remembered."""
        if not self._server.reports.is_new(project):
            return self._server.reports.of(project)
        started = time.perf_counter()
        reports = self._server.reports.of(project)
        asyncio.get_running_loop().call_soon(self._server.statuses.checked, project)  # behind the findings
        taken = self._server.checker.seconds(project) + time.perf_counter() - started
        if not project.pace.is_known:
            _spare_collector(project)
            if self._warming is None:
                self._warming = asyncio.get_running_loop().call_later(REST, self._warm_up)
        project.pace.took(taken)
        return reports

    async def checked(self, path: str) -> ProjectSession | None:
        """The project of a file or of a settings file, checked as it is now.

        It is not looked at before it pays: the typing has paused, or the check takes no time.
        """
        files = self._server.files
        while project := files.sessions.about(path):
            if (rest := self.rest(project)) > 0:
                await asyncio.sleep(rest)
            elif not self._server.checker.is_done(project):
                await self._server.checker.check(project)
            elif await self._server.tester.begin(project):
                return project
        return None

    def rest(self, project: ProjectSession) -> float:
        """How many seconds the typing still has to pause before it pays to look at a project."""
        return project.pace.rest(self._bearable)

    @property
    def _bearable(self) -> float:
        return _BEARABLE if self._server.abilities.pulls else _CHEAP

    def _warm_up(self) -> None:
        self._warming = asyncio.create_task(warm_up())

    def _publish(self, project: ProjectSession) -> None:
        project.publishing.begin(partial(self._push, project))

    async def _push(self, project: ProjectSession) -> None:
        """Check a project and push what is found; before that what is wrong with the syntax, if the rest takes long."""
        checker, files = self._server.checker, self._server.files
        if project.size > LARGE and project.told is None:
            project.watch_syntax()
            await checker.check_syntax(project)
            self._tell_syntax(project)
        while project in files.sessions.open:
            if not checker.is_done(project):
                await checker.check(project)
            elif await self._server.tester.begin(project):
                break
        if project in files.sessions.open:
            self._tell(project)

    def _tell_syntax(self, project: ProjectSession) -> None:
        """Push what is known of syntax; that nothing is wrong with it is no news before the first report."""
        found = self._server.reports.of_syntax(project) if project in self._server.files.sessions.open else {}
        is_news = project.told is not None
        self._pushed.send(
            {path: report for path, report in found.items() if is_news or report.items != "[]" or path in self._pushed}
        )

    def _tell(self, project: ProjectSession) -> None:
        self._pushed.send(self.reports(project))
        if project.pace.pause(self._bearable):
            project.watch_syntax()
        else:
            project.syntax = None
        projects = self._server.files.sessions.open
        if all(map(self._server.checker.is_done, projects)):
            self._pushed.clear_all_but(self._alone, *map(self.reports, projects))


def _spare_collector(project: ProjectSession) -> None:
    """Put what was read of a large file out of the collector's sight, which else walks through all of it again."""
    if project.size > LARGE:
        gc.unfreeze()
        gc.collect()
        gc.freeze()
