"""Completion in ``dial-policy.toml``: tables, members, invariants, and names of the configuration in selectors."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dial_lsp.features.completion.holes import hole
from dial_lsp.features.completion.item import Completions, Item
from dial_lsp.features.policies.schema import constants, described, is_bare, is_list, is_selectors, members_of, part_at
from dial_lsp.features.policies.selectors import groups_in, names_of, selectors_of
from dial_lsp.policies.invariants import INVARIANTS
from dial_lsp.policies.reading import CALLERS
from dial_lsp.policies.statements import STATEMENTS
from dial_lsp.toml.half_typed import spot_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.text import Span
    from dial_lsp.toml.half_typed import Spot

_TABLES: Final = {"groups": "[", "policy": "[["}
_ALWAYS: Final = ("name", "use", "who", "on", "may-be-empty", "except")


def policies_completion(text: str, offset: int, analyses: Sequence[Analysis] = ()) -> Completions:
    """What may be written at an offset of a policy file, half-typed or not, of policies for these configurations."""
    spot = spot_at(text, offset)
    if spot is None or (offset == spot.span.end and len(spot.typed) > 1 and spot.typed[0] == spot.typed[-1] == '"'):
        return Completions()
    if spot.role == "table":
        return Completions(tuple(_tables(text, spot)))
    steps = spot.steps()
    if not steps:
        return Completions()
    if spot.role == "name":
        found = _names(text, steps[:-1], spot)
        return Completions(tuple(item for item in found if item.label not in spot.others))
    part = part_at(steps)
    items = [item for item in _values(text, steps, part, spot, analyses) if item.label not in spot.others]
    if spot.role == "value" and is_list(part):
        items = [replace(item, text=f"[{item.text}]") for item in items]
    return Completions(tuple(items))


def _tables(text: str, spot: Spot) -> Iterator[Item]:
    begun = text[: spot.span.start].rstrip(" \t")
    for name, bracket in _TABLES.items():
        if begun.endswith("[[") == (bracket == "[["):
            written = name + ("" if spot.has_value else bracket.replace("[", "]"))
            yield Item(name, "setting", written, spot.span, name, _told(part_at((name,))))


def _names(text: str, around: tuple[str, ...], spot: Spot) -> Iterator[Item]:
    if not around:
        for name, bracket in _TABLES.items():
            table = f"{bracket}{name}{bracket.replace('[', ']')}\n"
            first = f'name = "{hole(1)}"' if name == "policy" else hole(1)
            yield Item(name, "setting", table + first, spot.span, name, _told(part_at((name,))))
        return
    if around == ("groups",):
        return  # a name of one's own
    members = members_of(part_at(around))
    meant = _meant(text, spot, members) if around == ("policy",) else members
    for name in meant:
        written = name if spot.has_value else f"{name} = {_value_of(members[name])}"
        is_asking = is_selectors(members[name]) or name == "use"
        yield Item(name, "setting", written, spot.span, name, _told(members[name]), asks=is_asking)


def _meant(text: str, spot: Spot, members: Mapping[str, Any]) -> Sequence[str]:
    """The members that a policy may have by what is written in it: of an invariant its own, else statements."""
    use = next((line.partition("=")[2].strip() for line in _lines_of_table(text, spot) if _begins(line, "use")), None)
    invariant = INVARIANTS.get((use or "").split("#")[0].strip().strip("\"'"))
    if invariant is not None:
        known = {*_ALWAYS, *invariant.needs, *invariant.may}
        known -= {name for name in ("who", "on") if name not in (*invariant.needs, *invariant.may)}
        return [*invariant.needs, *(name for name in members if name in known and name not in invariant.needs)]
    return [name for name in members if name in STATEMENTS or name in _ALWAYS]


def _lines_of_table(text: str, spot: Spot) -> Iterator[str]:
    """The lines of the table around a place."""
    start = text.rfind("\n[", 0, spot.span.start) + 1
    end = text.find("\n[", spot.span.end)
    yield from text[start : end if end >= 0 else len(text)].splitlines()


def _begins(line: str, name: str) -> bool:
    return line.partition("=")[0].strip() == name


def _value_of(part: Mapping[str, Any]) -> str:
    if constants(part)[:1] == (True,):
        return hole(1, "true")
    if is_bare(part):
        return hole(1)
    if members_of(part) and not is_selectors(part):
        return f"[{{ {hole(1)} }}]" if is_list(part) else f"{{ {hole(1)} }}"
    return f'["{hole(1)}"]' if is_list(part) else f'"{hole(1)}"'


def _values(
    text: str, steps: tuple[str, ...], part: Mapping[str, Any] | None, spot: Spot, analyses: Sequence[Analysis]
) -> Iterator[Item]:
    span = spot.span
    if steps == ("policy", "use"):
        for name, invariant in INVARIANTS.items():
            yield _text(name, span, invariant.states, ("invariant", name))
    elif is_selectors(part):
        is_group = steps[0] == "groups"
        for label, detail in selectors_of(analyses, callers=None if is_group else steps[-1] in CALLERS):
            yield _text(label, span, detail, kind="name")
        if not is_group:
            yield from (_text(f"@{name}", span, "a group", kind="name") for name in groups_in(text))
    elif steps in (("policy", "interceptor"), ("policy", "routes")) or steps[0] == "groups":
        yield from (_text(name, span, kind="name") for name in names_of(analyses, steps[-1].removesuffix("s")))
    else:
        for constant in constants(part):
            if isinstance(constant, bool):
                word = "true" if constant else "false"
                yield Item(word, "constant", word, span, word)
            else:
                yield _text(str(constant), span)


def _told(part: Mapping[str, Any] | None) -> str:
    return "" if part is None else described(part).partition(". ")[0].removesuffix(".")


def _text(text: str, span: Span, detail: str = "", topic: tuple[str, ...] = (), kind: Any = "value") -> Item:
    written = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return Item(text, kind, written, span, written, detail, topic=topic)
