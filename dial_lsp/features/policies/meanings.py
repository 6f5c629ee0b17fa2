"""What the names of a policy file stand for in a configuration, and what of it a place there names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dial_lsp.features.definition import definition
from dial_lsp.features.policies.names import GROUP, PROJECT
from dial_lsp.features.references import references
from dial_lsp.features.rename import Refusal, rename
from dial_lsp.model.place import Place
from dial_lsp.names.occurrences import definitions, occurrence_at
from dial_lsp.names.references import Kind
from dial_lsp.syntax.writing import quoted
from dial_lsp.text import Edit, Location, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.features.definition import Target
    from dial_lsp.features.policies.names import Mention

_SECTIONS: Final = {
    "role": "roles",
    "model": "models",
    "application": "applications",
    "toolset": "toolsets",
    "interceptor": "interceptors",
    "route": "routes",
}
_KINDS: Final = {section: kind for kind, section in _SECTIONS.items()}
_USED: Final = {"role": Kind.ROLE, PROJECT: Kind.PROJECT}
"""What may be used without being introduced."""
_OF_USES: Final = {Kind.ROLE: "role", Kind.PROJECT: PROJECT, Kind.INTERCEPTOR: "interceptor", Kind.ROUTE: "route"}


def named_at(analysis: Analysis, path: str, offset: int) -> tuple[str, str] | None:
    """The kind and the name, as policies write them, that a place of the configuration is about."""
    found = occurrence_at(analysis.config, path, offset)
    if found is None:
        return None
    sections = [one.entry.section for one in definitions(analysis.config, found) if one.entry.section in _KINDS]
    if sections:
        return _KINDS[sections[0]], found.name
    return next(((_OF_USES[kind], found.name) for kind in found.kinds if kind in _OF_USES), None)


def targets(analysis: Analysis, mention: Mention) -> tuple[Target, ...]:
    """Where a configuration introduces what a name of a policy file stands for."""
    found: list[Target] = []
    for at in _anchors(analysis, mention):
        known = definition(analysis, at.source.path, at.span.start + 1)
        found += known.found if known is not None else ()
    return tuple(found)


def uses(analysis: Analysis, mention: Mention, *, declaration: bool) -> tuple[Location, ...]:
    """Where a configuration mentions what a name of a policy file stands for."""
    found: dict[tuple[str, Span], Location] = {}
    for at in _anchors(analysis, mention):
        for each in references(analysis, at.source.path, at.span.start + 1, declaration=declaration) or ():
            found[each.source.path, each.span] = each
    return tuple(found.values())


def renamed(analysis: Analysis, kind: str, name: str, new: str) -> Mapping[str, Sequence[Edit]] | Refusal:
    """The edits of a configuration that give something another name; none where it does not mention it."""
    at = next(_places(analysis, kind, name), None)
    found = None if at is None else rename(analysis, at.source.path, at.span.start + 1, new)
    return found if found is not None else {}


def renamed_here(found: Sequence[Mention], kind: str, name: str, new: str) -> tuple[Edit, ...] | Refusal:
    """The edits of a policy file that go with it; a name that no selector can have is refused."""
    alike = [each for each in found if (each.kind, each.name) == (kind, name)]
    if alike and ("*" in new or (kind == PROJECT and new.startswith("#"))):
        return Refusal(f'Policies name it, and in them "{new}" would stand for something else.')
    return tuple(Edit(each.span, quoted(new)[1:-1]) for each in alike)


def renamed_group(found: Sequence[Mention], name: str, new: str) -> tuple[Edit, ...] | Refusal:
    """The edits that give a group another name."""
    groups = {each.name for each in found if each.kind == GROUP and each.is_definition}
    if new in groups - {name}:
        return Refusal(f'There is already a group "{new}".')
    if not new or not new.replace("-", "").replace("_", "").isalnum() or not new.isascii():
        return Refusal('The name of a group has letters, digits, "-" and "_".')
    return renamed_here(found, GROUP, name, new)


def _anchors(analysis: Analysis, mention: Mention) -> Iterator[Location]:
    """A place of the configuration for each thing that a name stands for."""
    if not mention.is_pattern:
        yield from _places(analysis, mention.kind, mention.name)
        return
    for name in _known(analysis, mention.kind):
        if mention.means(name):
            yield from _places(analysis, mention.kind, name)


def _known(analysis: Analysis, kind: str) -> Iterator[str]:
    """The names of a kind that a configuration has."""
    if kind == PROJECT:
        yield from dict.fromkeys(key.project for key in analysis.access.keys if key.project)
    section = analysis.config.sections.get(_SECTIONS.get(kind, ""))
    yield from (name for name in (section.every if section is not None else ()) if name is not None)


def _places(analysis: Analysis, kind: str, name: str) -> Iterator[Location]:
    section = analysis.config.sections.get(_SECTIONS.get(kind, ""))
    name = name.partition("/")[0] if kind == "route" and section and name not in section.every else name
    entry = section.every.get(name) if section is not None else None
    if entry is not None:
        yield analysis.config.locate(Place(entry).key())
    elif kind in _USED:
        for use in analysis.references.uses_of(_USED[kind], name)[:1]:
            yield analysis.config.locate(use.at)
