"""Code lenses: above each key, role, deployment and route, who reaches it or what it reaches.

Where lenses stand is told at once, what they say only for those that are looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.worst_case import PERIODS, worst_case
from dial_lsp.model.config import DEPLOYMENT_SECTIONS
from dial_lsp.names.occurrences import key_span
from dial_lsp.names.references import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dial_lsp.access import Access, Object, Subject
    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.model.place import ConfigEntry
    from dial_lsp.text import Span

SECTIONS = ("keys", "roles", *DEPLOYMENT_SECTIONS, "routes")


def code_lenses(analysis: Analysis, path: str) -> tuple[Span, ...]:
    """The names of a file that have a lens, in the order of the text."""
    document = analysis.document(path)
    if document is None:
        return ()
    return tuple(
        key_span(document, entry)
        for section in document.sections
        if section.name in SECTIONS and section.kind == "object"
        for entry in section.entries
        if isinstance(entry.value, dict)
    )


def code_lens_text(analysis: Analysis, path: str, offset: int) -> str | None:
    """What the lens of the name at an offset says; None where none is."""
    document = analysis.document(path)
    entry = document.entry_at(offset) if document else None
    if document is None or entry is None:
        return None
    section = analysis.config.sections.get(document.section_of(entry).name)
    found = section.every.get(entry.name) if section else None
    if section is None or found is None or section.name not in SECTIONS or found.name is None:
        return None
    access = analysis.access
    if section.name == "keys":
        subject = next((one for one in access.keys if one.key is not None and one.key.entry is found), None)
        return _of_key(access, subject) if subject else None
    if section.name == "roles":
        return _of_role(access, found.name)
    return _of_object(analysis, found)


def _of_key(access: Access, key: Subject) -> str:
    if access.replaced_by(key) is not None:
        return "replaced by a later key with the same secret"
    if not access.is_alive(key):
        return "accepted from no address"
    return f"reaches {_objects(found for found, verdict in access.row(key) if verdict.granted)}{_costs(access, key)}"


def _of_role(access: Access, name: str) -> str:
    keys = sum(1 for key in access.keys if name in key.role_set)
    caller = access.caller(name)
    reached = _objects(found for found, verdict in access.row(caller) if verdict.granted)
    return f"{_counted(keys, 'key')}, reaches {reached}{_costs(access, caller)}"


def _costs(access: Access, caller: Subject) -> str:
    """What a caller may cost in a day, where anything that may be called has a price."""
    case = worst_case(access, caller)
    if not case.models:
        return ""
    if case.bounds is None:
        return ", costs at worst any amount"
    return f", costs at worst {case.bounds[PERIODS.index('day')].low:,.2f} USD a day"


def _of_object(analysis: Analysis, entry: ConfigEntry) -> str | None:
    access = analysis.access
    found = next(iter(access.objects_in(entry)), None)
    if found is None:
        return "dropped by Core"
    if found.shadowed_by is not None:
        return f"hidden by the {found.shadowed_by} of the same name"
    if found.kind != "interceptor":
        return _callers(access, found)
    count = len(analysis.references.uses_of(Kind.INTERCEPTOR, found.name))
    return (
        f"used {_counted(count, 'time')}, {_callers(access, found)}" if count else f"unused, {_callers(access, found)}"
    )


def _callers(access: Access, found: Object) -> str:
    if found.allowed is None:
        return "everyone reaches this"
    keys = sum(1 for key in access.keys if access.reaches(key, found))
    roles = sum(1 for role in access.roles if access.reaches(role, found))
    if not roles:
        return "nobody reaches this"
    return f"{_counted(keys, 'key')}, {_counted(roles, 'role')} {'reaches' if keys + roles == 1 else 'reach'} this"


def _objects(found: Iterable[Object]) -> str:
    """How much of what is reached: deployments and routes, those inside of applications left out."""
    routes = [one.kind == "route" for one in found if one.application is None]
    counts = list(_some(len(routes) - sum(routes), "deployment")) + list(_some(sum(routes), "route"))
    return " and ".join(counts) or "nothing"


def _some(number: int, noun: str) -> Iterator[str]:
    if number:
        yield _counted(number, noun)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number or 'no'} {noun}s"
