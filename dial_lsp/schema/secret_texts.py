"""The texts of an entry that stand in fields which hold secrets, wherever in them."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from dial_lsp.schema.fields import REFERENCE, expanded, schema_at, sections, type_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dial_lsp.schema.fields import Field, Pointer

_ANY = ""
"""Stands for all names that are no fields."""


def secret_texts(section: str, value: Any) -> Iterator[tuple[Pointer, str]]:
    """The texts with their places, in the order of the value; what cannot hold any is not looked at."""
    root = _roots().get(section)
    waiting: list[tuple[_Kind, Pointer, Any]] = [(root, (), value)] if root is not None else []
    while waiting:
        kind, pointer, found = waiting.pop()
        if isinstance(found, str):
            if kind.is_secret and pointer:
                yield pointer, found
        elif isinstance(found, dict):
            inside = kind.inside
            if kind.is_open or any(name in found for name in inside):
                known = ((inside.get(name, kind.other), name, part) for name, part in found.items())
                waiting += reversed([(inner, (*pointer, name), part) for inner, name, part in known if inner])
        elif isinstance(found, list) and (inner := kind.element) is not None:
            parts = (isinstance(part, (dict, list)) or (inner.is_secret and isinstance(part, str)) for part in found)
            waiting += reversed([(inner, (*pointer, at), found[at]) for at, is_one in enumerate(parts) if is_one])


def may_hold_secrets(section: str) -> bool:
    """Whether entries of a section have fields for secrets at all."""
    return section in _roots()


class _Kind:
    """What the schema says of the value at some place that may hold secrets: whether they are, and where else."""

    def __init__(self, section: str, pointer: Pointer, *, is_secret: bool) -> None:
        self.is_secret = is_secret
        self._at = section, pointer
        kind = type_at(section, pointer)
        self._fields: Mapping[str, Field] | None = kind.spellings if kind else None

    @cached_property
    def inside(self) -> Mapping[str, _Kind]:
        """The fields that may hold secrets, by every spelling."""
        found = {name: self.below(name) for name in self._fields or ()}
        return {name: kind for name, kind in found.items() if kind is not None}

    @cached_property
    def other(self) -> _Kind | None:
        """Members that are no fields, if they may."""
        return self.below(_ANY)

    @cached_property
    def element(self) -> _Kind | None:
        """Elements, if they may."""
        return self.below(0)

    @cached_property
    def is_open(self) -> bool:
        """Whether members of any name may."""
        return self.other is not None

    def below(self, step: str | int) -> _Kind | None:
        """What stands one step further in; None if nothing there can be secret."""
        section, pointer = self._at
        field = self._fields.get(step) if self._fields is not None and isinstance(step, str) else None
        is_secret = self.is_secret if self._fields is None else field is not None and field.secret
        schema = schema_at(section, (*pointer, step))
        if not is_secret and (schema is None or not _may_hold(schema)):
            return None
        key = id(schema), is_secret  # schemas live as long as the process
        if key not in _known:
            _known[key] = _Kind(section, (*pointer, step), is_secret=is_secret)
        return _known[key]


_known: dict[tuple[int, bool], _Kind] = {}


@cache
def _roots() -> Mapping[str, _Kind]:
    """What entries are that may hold secrets, by section."""
    found = ((name, field) for name, field in sections().items() if field.secret or _may_hold(field.schema))
    return {name: _Kind(name, (), is_secret=field.secret) for name, field in found}


def _may_hold(schema: Mapping[str, Any]) -> bool:
    is_marked, referred = _looked_through(schema)
    return is_marked or not referred.isdisjoint(_holding())


@cache
def _holding() -> frozenset[str]:
    """The definitions in which a secret field may stand, however deep."""
    known = {name: _looked_through(schema) for name, schema in expanded()["$defs"].items()}
    holding = {name for name, (is_marked, _) in known.items() if is_marked}
    while more := {name for name, (_, referred) in known.items() if name not in holding and referred & holding}:
        holding |= more
    return frozenset(holding)


def _looked_through(schema: Mapping[str, Any]) -> tuple[bool, set[str]]:
    """Whether a field is marked as secret in a schema, and the definitions that it refers to."""
    is_marked, referred, waiting = False, set[str](), [schema]
    while waiting:
        part = waiting.pop()
        is_marked |= part.get("secret") is True
        if isinstance(name := part.get("$ref"), str):
            referred.add(name.removeprefix(REFERENCE))
        for inside in part.values():
            waiting += (one for one in (inside if isinstance(inside, list) else [inside]) if isinstance(one, dict))
    return is_marked, referred
