"""Which checks of entries need not run, because nothing of what they look at is written in an entry.

A check that found nothing in an entry, and on the way there only asked for members which the entry does not have, finds
nothing in any entry of that section without those members. What it asks for is watched once for each set of members
that comes up again and again: in a large file most entries have the same members as many others. How many parts an
entry is made of may be asked, too: only entries of as many parts count as alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dial_lsp.model.entries import typed
from dial_lsp.model.place import ConfigEntry, Part
from dial_lsp.rulekit.shapes import problems_of, shape_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from dial_lsp.rulekit.rule import Check, EntryContext

_Kind = tuple[frozenset[str], int, int]
"""What entries have in common: their members, and of how many parts they are made and replaced."""
_OFTEN = 6
"""So many entries with the same members come before it pays to watch the checks on the next one."""


class Audience:
    """The checks for the entries of one section, and which of them have nothing to say of which entries."""

    def __init__(self, checks: tuple[Check, ...], context: EntryContext) -> None:
        self._checks = checks
        self._context = context
        self._seen: dict[_Kind, int] = {}
        self._left: dict[_Kind, tuple[Check, ...]] = {}

    def left(self, entry: ConfigEntry) -> tuple[Check, ...]:
        """Those of the checks that may have something to say of an entry."""
        if type(entry.value) is not dict or problems_of(entry, self._context):
            return self._checks  # what has a name twice is read in other ways
        kind = frozenset(entry.value), len(entry.parts), len(entry.replaced)
        known = self._left.get(kind)
        if known is not None:
            return known
        seen = self._seen[kind] = self._seen.get(kind, 0) + 1
        if seen < _OFTEN:
            return self._checks
        left = self._left[kind] = tuple(check for check in self._checks if self._may_speak(check, entry))
        return left

    def _may_speak(self, check: Check, entry: ConfigEntry) -> bool:
        """Whether the check might find something in an entry with the same members."""
        watched = _Watched(entry, {shape_key(self._context): ()})
        try:
            found = next(check.find(typed(watched), self._context), None)
        except Exception:  # noqa: BLE001 -- the rule fails again when it really runs, and then it is told
            return True
        return found is not None or watched.was_read


class _Watched(ConfigEntry):
    """Stands for a sound entry, and knows whether anything was read that differs from entry to entry."""

    __slots__ = ("was_read",)
    was_read: bool

    def __init__(self, entry: ConfigEntry, memo: dict[Any, Any]) -> None:
        object.__setattr__(self, "was_read", False)
        members = _Members(entry.value, self._read)
        parts, replaced = (_Parts.watched(given, self._read) for given in (entry.parts, entry.replaced))
        super().__init__(entry.section, entry.name, members, parts, replaced, memo)

    def __getattribute__(self, name: str) -> Any:
        """The attribute of the entry."""
        if name == "name":
            self._read()
        return super().__getattribute__(name)

    def _read(self) -> None:
        object.__setattr__(self, "was_read", True)


class _Members(dict[str, Any]):
    """The members of an entry; tells when one is looked at that is there, or all are, unless there is none."""

    def __init__(self, members: Any, note: Callable[[], None]) -> None:
        super().__init__(members)
        self._note = note if members else _nothing

    def __contains__(self, name: object) -> bool:
        found = super().__contains__(name)
        if found:
            self._note()
        return found

    def __getitem__(self, name: str) -> Any:
        _ = name in self
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        """The member, if it is there."""
        return super().get(name, default) if name in self else default


class _Parts(tuple[Part, ...]):  # noqa: SLOT001 -- a tuple has no room for slots
    """The parts of an entry; tells when one is looked at, but not when they are counted."""

    _note: Callable[[], None]

    @classmethod
    def watched(cls, parts: tuple[Part, ...], note: Callable[[], None]) -> _Parts:
        """The same parts."""
        made = cls(parts)
        made._note = note if parts else _nothing
        return made


def _nothing() -> None:
    pass


def tell(kind: type, *methods: str) -> None:
    """Have these methods of a subclass of dict or list call its ``_note`` first."""
    for name in methods:
        setattr(kind, name, _telling(getattr(kind.__base__, name)))


def _telling(method: Callable[..., Any]) -> Callable[..., Any]:
    def told(self: Any, *arguments: Any) -> Any:
        self._note()
        return method(self, *arguments)

    return told


tell(_Members, "__eq__", "__iter__", "__len__", "__ne__", "__or__", "__repr__", "__reversed__", "__ror__")
tell(_Members, "copy", "items", "keys", "values")
tell(
    _Parts, "__add__", "__contains__", "__eq__", "__getitem__", "__hash__", "__iter__", "__mul__", "__ne__", "__repr__"
)
tell(_Parts, "__add__", "__contains__", "__eq__", "__ge__", "__getitem__", "__gt__", "__hash__", "__iter__", "__le__")
tell(_Parts, "__lt__", "__mul__", "__ne__", "__repr__", "__rmul__", "count", "index")
