"""Diagnostics as the protocol's JSON, file by file. What did not change is neither converted nor numbered again."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from lsprotocol import types

from dial_lsp.manual import url_of
from dial_lsp.server.abilities import Abilities
from dial_lsp.server.loading import syntax_rules
from dial_lsp.text import Location, Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dial_lsp.analysis import Analysis
    from dial_lsp.diagnostics import Diagnostic
    from dial_lsp.server.loading import Project
    from dial_lsp.server.workspace import Workspace

SOURCE = "dial-lint"
_TAGS = {"unnecessary": types.DiagnosticTag.Unnecessary, "deprecated": types.DiagnosticTag.Deprecated}

Range = tuple[int, int, int, int]  # line and character of the start and of the end


@dataclass(frozen=True, slots=True)
class Report:
    """The diagnostics of one file: a JSON array, and a number that is another one whenever it is another array."""

    number: int
    items: str


@dataclass(slots=True)
class _Told:
    """What was reported of a project last."""

    analyses: tuple[Analysis, ...]
    reports: Mapping[str, Report]
    known: dict[Any, str]  # the JSON of single diagnostics, by all that is in them


class Reports:
    """Reports of projects, made when somebody asks."""

    def __init__(self, workspace: Workspace) -> None:
        self.abilities = Abilities()
        self._workspace = workspace
        self._numbers = count(1)
        self._told: WeakKeyDictionary[Project, _Told] = WeakKeyDictionary()

    def of(self, project: Project) -> Mapping[str, Report]:
        """The report on each file of a project, its settings file among them if it has findings."""
        told = self._told.get(project)
        if told is None or told.analyses is not project.analyses:
            told = self._told[project] = self._tell(project, told)
        return told.reports

    def of_syntax(self, project: Project) -> Mapping[str, Report]:
        """What is known at once: the findings about syntax as they are now, and the others as they were.

        The others stand where they stood until the next report, which follows when the typing pauses.
        """
        told = self._told.get(project)
        if project.syntax is None or told is None:
            return {}
        names = {rule.name for rule in syntax_rules()}
        found: dict[str, list[str]] = defaultdict(list, {path: [] for path in told.reports})
        for (path, _, _, _, rule, *_), item in told.known.items():
            if rule not in names:
                found[path].append(item)
        for diagnostic in project.syntax.diagnostics:
            path, key = self._key(diagnostic)
            found[path].append(told.known.get(key) or self._item(key, diagnostic))
        for path, item in self._of_files(project):
            found[path].append(item)
        return {path: self._report(items, told.reports.get(path)) for path, items in found.items()}

    def _tell(self, project: Project, before: _Told | None) -> _Told:
        found: dict[str, list[str]] = defaultdict(list, {path: [] for path in project.paths})
        known = before.known if before else {}
        told: dict[Any, str] = {}
        for path, key, diagnostic in self._keyed(project):
            item = known.get(key)
            if item is None:
                item = self._item(key, diagnostic)
            told[key] = item
            found[path].append(item)
        for path, item in self._of_files(project):
            found[path].append(item)
        old = before.reports if before else {}
        return _Told(
            project.analyses, {path: self._report(items, old.get(path)) for path, items in found.items()}, told
        )

    def _report(self, items: list[str], old: Report | None) -> Report:
        text = f"[{','.join(items)}]"
        return old if old is not None and old.items == text else Report(next(self._numbers), text)

    def _keyed(self, project: Project) -> Iterator[tuple[str, Any, Diagnostic]]:
        for analysis in project.analyses:
            for diagnostic in analysis.diagnostics:
                yield (*self._key(diagnostic), diagnostic)

    def _key(self, diagnostic: Diagnostic) -> tuple[str, Any]:
        """The file of a diagnostic, and all that its JSON is made of."""
        path, where = self._placed(diagnostic.location)
        notes = diagnostic.related if self.abilities.related else ()
        related = tuple((*self._placed(note.location), note.message) for note in notes)
        rest = (diagnostic.rule, diagnostic.severity, diagnostic.message, diagnostic.help, diagnostic.pointer)
        return path, (path, where, related, diagnostic.tags, *rest)

    def _placed(self, location: Location) -> tuple[str, Range]:
        at = location if location.source.host is None else location.in_file
        ruler = self._workspace.ruler(at.source)
        return at.source.path, (*ruler.place(at.span.start), *ruler.place(at.span.end))

    def _item(self, key: Any, diagnostic: Diagnostic) -> str:
        _, where, related, *_ = key
        item: dict[str, Any] = {
            "range": _range(where),
            "severity": int(diagnostic.severity),
            "code": diagnostic.rule,
            "source": SOURCE,
            "message": f"{diagnostic.message}\n{diagnostic.help}" if diagnostic.help else diagnostic.message,
        }
        if self.abilities.links:
            item["codeDescription"] = {"href": url_of(diagnostic.rule)}
        tags = [tag for name, tag in _TAGS.items() if name in diagnostic.tags and tag in self.abilities.tags]
        if tags:
            item["tags"] = [int(tag) for tag in tags]
        if related:
            item["relatedInformation"] = [
                {"location": {"uri": self._workspace.uri(path), "range": _range(at)}, "message": message}
                for path, at, message in related
            ]
        if self.abilities.keeps_data:
            item["data"] = {"pointer": diagnostic.pointer}
        return json.dumps(item, separators=(",", ":"))

    def _of_files(self, project: Project) -> Iterator[tuple[str, str]]:
        """What is wrong with whole files: settings that cannot be used, files that cannot be read."""
        if broken := project.broken:
            at = broken.at or Location(Source(broken.path, ""), Span(0, 0))
            path, where = self._placed(at)
            yield (
                path,
                _plain(where, 1, "unusable-settings", f"{broken.reason}; the last settings that could be used hold"),
            )
        for file in project.undecodable:
            path, where = self._placed(Location(file.source, file.span))
            yield path, _plain(where, 1, "invalid-encoding", f"{file.reason}, so Core cannot read the file")
        for missing in project.unread:
            yield missing.path, _plain((0, 0, 0, 0), 1, "unreadable", f"{missing.reason}, so the file is left out")


def _plain(where: Range, severity: int, code: str, message: str) -> str:
    return json.dumps(
        {"range": _range(where), "severity": severity, "code": code, "source": SOURCE, "message": message},
        separators=(",", ":"),
    )


def _range(where: Range) -> dict[str, Any]:
    line, character, end_line, end_character = where
    return {
        "start": {"line": line, "character": character},
        "end": {"line": end_line, "character": end_character},
    }
