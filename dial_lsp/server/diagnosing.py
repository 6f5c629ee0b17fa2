"""The diagnostics of projects file by file. What did not change is not put into words or numbered again."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain, count
from typing import TYPE_CHECKING, Any

from dial_lsp.diagnostics import told_once
from dial_lsp.server.abilities import Abilities
from dial_lsp.server.items import Items
from dial_lsp.server.policy_reports import PolicyReports
from dial_lsp.server.report import Report
from dial_lsp.server.session import syntax_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dial_lsp.diagnostics import Diagnostic
    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.server.items import Item
    from dial_lsp.server.session import ProjectSession
    from dial_lsp.server.testing import Tested
    from dial_lsp.server.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Told:
    """What was reported of a project last."""

    analyses: tuple[Analysis, ...]
    folded: frozenset[str]
    reports: Mapping[str, Report]
    items: list[Item]
    parts: dict[Any, str]  # the JSON of what a diagnostic says wherever it stands


class Reports:
    """Reports of projects, made when somebody asks."""

    def __init__(self, workspace: Workspace) -> None:
        self.abilities = Abilities()
        self._workspace = workspace
        self._numbers = count(1)
        self._of_policies = PolicyReports(workspace, self._numbers)

    def is_new(self, project: ProjectSession) -> bool:
        """Whether the report on a project as it is now is still to be made."""
        told = project.told
        return told is None or told.analyses is not project.analyses or told.folded != self._folded(project)

    def of(self, project: ProjectSession) -> Mapping[str, Report]:
        """The report on each file of a project, its settings file among them if it has findings."""
        told = project.told
        if told is None or self.is_new(project):
            told = project.told = self._tell(project, told)
        return self._of_policies.added(project, told.reports)

    def of_syntax(self, project: ProjectSession) -> Mapping[str, Report]:
        """What is known at once: the findings about syntax as they are now, and the others as they were.

        The others stand where they stood until the next report, which follows when the typing pauses.
        """
        return self._of_policies.added(project, self._of_syntax(project))

    def took(self, project: ProjectSession, tested: Tested) -> bool:
        """Take what became of the policies of a project; whether that is another report than before."""
        return self._of_policies.took(project, tested, self.abilities)

    def alone(self, path: str) -> Report | None:
        """The report on an open policy file that is of no configuration; None of any other file."""
        return self._of_policies.alone(path)

    def _of_syntax(self, project: ProjectSession) -> Mapping[str, Report]:
        told, made = project.told, self._items()
        if project.syntax is None:
            return {}
        if told is None:
            items = made.of((*project.unsound, *project.syntax.diagnostics), {}, {})
            return self._reports(project, made, items, project.files, {})
        names = {name for rule in syntax_rules() for name in rule.full_names}
        kept = [item for item in told.items if item.rule not in names]
        items = chain(kept, made.of(project.syntax.diagnostics, told.parts, {}))
        return self._reports(project, made, items, told.reports, told.reports)

    def _items(self) -> Items:
        return Items(self._workspace, self.abilities)

    def _folded(self, project: ProjectSession) -> frozenset[str]:
        """The files in which many equal findings are one: those that are not open, of which a list is all one sees."""
        if not self._workspace.settled.choices.folded_findings:
            return frozenset()
        return frozenset(path for path in project.files if path not in self._workspace.texts)

    def _tell(self, project: ProjectSession, before: Told | None) -> Told:
        found: Iterable[Diagnostic] = chain(project.unsound, *(analysis.diagnostics for analysis in project.analyses))
        if len(project.analyses) > 1:
            found = told_once(found, set())
        parts: dict[Any, str] = {}
        made, files = self._items(), self._folded(project)
        items = list(made.of(found, before.parts if before else {}, parts, files))
        reports = self._reports(project, made, items, project.files, before.reports if before else {})
        return Told(project.analyses, files, reports, items, parts)

    def _reports(
        self,
        project: ProjectSession,
        made: Items,
        items: Iterable[Item],
        paths: Iterable[str],
        old: Mapping[str, Report],
    ) -> Mapping[str, Report]:
        found: dict[str, list[str]] = defaultdict(list, {path: [] for path in paths})
        for item in chain(items, made.of_files(project)):
            found[item.path].append(item.text)
        return {path: self._report(items, old.get(path)) for path, items in found.items()}

    def _report(self, items: list[str], old: Report | None) -> Report:
        text = f"[{','.join(items)}]"
        return old if old is not None and old.items == text else Report(next(self._numbers), text)
