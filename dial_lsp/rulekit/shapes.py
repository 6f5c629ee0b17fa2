"""What the schema says about an entry, as findings of rules: checked once for each entry, told by one rule a code."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove, Rename, Replace
from dial_lsp.model.entries import is_dropped, typed
from dial_lsp.model.place import ConfigEntry, Place
from dial_lsp.model.placeholders import is_unfilled
from dial_lsp.rulekit.rule import Finding, Offer
from dial_lsp.schema import shape
from dial_lsp.schema.fields import entry_type, sections, type_at
from dial_lsp.syntax.tree import MISSING

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterator

    from dial_lsp.model.config import Config
    from dial_lsp.model.values import Value
    from dial_lsp.rulekit.rule import EntryContext
    from dial_lsp.schema.shape import ShapeProblem
    from dial_lsp.schema.versions import Version
    from dial_lsp.syntax.tree import Pointer

SEVERITY = {
    Impact.FILE_REJECTED: Severity.ERROR,
    Impact.ENTRY_DROPPED: Severity.ERROR,
    Impact.CALL_FAILS: Severity.ERROR,
    Impact.NO_EFFECT: Severity.WARNING,
}
UNFILLED = "Core expands no placeholders: fill this one in before Core reads the file."
_OF_DAMAGE = ("missing-required", "null-value/element", "null-value/entry", "null-value/section")


def shape_findings(
    rule: str,
    value: Value,
    context: EntryContext,
    *,
    sure: Collection[str] = (),
    advice: Severity = Severity.INFORMATION,
) -> Iterator[Finding]:
    """The findings of all codes of a rule that the shape check makes in an entry.

    ``sure`` are the codes whose fix is safe where it is the only one; ``advice`` is how severe a problem without effect
    is.
    """
    for problem in problems_of(value.entry, context):
        name, _, code = problem.code.partition("/")
        if name == rule:
            offers = offers_of(value.entry, problem, safe=code in sure)
            yield finding(value.entry, problem, offers, advice=advice)._replace(code=code)


def problems_of(entry: ConfigEntry, context: EntryContext) -> tuple[ShapeProblem, ...]:
    """Everything the shape check says of an entry, whichever rule tells it; kept with the entry."""
    key = shape_key(context)
    known: tuple[ShapeProblem, ...] | None = entry.memo.get(key)
    if known is None:
        known = entry.memo[key] = tuple(_problems(entry, context))
    return known


def shape_key(context: EntryContext) -> Hashable:
    """Under which the problems are kept with an entry."""
    return context.shape


def section_problems(config: Config, version: Version) -> Iterator[tuple[Place, ShapeProblem]]:
    """What is wrong with sections as a whole: their names, and objects where no object belongs.

    A section that is no object has an entry of its own, with which all else is told.
    """
    for section in config.sections.values():
        problems = shape.check_section(section.name, {}, version=version)
        if section.kind == "object" and section.name in sections() and not entry_type(section.name):
            problems += tuple(one for one in shape.check(section.name, {}, version=version) if not one.pointer)
        for problem in problems:
            yield Place(section, (), problem.part), problem


def finding(
    entry: ConfigEntry,
    problem: ShapeProblem,
    offers: tuple[Offer, ...] = (),
    *,
    advice: Severity = Severity.INFORMATION,
) -> Finding:
    """A problem as a finding; what Core does about it decides how severe it is."""
    impact = Impact(problem.impact)
    at = Place(entry, problem.pointer, problem.part)
    severity = SEVERITY.get(impact, advice)
    return Finding(at, said(problem), problem.help, offers=offers, severity=severity, impact=impact)


def offers_of(entry: ConfigEntry, problem: ShapeProblem, *, safe: bool = False) -> tuple[Offer, ...]:
    """What the suggestions of a problem come to, best first; deleting the member where that is the part in question."""
    return tuple(_offers(Place(entry, problem.pointer, problem.part), problem, safe=safe))


def said(problem: ShapeProblem) -> str:
    """The message in the form of messages: a plain sentence without a capital at its start and a stop at its end."""
    text = problem.message.removesuffix(".")
    return text if text.startswith("Core ") else text[:1].lower() + text[1:]


def _problems(entry: ConfigEntry, context: EntryContext) -> Iterator[ShapeProblem]:
    value: Any = entry.value
    if value is MISSING:
        return
    found = tuple(_checked(entry, context.version, context.default_locale))
    if not found:  # as nearly always
        return
    damaged = any(part.entry.problems for part in entry.parts)
    dropped = is_dropped(entry, context.version)
    for problem in found:
        if damaged and problem.code in _OF_DAMAGE:
            continue  # the rest of the value may be what is missing
        if dropped and _is_checked_last(entry.section, problem):
            continue
        yield _of_placeholder(value, problem)


def _of_placeholder(value: Any, problem: ShapeProblem) -> ShapeProblem:
    """The problem; of a text that nobody has filled in it is that, and no other text is better."""
    if problem.part != "value":
        return problem
    for step in problem.pointer:
        value = value[step]
    if not isinstance(value, str) or not is_unfilled(value):
        return problem
    return problem._replace(help=UNFILLED, suggestions=())


def _is_checked_last(section: str, problem: ShapeProblem) -> bool:
    """Whether Core would stumble over it only after it has dropped entries because of their names."""
    if problem.code == "null-value/entry" and not problem.pointer:
        return section in ("roles", "routes", "translators")
    if section == "translators":
        return problem.code == "missing-required" and (problem.suggestions == ("in",) or problem.pointer == ("in",))
    return section == "models" and problem.pointer[:1] == ("upstreams",) and problem.code.startswith("null-value/")


def _checked(entry: ConfigEntry, version: Version, locale: str | None) -> Iterator[ShapeProblem]:
    if entry.name is None and entry_type(entry.section):
        for problem in shape.check_section(entry.section, entry.value, version=version):
            if problem.code in ("null-value/section", "unreadable-value/type"):  # the rest is told of the section
                yield problem
    elif not entry.value and type(entry.value) is dict and entry_type(entry.section):
        yield from _of_nothing(entry.section, version, locale)
    elif entry.name is None or entry_type(entry.section):
        yield from shape.check(entry.section, entry.value, version=version, default_locale=locale)
    else:  # one member of a section that is a single object, such as tracing
        for problem in shape.check(entry.section, {entry.name: entry.value}, version=version, default_locale=locale):
            if problem.pointer:
                yield problem._replace(pointer=problem.pointer[1:])


@lru_cache(maxsize=256)
def _of_nothing(section: str, version: Version, locale: str | None) -> tuple[ShapeProblem, ...]:
    """What is said of an entry without members, of which there may be very many."""
    return shape.check(section, {}, version=version, default_locale=locale)


def _offers(at: Place, problem: ShapeProblem, *, safe: bool) -> Iterator[Offer]:
    suggestions = problem.suggestions
    if problem.part == "key" and len(suggestions) > 1:
        suggestions = tuple(name for name in suggestions if _fits(at, name)) or suggestions
    single = len(suggestions) == 1
    if not problem.code.startswith("missing-required"):  # its suggestions are names without a value
        for suggestion in suggestions:
            if problem.part == "key" and not _is_taken(at, suggestion):
                yield Offer(f'Rename it to "{suggestion}"', (Rename(at, suggestion),), safe=safe and single)
            elif problem.part != "key":
                value: Any = json.loads(suggestion, parse_float=Decimal)
                yield Offer(f"Write {suggestion}", (Replace(at, value),), safe=safe and single)
    if problem.part == "member":
        yield Offer(_deleting(at), (Remove(at),), safe=safe)


def _deleting(at: Place) -> str:
    """What a member or an element is called where it is to be deleted."""
    name = at.pointer[-1] if at.pointer else at.entry.name
    return f'Delete "{name}"' if isinstance(name, str) else "Delete this element"


def _fits(at: Place, name: str) -> bool:
    """Whether what stands at a member may stand in the field of this name."""
    entry = at.entry
    if not isinstance(entry, ConfigEntry) or not at.pointer:
        return True
    *above, last = at.pointer
    around: list[Any] = [entry.value]
    for step in above:
        around.append(around[-1][step])
    parent = around.pop()
    part: Any = {**_known_in(parent, entry.section, tuple(above)), name: parent[last]}
    part.pop(last, None)
    moved: Pointer = (name,)
    while above:
        step, outer = above.pop(), around.pop()
        part = [part] if isinstance(step, int) else {**_known_in(outer, entry.section, tuple(above)), step: part}
        moved = (0 if isinstance(step, int) else step, *moved)
    return not any(found.pointer[: len(moved)] == moved for found in shape.check(entry.section, part))


def _known_in(outer: Any, section: str, pointer: Pointer) -> dict[str, Any]:
    """What of an object decides how a member of it is read: its other fields, and of objects and lists that they are.

    A whole entry would take long to check for each of thousands of mistakes in it.
    """
    kind = type_at(section, pointer) if isinstance(outer, dict) else None
    fields = ((name, outer[name]) for name in (kind.spellings if kind else ()) if name in outer)
    return {name: {} if isinstance(one, dict) else [] if isinstance(one, list) else one for name, one in fields}


def _is_taken(at: Place, name: str) -> bool:
    """Whether the object of a member has another one of this name."""
    entry = at.entry
    if not isinstance(entry, ConfigEntry) or not at.pointer:
        return False
    return typed(entry).find((*at.pointer[:-1], name)).exists
