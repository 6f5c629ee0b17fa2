"""Names of the project by what they name: roles, deployments, routes, interceptors, translators and schemas.

Names of API keys are secrets and are never among them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dial_lsp.access.objects import routes_of_applications
from dial_lsp.model.config import DEPLOYMENT_SECTIONS
from dial_lsp.model.entry_words import KIND_WORDS
from dial_lsp.model.place import ConfigEntry
from dial_lsp.model.placeholders import has_placeholder
from dial_lsp.names.references import Kind
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.features.completion.item import Topic
    from dial_lsp.names.references import Use
    from dial_lsp.syntax.tree import Pointer

_SECTIONS: Final = {
    "deployment": DEPLOYMENT_SECTIONS,
    "limit-target": ("models", "applications", "toolsets", "routes", "interceptors"),
    "interceptor": ("interceptors",),
    "translator": ("translators",),
}
_SCHEMAS: Final = {"application-schema": "applicationTypeSchemas", "catalog-schema": "catalogSchemas"}
_DIGITS: Final = compiled(r"([0-9]+)")
_FALLBACK: Final = "default"


@dataclass(frozen=True, slots=True)
class Named:
    """A name that may be written, and what it names."""

    name: str
    detail: str
    topic: Topic = ()


def names(analysis: Analysis, refers: str, at: Pointer = ()) -> tuple[Named, ...]:
    """All names of a kind (as ``Field.refers`` and ``Field.keys_refer`` name kinds), the likeliest first.

    ``at`` are the steps to the place that is being written: what is half-typed there is no name yet.
    """
    if refers == "role":
        return (*_declared_roles(analysis), *_other_roles(analysis, at))
    if refers in _SCHEMAS:
        return _schemas(analysis, _SCHEMAS[refers])
    found = entries_of(analysis, *_SECTIONS.get(refers, ()))
    return (*found, *_nested_routes(analysis, found)) if refers == "limit-target" else found


def entries_of(analysis: Analysis, *sections: str) -> tuple[Named, ...]:
    """The names of the entries of sections, as far as Core keeps them."""
    return tuple(named for section in sections for named in _of_section(analysis, section))


def undeclared(analysis: Analysis, section: str) -> tuple[Named, ...]:
    """Names that are used as if they were entries of a section, but are not."""
    kinds = {"roles": Kind.ROLE, "interceptors": Kind.INTERCEPTOR, "translators": Kind.TRANSLATOR}
    kind = kinds.get(section)
    if kind is None:
        return ()
    used = {use.name for use in analysis.references.unresolved(kind)}
    return tuple(Named(name, f"{KIND_WORDS[section]}, used but not declared") for name in sorted(used, key=_natural))


def one_of(section: str) -> str:
    """What an entry of a section is called."""
    return KIND_WORDS.get(section, "entry")


def _of_section(analysis: Analysis, section: str) -> tuple[Named, ...]:
    """The sorted names of a section; kept with it, for an edit elsewhere leaves it as it is."""
    found = analysis.config.sections.get(section)
    if found is None:
        return ()
    key = ("sorted names", analysis.version)
    known: tuple[Named, ...] | None = found.memo.get(key)
    if known is None:
        one, kept = one_of(section), [e for e in found.entries if not analysis.config.is_dropped(e)]
        names = sorted((entry.name for entry in kept if entry.name is not None), key=_natural)
        known = found.memo[key] = tuple(Named(name, one, (one, name)) for name in names)
    return known


def _nested_routes(analysis: Analysis, named: Iterable[Named]) -> Iterator[Named]:
    """Routes inside of applications, which Core limits by their own names; each name once."""
    known = {one.name for one in named}
    nested = routes_of_applications(analysis.config).values()
    routes = {route.name: route for found in nested for route in found if route.name not in known}
    for name in sorted(routes, key=_natural):
        yield Named(name, f'route of application "{routes[name].application}"')


def _declared_roles(analysis: Analysis) -> Iterator[Named]:
    declared = entries_of(analysis, "roles")
    yield from (role for role in declared if role.name != _FALLBACK)
    if any(role.name == _FALLBACK for role in declared):
        yield Named(_FALLBACK, "role, the fallback for limits", ("role", _FALLBACK))


def _other_roles(analysis: Analysis, at: Pointer) -> Iterator[Named]:
    """Roles that have no entry: those of identity providers need none."""
    declared = {role.name for role in entries_of(analysis, "roles")}
    given = dict.fromkeys(analysis.settings.idp_roles or (), "role of an identity provider")
    used = {use.name: "role, not declared" for use in analysis.references.unresolved(Kind.ROLE) if _steps(use) != at}
    for name, detail in sorted({**used, **given}.items(), key=lambda item: _natural(item[0])):
        if name not in declared and not (has_placeholder(name) or name.startswith("{")):  # code that is filled in
            yield Named(name, detail, ("role", name))


def _steps(use: Use) -> Pointer:
    entry = use.at.entry
    return (entry.section if isinstance(entry, ConfigEntry) else entry.name, entry.name or "", *use.at.pointer)


def _schemas(analysis: Analysis, section: str) -> tuple[Named, ...]:
    schemas = analysis.config.schemas[section]
    kind = "application schema" if section == "applicationTypeSchemas" else "catalog schema"
    return tuple(Named(identifier, kind, ("schema", identifier)) for identifier in schemas)


def _natural(name: str) -> tuple[tuple[int, str], ...]:
    """Sorts people's way: letter case does not count, and 9 comes before 10."""
    return tuple((int(part), "") if part.isdigit() else (0, part.casefold()) for part in _DIGITS.split(name))
