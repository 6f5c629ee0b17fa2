"""What the schema of policy files says of a place: the part of it that holds there, and in words what is written."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from dial_lsp.policies.reading import schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SELECTORS = "selectors"


def part_at(steps: Sequence[str]) -> Mapping[str, Any] | None:
    """The part of the schema to which names lead from the root, elements of lists left out; None for other names."""
    part: Mapping[str, Any] | None = schema()
    for step in steps:
        part = _member(part, step) if part is not None else None
    return part


def members_of(part: Mapping[str, Any] | None) -> dict[str, Mapping[str, Any]]:
    """The members that a table may have by name."""
    found: dict[str, Mapping[str, Any]] = {}
    for each in _parts(part):
        found |= each.get("properties", {})
    return found


def described(part: Mapping[str, Any]) -> str:
    """What a value is for; of a member before what its kind says."""
    return next((str(each["description"]) for each in _parts(part) if "description" in each), "")


def is_selectors(part: Mapping[str, Any] | None) -> bool:
    """Whether a value is one selector or several."""
    return part is not None and part.get("$ref") == f"#/$defs/{SELECTORS}"


def is_list(part: Mapping[str, Any] | None) -> bool:
    """Whether a value is always a list."""
    if part is None or "anyOf" in part or is_selectors(part):
        return False
    return any(each.get("type") == "array" for each in _parts(part))


def is_bare(part: Mapping[str, Any]) -> bool:
    """Whether a value is written without quotes: a number or a date."""
    return part.get("type") == "integer" or "x-date" in part


def constants(part: Mapping[str, Any] | None) -> tuple[Any, ...]:
    """The values that a place may have, if they are few."""
    found: list[Any] = []
    for each in _parts(part):
        found += [each["const"]] if "const" in each else each.get("enum", ())
        found += [True, False] if each.get("type") == "boolean" else []
    return tuple(dict.fromkeys(found))


def _member(part: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    for each in _parts(part):
        if name in each.get("properties", {}):
            found: Mapping[str, Any] = each["properties"][name]
            return found
        if isinstance(each.get("additionalProperties"), dict):
            return _group()
    return None


@cache
def _group() -> Mapping[str, Any]:
    """A group is selectors, or a table of properties."""
    given: Mapping[str, Any] = schema()["properties"]["groups"]["additionalProperties"]
    return {
        "$ref": f"#/$defs/{SELECTORS}",
        "anyOf": given["anyOf"],
        "description": schema()["properties"]["groups"]["description"],
    }


def _parts(part: Mapping[str, Any] | None) -> Iterator[Mapping[str, Any]]:
    """A part, what it refers to, its alternatives, and the elements of a list."""
    if part is None:
        return
    yield part
    if "$ref" in part:
        yield from _parts(schema()["$defs"][part["$ref"].rpartition("/")[2]])
    for each in part.get("anyOf", ()):
        yield from _parts(each)
    if isinstance(part.get("items"), dict):
        yield from _parts(part["items"])
