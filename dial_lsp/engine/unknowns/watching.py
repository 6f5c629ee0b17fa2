"""What an entry rule says of an entry in which something is unknown, and would say whatever that is.

The rule is run once more on a copy of the entry that knows what is unknown. As soon as the rule reads a value that
nobody knows, asks for something that is not there where code may add it, or has looked at all there is, what it says
can be wrong of the filled entry; what it said before cannot.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from dial_lsp.engine.silence import tell
from dial_lsp.model.entries import typed
from dial_lsp.model.place import ConfigEntry, Place
from dial_lsp.rulekit.shapes import problems_of, shape_key
from dial_lsp.schema.fields import types

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dial_lsp.model.place import Where
    from dial_lsp.rulekit.rule import Check, EntryContext, Finding
    from dial_lsp.syntax.tree import Pointer

    Note = Callable[[], None]


class Said(NamedTuple):
    """A finding without its entry, to be found again among those of a copy."""

    pointer: Pointer
    where: Where
    message: str


def said(finding: Finding) -> Said | None:
    """What a finding says, if it is of a place in an entry."""
    at = finding.at
    return Said(at.pointer, at.where, finding.message) if isinstance(at, Place) else None


def certain(check: Check, entry: ConfigEntry, context: EntryContext, unknown: frozenset[Pointer]) -> frozenset[Said]:
    """What an entry rule says of an entry whatever comes at these unknown values, objects and lists."""
    return frozenset(_certain(check, entry, context, unknown))


def _certain(check: Check, entry: ConfigEntry, context: EntryContext, unknown: frozenset[Pointer]) -> Iterator[Said]:
    asked: list[bool] = []
    value = _open(entry.value, unknown, lambda: asked.append(True))
    memo = {shape_key(context): problems_of(entry, context)}
    copied = ConfigEntry(entry.section, entry.name, value, entry.parts, entry.replaced, memo)
    try:
        for finding in check.find(typed(copied), context):
            what = said(finding)
            if asked:
                return
            if what is not None:
                yield what
    except Exception:  # noqa: BLE001 -- a rule that does not bear the copy is certain of nothing
        return


def _open(value: Any, unknown: frozenset[Pointer], note: Note) -> Any:
    """A copy of a value that tells when it is looked at in a way in which the unknown in it matters."""
    if not unknown or not isinstance(value, dict | list):
        return value
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    inner = {step: frozenset(one[1:] for one in unknown if one and one[0] == step) for step, _ in parts}
    hidden = {step for step, found in inner.items() if () in found and not isinstance(value[step], dict | list)}
    if isinstance(value, dict):
        members = {name: _open(part, inner[name], note) for name, part in value.items()}
        return _Members(members, note, hidden, is_open=() in unknown) if hidden or () in unknown else members
    elements = [_open(part, inner[index], note) for index, part in enumerate(value)]
    return _Elements(elements, note, hidden, is_open=() in unknown) if hidden or () in unknown else elements


class _Members(dict[str, Any]):
    """The members of an object to which code may add, or in which some values are unknown."""

    def __init__(self, members: dict[str, Any], note: Note, hidden: set[Any], *, is_open: bool) -> None:
        super().__init__(members)
        self._note, self._hidden, self._is_open = note, hidden, is_open

    def __contains__(self, name: object) -> bool:
        found = super().__contains__(name)
        if self._is_open and not found and not any(map(super().__contains__, other_spellings(name))):
            self._note()
        return found

    def __getitem__(self, name: str) -> Any:
        if name not in self or name in self._hidden:
            self._note()
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        """The member, if it is there."""
        found = name in self
        return self[name] if found else default

    def __bool__(self) -> bool:
        if self._is_open and not dict.__len__(self):
            self._note()
        return bool(dict.__len__(self))

    def __iter__(self) -> Iterator[str]:
        yield from super().__iter__()
        self._end()

    def __len__(self) -> int:
        self._end()
        return super().__len__()

    def keys(self) -> Any:
        """All names; more may come."""
        self._end()
        return super().keys()

    def items(self) -> Any:
        """All members; more may come after them."""
        for name in self:
            yield name, self[name]

    def values(self) -> Any:
        """All values; more may come after them."""
        for name in self:
            yield self[name]

    def _end(self) -> None:
        if self._is_open:
            self._note()


class _Elements(list[Any]):
    """The elements of a list to which code may add, or of which some are unknown."""

    def __init__(self, elements: list[Any], note: Note, hidden: set[Any], *, is_open: bool) -> None:
        super().__init__(elements)
        self._note, self._hidden, self._is_open = note, hidden, is_open

    def __contains__(self, element: object) -> bool:
        found = super().__contains__(element)
        if not found:
            self._note()
        return found

    def __getitem__(self, index: Any) -> Any:
        if not isinstance(index, int) or index < 0 or index in self._hidden:
            self._note()
        return super().__getitem__(index)

    def __bool__(self) -> bool:
        if self._is_open and not list.__len__(self):
            self._note()
        return bool(list.__len__(self))

    def __iter__(self) -> Iterator[Any]:
        for index in range(list.__len__(self)):
            yield self[index]
        self._end()

    def __len__(self) -> int:
        self._end()
        return super().__len__()

    def _end(self) -> None:
        if self._is_open:
            self._note()


tell(_Members, "__eq__", "__ne__", "__or__", "__repr__", "__reversed__", "__ror__", "copy")
tell(_Elements, "__add__", "__eq__", "__ne__", "__repr__", "__reversed__", "copy", "count", "index")


def other_spellings(name: object) -> frozenset[str]:
    """How else a field may be written: who writes it in one way does not do so in another."""
    return _spellings().get(name, frozenset())


@cache
def _spellings() -> Mapping[object, frozenset[str]]:
    found: dict[object, frozenset[str]] = {}
    for kind in types().values():
        for field in kind.fields.values():
            for spelling in field.accepted if len(field.accepted) > 1 else ():
                found[spelling] = found.get(spelling, frozenset()) | frozenset(field.accepted)
    return found
