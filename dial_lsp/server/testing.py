"""Policies of projects, asked in slices between which every other message has its turn.

They are asked once a project is checked. An edit of a file or of the policies has them asked again.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from dial_lsp.policies.day import today
from dial_lsp.server.slices import in_slices

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.features.policies.findings import Finding
    from dial_lsp.policies.outcome import Outcome, Report
    from dial_lsp.server.policy_texts import PolicyText
    from dial_lsp.server.server import Server
    from dial_lsp.server.session import ProjectSession

_AT_ONCE = 200  # answers of the relation between two looks at the clock
_BEARABLE = 0.3  # seconds; findings wait as long for those of policies, to be told together
_COSTLY, _LONGEST_PAUSE = 0.05, 1.0  # seconds


@dataclass(frozen=True, eq=False)
class Tested:
    """What became of the policies of a project, in each of its configurations."""

    analyses: tuple[Analysis, ...]
    policies: PolicyText
    reports: tuple[tuple[Analysis, Report], ...]
    lenses: tuple[str, ...] = ()  # what is said above each policy

    @property
    def findings(self) -> Iterator[tuple[Analysis, Finding]]:
        """All that is found."""
        from dial_lsp.features.policies.findings import findings

        for analysis, report in self.reports:
            for found in findings(report, analysis.config):
                yield analysis, found


class Tester:
    """Has the policies of projects asked."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def of(self, project: ProjectSession) -> Tested | None:
        """What became of them last; it may be of an earlier text. None where there are none."""
        return project.tested if project.policies is not None else None

    def is_done(self, project: ProjectSession) -> bool:
        """Whether they were asked of the newest texts."""
        if project.policies is None:
            return True
        tested = project.tested
        return tested is not None and _is_now(project, tested.analyses, tested.policies)

    async def test(self, project: ProjectSession) -> None:
        """Come back when they were asked of the newest texts, or when nobody needs the project any more."""
        if not self.is_done(project):
            await asyncio.shield(project.testing.begin(partial(self._ask, project)))  # others wait for it, too

    async def begin(self, project: ProjectSession) -> bool:
        """Have them asked, and come back when that is done, or when it takes longer than one bears.

        Whether the project is still checked as it is now.
        """
        if not self.is_done(project):
            await asyncio.wait([asyncio.create_task(self.test(project))], timeout=_BEARABLE)
        return self._server.checker.is_done(project)

    async def _ask(self, project: ProjectSession) -> None:
        server = self._server
        while not self.is_done(project) and server.files.sessions.knows(project):
            await server.checker.check(project)
            await asyncio.sleep(_pause(project.cost_of_testing))
            analyses, policies = project.analyses, project.policies
            if policies is None or not server.checker.is_done(project):
                continue
            started = time.perf_counter()
            tested = await self._tested_now(project, analyses, policies)
            project.cost_of_testing = time.perf_counter() - started
            if tested is not None:
                before, project.tested = project.tested, tested
                server.publisher.tested(project, tested, before)

    async def _tested_now(
        self, project: ProjectSession, analyses: tuple[Analysis, ...], policies: PolicyText
    ) -> Tested | None:
        """What becomes of the policies; None where the texts changed meanwhile, nothing where that cannot be found."""
        try:
            steps = tested_in_steps(analyses, policies)
            return await in_slices(steps, partial(_is_now, project, analyses, policies))
        except Exception as error:  # noqa: BLE001 -- other findings must reach the client whatever fails here
            self._server.log_failure(error)
            return Tested(analyses, policies, ())


def _pause(cost: float) -> float:
    """How long to wait for the typing to go on; nothing where the answer takes no time."""
    return min(cost, _LONGEST_PAUSE) if cost > _COSTLY else 0.0


def _is_now(project: ProjectSession, analyses: tuple[Analysis, ...], policies: PolicyText) -> bool:
    return project.analyses is analyses and project.policies is policies


def tested_in_steps(analyses: tuple[Analysis, ...], policies: PolicyText) -> Generator[None, None, Tested]:
    """Ask the policies of each configuration; of a file that is none they are not asked."""
    from dial_lsp.features.policies.lenses import lens_text, together
    from dial_lsp.policies.outcome import Report
    from dial_lsp.policies.running import outcome_in_steps
    from dial_lsp.policies.selectors import Selectors

    reports: list[tuple[Analysis, Report]] = []
    lenses: list[list[str]] = [[] for _ in policies.file.policies]
    day = today()
    for analysis in analyses:
        if analysis.verdict == "none":
            continue
        selectors = Selectors(analysis.access, policies.file.groups)
        outcomes: list[Outcome] = []
        for policy, told in zip(policies.file.policies, lenses, strict=True):
            outcome = yield from outcome_in_steps(policy, selectors, day, _AT_ONCE)
            outcomes.append(outcome)
            told.append(lens_text(outcome, selectors))
        reports.append((analysis, Report(policies.file, tuple(outcomes))))
    return Tested(analyses, policies, tuple(reports), tuple(map(together, lenses)))
