"""Diagnostics as the protocol's JSON, file by file. What did not change is not put into words or numbered again."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain, count
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from lsprotocol import types

from dial_lsp.diagnostics import told_once
from dial_lsp.engine.folding import PLACES, folded, kind, said_of
from dial_lsp.project.choosing import file_of
from dial_lsp.rulekit.manual import url_of
from dial_lsp.server.abilities import Abilities
from dial_lsp.server.loading import syntax_rules
from dial_lsp.server.policy_reports import SOURCE, PolicyReports
from dial_lsp.server.report import Report
from dial_lsp.text import Location, Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dial_lsp.diagnostics import Diagnostic
    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.server.convert import Ruler
    from dial_lsp.server.loading import Project
    from dial_lsp.server.testing import Tested
    from dial_lsp.server.workspace import Workspace

_TAGS = {"unnecessary": types.DiagnosticTag.Unnecessary, "deprecated": types.DiagnosticTag.Deprecated}


@dataclass(slots=True)
class _Told:
    """What was reported of a project last."""

    analyses: tuple[Analysis, ...]
    folded: frozenset[str]
    reports: Mapping[str, Report]
    items: list[tuple[str, str, str]]  # the file, the rule and the JSON of each diagnostic
    parts: dict[Any, str]  # the JSON of what a diagnostic says wherever it stands


class Reports:
    """Reports of projects, made when somebody asks."""

    def __init__(self, workspace: Workspace) -> None:
        self.abilities = Abilities()
        self._workspace = workspace
        self._numbers = count(1)
        self._told: WeakKeyDictionary[Project, _Told] = WeakKeyDictionary()
        self._of_policies = PolicyReports(workspace, self._numbers)

    def has(self, project: Project) -> bool:
        """Whether there was a report on a project already, even if it is an old one."""
        return project in self._told

    def is_new(self, project: Project) -> bool:
        """Whether the report on a project as it is now is still to be made."""
        told = self._told.get(project)
        return told is None or told.analyses is not project.analyses or told.folded != self._folded(project)

    def of(self, project: Project) -> Mapping[str, Report]:
        """The report on each file of a project, its settings file among them if it has findings."""
        if self.is_new(project):
            self._told[project] = self._tell(project, self._told.get(project))
        return self._with_policies(project, self._told[project].reports)

    def of_syntax(self, project: Project) -> Mapping[str, Report]:
        """What is known at once: the findings about syntax as they are now, and the others as they were.

        The others stand where they stood until the next report, which follows when the typing pauses.
        """
        return self._with_policies(project, self._of_syntax(project))

    def took(self, project: Project, tested: Tested) -> bool:
        """Take what became of the policies of a project; whether that is another report than before."""
        return self._of_policies.took(project, tested, self.abilities)

    def alone(self, path: str) -> Report | None:
        """The report on an open policy file that is of no configuration; None of any other file."""
        return self._of_policies.alone(path)

    def _with_policies(self, project: Project, reports: Mapping[str, Report]) -> Mapping[str, Report]:
        return self._of_policies.added(project, reports)

    def _of_syntax(self, project: Project) -> Mapping[str, Report]:
        told = self._told.get(project)
        if project.syntax is None:
            return {}
        if told is None:
            return self._reports(
                project, self._items((*project.unsound, *project.syntax.diagnostics), {}, {}), project.files, {}
            )
        names = {name for rule in syntax_rules() for name in rule.full_names}
        items = [item for item in told.items if item[1] not in names]
        items += self._items(project.syntax.diagnostics, told.parts, {})
        return self._reports(project, items, told.reports, told.reports)

    def _folded(self, project: Project) -> frozenset[str]:
        """The files in which many equal findings are one: those that are not open, of which a list is all one sees."""
        if not self._workspace.settled.choices.folded_findings:
            return frozenset()
        return frozenset(path for path in project.files if path not in self._workspace.texts)

    def _tell(self, project: Project, before: _Told | None) -> _Told:
        found: Iterable[Diagnostic] = chain(project.unsound, *(analysis.diagnostics for analysis in project.analyses))
        if len(project.analyses) > 1:
            found = told_once(found, set())
        parts: dict[Any, str] = {}
        files = self._folded(project)
        items = list(self._items(found, before.parts if before else {}, parts, files))
        reports = self._reports(project, items, project.files, before.reports if before else {})
        return _Told(project.analyses, files, reports, items, parts)

    def _reports(
        self, project: Project, items: Iterable[tuple[str, str, str]], paths: Iterable[str], old: Mapping[str, Report]
    ) -> Mapping[str, Report]:
        found: dict[str, list[str]] = defaultdict(list, {path: [] for path in paths})
        for path, _, item in items:
            found[path].append(item)
        for path, item in self._of_files(project):
            found[path].append(item)
        return {path: self._report(items, old.get(path)) for path, items in found.items()}

    def _report(self, items: list[str], old: Report | None) -> Report:
        text = f"[{','.join(items)}]"
        return old if old is not None and old.items == text else Report(next(self._numbers), text)

    def _items(
        self,
        diagnostics: Iterable[Diagnostic],
        known: Mapping[Any, str],
        used: dict[Any, str],
        folding: frozenset[str] = frozenset(),
    ) -> Iterator[tuple[str, str, str]]:
        """The file, the rule and the JSON of each diagnostic; ``known`` parts are taken, all parts become ``used``."""
        placed = _Places(self._workspace)
        for one, more in _folded_in(folding, diagnostics):
            key = (one.rule, int(one.severity), one.message, one.help, one.pointer, one.tags, rest := said_of(more))
            part = used[key] = known.get(key) or self._part(one, rest)
            path, where = placed.of(one.location)
            notes = [(note.location, note.message) for note in one.related]
            notes += [(other.location, other.message) for other in more[:PLACES]]
            item = f'{{"range":{where},{part}{self._related(notes, placed) if notes else ""}}}'
            yield path, one.rule, item

    def _part(self, diagnostic: Diagnostic, rest: str) -> str:
        """The members that do not depend on where things stand."""
        said = (diagnostic.message, diagnostic.help, rest and f"and {rest}")
        item: dict[str, Any] = {
            "severity": int(diagnostic.severity),
            "code": diagnostic.rule,
            "source": SOURCE,
            "message": "\n".join(filter(None, said)),
        }
        if self.abilities.links:
            item["codeDescription"] = {"href": url_of(diagnostic.rule)}
        tags = [tag for name, tag in _TAGS.items() if name in diagnostic.tags and tag in self.abilities.tags]
        if tags:
            item["tags"] = [int(tag) for tag in tags]
        if self.abilities.keeps_data:
            item["data"] = {"pointer": diagnostic.pointer}
        return json.dumps(item, separators=(",", ":"))[1:-1]

    def _related(self, notes: Iterable[tuple[Location, str]], placed: _Places) -> str:
        if not self.abilities.related:
            return ""
        told = (
            f'{{"location":{{"uri":{json.dumps(self._workspace.uri(path))},"range":{where}}},'
            f'"message":{json.dumps(message)}}}'
            for location, message in notes
            for path, where in (placed.of(location),)
        )
        return f',"relatedInformation":[{",".join(told)}]'

    def _of_files(self, project: Project) -> Iterator[tuple[str, str]]:
        """What is wrong with whole files: settings that cannot be used, files that cannot be read."""
        placed = _Places(self._workspace)
        if broken := project.broken:
            at = broken.at or Location(Source(broken.path, ""), Span(0, 0))
            path, where = placed.of(at)
            yield (
                path,
                _plain(where, 1, "unusable-settings", f"{broken.reason}; the last settings that could be used hold"),
            )
        for missing in project.unread:
            yield file_of(missing.path), _plain(_NOWHERE, 1, "unreadable", f"{missing.reason}, so the file is left out")


def _folded_in(
    files: frozenset[str], diagnostics: Iterable[Diagnostic]
) -> Iterable[tuple[Diagnostic, Sequence[Diagnostic]]]:
    """Each diagnostic, with the equal ones it stands for; elsewhere than in these files for none."""
    if not files:
        return ((one, ()) for one in diagnostics)
    return folded(
        list(diagnostics), lambda one: kind(one) if file_of(one.location.source.path) in files else (id(one),)
    )


class _Places:
    """Where things stand, as the protocol's JSON; looks once for what measures a text."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._rulers: dict[Source, Ruler] = {}

    def of(self, location: Location) -> tuple[str, str]:
        """The file and the range in it."""
        at = location if location.source.host is None else location.in_file
        ruler = self._rulers.get(at.source)
        if ruler is None:
            ruler = self._rulers[at.source] = self._workspace.file_ruler(at.source)
        return at.source.path, ruler.json(at.span)


_NOWHERE = '{"start":{"line":0,"character":0},"end":{"line":0,"character":0}}'


def _plain(where: str, severity: int, code: str, message: str) -> str:
    rest = {"severity": severity, "code": code, "source": SOURCE, "message": message}
    return f'{{"range":{where},{json.dumps(rest, separators=(",", ":"))[1:]}'
