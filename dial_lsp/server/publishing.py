"""When diagnostics reach the client: pushed after a change, or asked for by the client.

A project that is checked quickly is checked at once. One that takes long is checked when the typing pauses, and what
is still to be checked by then is the newest text only. A client that asks for diagnostics gets none pushed.
"""

from __future__ import annotations

import asyncio
import gc
import math
import time
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from lsprotocol import types

from dial_lsp.server import suites
from dial_lsp.server.checking import LARGE
from dial_lsp.server.protocol import Json
from dial_lsp.server.warming import REST, warm_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dial_lsp.server.loading import Project
    from dial_lsp.server.report import Report
    from dial_lsp.server.server import Server
    from dial_lsp.server.testing import Tested

_CHEAP = 0.05  # seconds; checks that take less are not noticed between two keystrokes
_BEARABLE = 0.5  # seconds; a client that asks waits as long, for it also says which of its questions are out of date
_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.15, 1.0  # seconds
_SETTINGS_PAUSE = 0.3  # seconds


class Publisher:
    """Keeps what the client sees in step with what is known."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._published: dict[str, tuple[int, int | None]] = {}  # number of report and version, by path
        self._costs: WeakKeyDictionary[Project, float] = WeakKeyDictionary()  # seconds of the last check
        self._waiting: WeakKeyDictionary[Project, asyncio.TimerHandle] = WeakKeyDictionary()
        self._pushing: WeakKeyDictionary[Project, asyncio.Task[None]] = WeakKeyDictionary()
        self._settings: asyncio.TimerHandle | None = None
        self._warming: asyncio.TimerHandle | asyncio.Task[None] | None = None
        self._changed: WeakKeyDictionary[Project, float] = WeakKeyDictionary()  # when; by the loop's clock

    def changed(self, project: Project) -> None:
        """Take notice of a keystroke."""
        loop = asyncio.get_running_loop()
        self._changed[project] = loop.time()
        self._server.unsaved.changed(project)
        self._server.followed.changed()
        if self._server.abilities.pulls:
            return
        if waiting := self._waiting.pop(project, None):
            waiting.cancel()
        self._waiting[project] = loop.call_later(self._pause(project), self._publish, project)
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
        projects = server.files.projects
        for project in projects:
            self._publish(project)
        policies = [project.policies.source.path for project in projects if project.policies]
        self._send_all(self._alone)
        self._clear_all_but(policies, *((*project.files, *project.found.watched) for project in projects))

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
        for project in self._server.files.policies_changed(path):
            if not self._server.abilities.pulls:
                self._publish(project)
        if not self._server.abilities.pulls:
            self._send_all(self._alone)

    def tested(self, project: Project, tested: Tested, before: Tested | None) -> None:
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
        elif is_news and project in server.files.projects:
            self._publish(project)

    def reports(self, project: Project) -> Mapping[str, Report]:
        """The reports on a project as it is now; how long they take, with the check, is remembered."""
        if not self._server.reports.is_new(project):
            return self._server.reports.of(project)
        started = time.perf_counter()
        reports = self._server.reports.of(project)
        asyncio.get_running_loop().call_soon(self._server.statuses.checked, project)  # behind the findings
        taken = self._server.checker.seconds(project) + time.perf_counter() - started
        if project in self._costs:
            self._costs[project] = (self._costs[project] + taken) / 2
        else:
            self._costs[project] = 0.0  # reading everything for the first time tells nothing about later
            _spare_collector(project)
            if self._warming is None:
                self._warming = asyncio.get_running_loop().call_later(REST, self._warm_up)
        return reports

    async def checked(self, path: str) -> Project | None:
        """The project of a file or of a settings file, checked as it is now.

        It is not looked at before it pays: the typing has paused, or the check takes no time.
        """
        files = self._server.files
        while project := files.project_of(path):
            if (rest := self.rest(project)) > 0:
                await asyncio.sleep(rest)
            elif not self._server.checker.is_done(project):
                await self._server.checker.check(project)
            elif await self._server.tester.begin(project):
                return project
        return None

    def rest(self, project: Project) -> float:
        """How many seconds the typing still has to pause before it pays to look at a project."""
        changed = self._changed.get(project, -math.inf)
        return max(changed + self._pause(project) - asyncio.get_running_loop().time(), 0.0)

    def _pause(self, project: Project) -> float:
        cost = self._costs.get(project, 0.0)
        return (
            0.0
            if cost < (_BEARABLE if self._server.abilities.pulls else _CHEAP)
            else min(max(cost, _SHORTEST_PAUSE), _LONGEST_PAUSE)
        )

    def _warm_up(self) -> None:
        self._warming = asyncio.create_task(warm_up())

    def _publish(self, project: Project) -> None:
        self._waiting.pop(project, None)
        if project not in self._pushing:
            self._pushing[project] = asyncio.create_task(self._push(project))

    async def _push(self, project: Project) -> None:
        """Check a project and push what is found; before that what is wrong with the syntax, if the rest takes long."""
        checker, files = self._server.checker, self._server.files
        try:
            if project.size > LARGE and not self._server.reports.has(project):
                project.watch_syntax()
                await checker.check_syntax(project)
                self._tell_syntax(project)
            while project in files.projects:
                if not checker.is_done(project):
                    await checker.check(project)
                elif await self._server.tester.begin(project):
                    break
            if project in files.projects:
                self._tell(project)
        finally:
            del self._pushing[project]

    def _tell_syntax(self, project: Project) -> None:
        """Push what is known of syntax; that nothing is wrong with it is no news before the first report."""
        found = self._server.reports.of_syntax(project) if project in self._server.files.projects else {}
        is_news = self._server.reports.has(project)
        self._send_all(
            {
                path: report
                for path, report in found.items()
                if is_news or report.items != "[]" or path in self._published
            }
        )

    def _tell(self, project: Project) -> None:
        self._send_all(self.reports(project))
        if self._pause(project):
            project.watch_syntax()
        else:
            project.syntax = None
        projects = self._server.files.projects
        if all(map(self._server.checker.is_done, projects)):
            self._clear_all_but(*map(self.reports, projects))

    def _clear_all_but(self, *kept: Iterable[str]) -> None:
        """Take back what was pushed of files that are in no report any more."""
        for path in set(self._published).difference(*kept, self._alone):
            self._send(path, None)

    def _send_all(self, reports: Mapping[str, Report]) -> None:
        """Push what the client does not have yet."""
        for path, report in reports.items():
            text = self._server.files.texts.get(path)
            state = (report.number, text.version if text else None)
            if self._published.get(path, (-1, None)) != state and (
                text or report.items != "[]" or path in self._published
            ):
                self._send(path, report)

    def _send(self, path: str, report: Report | None) -> None:
        text = self._server.files.texts.get(path)
        version = f'"version":{text.version},' if text and self._server.abilities.versions else ""
        items = report.items if report else "[]"
        uri = self._server.protocol.quoted(self._server.files.uri(path))
        if report is None:
            self._published.pop(path, None)
        else:
            self._published[path] = (report.number, text.version if text else None)
        params = Json(f'{{"uri":{uri},{version}"diagnostics":{items}}}')
        self._server.protocol.send_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, params)


def _spare_collector(project: Project) -> None:
    """Put what was read of a large file out of the collector's sight, which else walks through all of it again."""
    if project.size > LARGE:
        gc.unfreeze()
        gc.collect()
        gc.freeze()
