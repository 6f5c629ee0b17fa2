"""Diagnostics as the protocol's JSON, one by one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from lsprotocol import types

from dial_lsp.engine.folding import PLACES, folded, kind, said_of
from dial_lsp.project.choosing import file_of
from dial_lsp.rulekit.manual import url_of
from dial_lsp.server.policy_reports import SOURCE
from dial_lsp.text import Location, Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dial_lsp.diagnostics import Diagnostic
    from dial_lsp.server.abilities import Abilities
    from dial_lsp.server.convert import Ruler
    from dial_lsp.server.session import ProjectSession
    from dial_lsp.server.workspace import Workspace

_TAGS = {"unnecessary": types.DiagnosticTag.Unnecessary, "deprecated": types.DiagnosticTag.Deprecated}
_NOWHERE = '{"start":{"line":0,"character":0},"end":{"line":0,"character":0}}'


class Item(NamedTuple):
    """One diagnostic of a file."""

    path: str
    rule: str
    text: str
    """The JSON."""


class Items:
    """Diagnostics as a client takes them; looks once for what measures a text."""

    def __init__(self, workspace: Workspace, abilities: Abilities) -> None:
        self._workspace, self._abilities = workspace, abilities
        self._rulers: dict[Source, Ruler] = {}

    def of(
        self,
        diagnostics: Iterable[Diagnostic],
        known: Mapping[Any, str],
        used: dict[Any, str],
        folding: frozenset[str] = frozenset(),
    ) -> Iterator[Item]:
        """An item of each diagnostic; ``known`` parts are taken, all parts become ``used``."""
        for one, more in _folded_in(folding, diagnostics):
            key = (one.rule, int(one.severity), one.message, one.help, one.pointer, one.tags, rest := said_of(more))
            part = used[key] = known.get(key) or self._part(one, rest)
            path, where = self._place(one.location)
            notes = [(note.location, note.message) for note in one.related]
            notes += [(other.location, other.message) for other in more[:PLACES]]
            yield Item(path, one.rule, f'{{"range":{where},{part}{self._related(notes) if notes else ""}}}')

    def of_files(self, project: ProjectSession) -> Iterator[Item]:
        """What is wrong with whole files: settings that cannot be used, files that cannot be read."""
        if broken := project.broken:
            path, where = self._place(broken.at or Location(Source(broken.path, ""), Span(0, 0)))
            words = f"{broken.reason}; the last settings that could be used hold"
            yield _plain(path, where, "unusable-settings", words)
        for missing in project.unread:
            words = f"{missing.reason}, so the file is left out"
            yield _plain(file_of(missing.path), _NOWHERE, "unreadable", words)

    def _part(self, diagnostic: Diagnostic, rest: str) -> str:
        """The members that do not depend on where things stand."""
        said = (diagnostic.message, diagnostic.help, rest and f"and {rest}")
        item: dict[str, Any] = {
            "severity": int(diagnostic.severity),
            "code": diagnostic.rule,
            "source": SOURCE,
            "message": "\n".join(filter(None, said)),
        }
        if self._abilities.links:
            item["codeDescription"] = {"href": url_of(diagnostic.rule)}
        tags = [tag for name, tag in _TAGS.items() if name in diagnostic.tags and tag in self._abilities.tags]
        if tags:
            item["tags"] = [int(tag) for tag in tags]
        if self._abilities.keeps_data:
            item["data"] = {"pointer": diagnostic.pointer}
        return json.dumps(item, separators=(",", ":"))[1:-1]

    def _related(self, notes: Iterable[tuple[Location, str]]) -> str:
        if not self._abilities.related:
            return ""
        told = (
            f'{{"location":{{"uri":{json.dumps(self._workspace.uri(path))},"range":{where}}},'
            f'"message":{json.dumps(message)}}}'
            for location, message in notes
            for path, where in (self._place(location),)
        )
        return f',"relatedInformation":[{",".join(told)}]'

    def _place(self, location: Location) -> tuple[str, str]:
        """The file and the range in it."""
        at = location if location.source.host is None else location.in_file
        ruler = self._rulers.get(at.source)
        if ruler is None:
            ruler = self._rulers[at.source] = self._workspace.file_ruler(at.source)
        return at.source.path, ruler.json(at.span)


def _folded_in(
    files: frozenset[str], diagnostics: Iterable[Diagnostic]
) -> Iterable[tuple[Diagnostic, Sequence[Diagnostic]]]:
    """Each diagnostic, with the equal ones it stands for; elsewhere than in these files for none."""
    if not files:
        return ((one, ()) for one in diagnostics)
    return folded(
        list(diagnostics), lambda one: kind(one) if file_of(one.location.source.path) in files else (id(one),)
    )


def _plain(path: str, where: str, code: str, message: str) -> Item:
    rest = {"severity": 1, "code": code, "source": SOURCE, "message": message}
    return Item(path, code, f'{{"range":{where},{json.dumps(rest, separators=(",", ":"))[1:]}')
