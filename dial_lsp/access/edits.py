"""What was edited between two configs: members of entries that are added, removed or changed, whatever it does.

Objects are looked into, lists are not: a list is one member. The order of entries counts where Core looks at it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from dial_lsp.syntax.tree import MISSING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.config import Config
    from dial_lsp.model.place import ConfigEntry, ConfigSection
    from dial_lsp.syntax.tree import Pointer

_ORDERED = ("routes", "keys")  # the first route answers, the last key of a secret counts
Kind = Literal["value", "order"]


@dataclass(frozen=True, slots=True)
class Edit:
    """A member of an entry before and after; MISSING is one that is not there.

    ``name`` is None of a section that is no object, and of one whose entries have another order. Of an order the values
    are the names that both have.
    """

    section: str
    name: str | None
    pointer: Pointer
    before: Any
    after: Any
    kind: Kind = "value"

    @property
    def path(self) -> tuple[str, str | None, Pointer]:
        """Where it is made."""
        return self.section, self.name, self.pointer


def edits_between(before: Config, after: Config) -> Iterator[Edit]:
    """All edits from one config to the other, in the order of the sections and entries."""
    for section in dict.fromkeys((*before.sections, *after.sections)):
        old, new = _entries(before, section), _entries(after, section)
        for name in dict.fromkeys((*old, *new)):
            values = [found[name].value if name in found else MISSING for found in (old, new)]
            yield from members_between(section, name, (), *values)
            if section == "applications":
                yield from _turned_routes(name, *values)
        if section in _ORDERED:
            orders = [name for name in old if name in new], [name for name in new if name in old]
            if orders[0] != orders[1]:
                yield Edit(section, None, (), *orders, "order")


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are written alike, whatever the order of members; unlike in Python 1 is not true."""
    waiting = [(one, other)]
    while waiting:
        old, new = waiting.pop()
        if isinstance(old, dict) and isinstance(new, dict):
            if old.keys() != new.keys():
                return False
            waiting += [(old[name], new[name]) for name in old]
        elif isinstance(old, list) and isinstance(new, list):
            if len(old) != len(new):
                return False
            waiting += zip(old, new, strict=True)
        elif _type(old) is not _type(new) or old != new:
            return False
    return True


def members_between(section: str, name: str | None, pointer: Pointer, before: Any, after: Any) -> Iterator[Edit]:
    """The edits from one value at a place of an entry to another."""
    waiting = [(pointer, before, after)]
    while waiting:
        at, old, new = waiting.pop()
        if isinstance(old, dict) and isinstance(new, dict):
            members = list(dict.fromkeys((*old, *new)))
            waiting += [((*at, one), old.get(one, MISSING), new.get(one, MISSING)) for one in reversed(members)]
        elif not same(old, new):
            yield Edit(section, name, at, old, new)


def in_common(one: Any, other: Any) -> float:
    """How much of the members of two entries, at any depth, is the same: 0 to 1."""
    these, those = Counter(_members(one)), Counter(_members(other))
    return (these & those).total() / max(these.total(), those.total(), 1)


def _turned_routes(name: str | None, before: Any, after: Any) -> Iterator[Edit]:
    """The edit that puts the routes of an application in another order."""
    old, new = (value.get("routes") if isinstance(value, dict) else None for value in (before, after))
    if isinstance(old, dict) and isinstance(new, dict):
        orders = [one for one in old if one in new], [one for one in new if one in old]
        if orders[0] != orders[1]:
            yield Edit("applications", name, ("routes",), *orders, "order")


def _entries(config: Config, section: str) -> dict[str | None, ConfigEntry]:
    found: ConfigSection | None = config.sections.get(section)
    return dict(found.every) if found is not None else {}


def _type(value: Any) -> type:
    return dict if isinstance(value, dict) else type(value)


def _members(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    if not isinstance(value, dict):
        yield path, repr(value)
        return
    for name, member in value.items():
        yield from _members(member, (*path, name))
