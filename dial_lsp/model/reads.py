"""What a computation has read of the config, so that its result can stand while nothing of that changes.

While somebody records, every value of an entry notes which field was asked for, and whatever is kept for later use
(facts of the whole config, what is remembered with an entry) notes again, each time it is used, what its computation
read. A read is a section and a field; the names of entries are never noted, for a config with other names is another
config.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, MutableMapping

    from dial_lsp.model.place import ConfigEntry

T = TypeVar("T")
P = TypeVar("P")
Read = tuple[str, str]
ALL = "*"
"""Instead of a field: every field of the section's entries."""
TEXT: Read = ("", "text")
"""Where things stand in the text, which every edit changes."""

_NONE = object()
"""Instead of the value of a field that is not written."""

_recorded: set[Read] | None = None


class Known(NamedTuple):
    """A result that is kept, and what it was made from."""

    value: Any
    reads: frozenset[Read]


class _Comparable(NamedTuple):
    """How one kind of result that can be compared is made of an entry, and what of it is compared."""

    compute: Callable[[ConfigEntry], Any]
    digest: Callable[[Any], Hashable | Mapping[str, Hashable]]


_comparable: dict[str, _Comparable] = {}
"""By the key under which such results are kept with entries."""


@contextmanager
def recording() -> Iterator[set[Read]]:
    """Collect what is read inside; what somebody records outside has it as well."""
    global _recorded  # noqa: PLW0603 -- one computation at a time
    outer, _recorded = _recorded, set()
    try:
        yield _recorded
    finally:
        if outer is not None:
            outer |= _recorded
        _recorded = outer


@contextmanager
def ignoring() -> Iterator[None]:
    """Note nothing of what is read inside: the caller notes something better in its place."""
    global _recorded  # noqa: PLW0603 -- one computation at a time
    outer, _recorded = _recorded, None
    try:
        yield
    finally:
        _recorded = outer


def unnoted(work: Callable[[P], T], given: P) -> T:
    """What some work comes to, of whose reads nothing is noted, either; for what is done once an entry."""
    global _recorded  # noqa: PLW0603 -- as in ``ignoring``, which takes longer than most of what is computed
    outer, _recorded = _recorded, None
    try:
        return work(given)
    finally:
        _recorded = outer


def note(section: str, field: str) -> None:
    """A field of the section's entries is read."""
    if _recorded is not None:
        _recorded.add((section, field))


def note_all(section: str, fields: tuple[str, ...]) -> None:
    """Several fields, or one in each of its spellings, are read."""
    if _recorded is not None:
        _recorded.update(_reads(section, fields))


@lru_cache(maxsize=1024)
def _reads(section: str, fields: tuple[str, ...]) -> tuple[Read, ...]:
    return tuple((section, field) for field in fields)


@lru_cache(maxsize=1024)
def _shared(reads: frozenset[Read]) -> frozenset[Read]:
    """One set for all computations that read the same, for there are many of them."""
    return reads


def note_reads(reads: frozenset[Read]) -> None:
    """All of these are read."""
    if _recorded is not None:
        _recorded.update(reads)


def note_text() -> None:
    """It is looked up where something stands."""
    if _recorded is not None:
        _recorded.add(TEXT)


def remembered(memo: MutableMapping[Any, Any], key: Hashable, compute: Callable[[], T]) -> T:
    """What is kept under a key, computed if it is not there yet."""
    global _recorded  # noqa: PLW0603 -- as in ``recording``, which takes longer than most of what is computed
    known: Known | None = memo.get(key)
    if known is None:
        outer, _recorded = _recorded, set()
        try:
            value = compute()
            known = memo[key] = Known(value, _shared(frozenset(_recorded)))
        finally:
            if outer is not None:
                outer |= _recorded
            _recorded = outer
    elif _recorded is not None:
        _recorded.update(known.reads)
    result: T = known.value
    return result


def made_of(memo: MutableMapping[Any, Any], key: Hashable, given: Hashable, compute: Callable[[], T]) -> T:
    """The same of what is made of something given: it is computed again where that is not equal to what it was."""
    known: tuple[Hashable, dict[Hashable, Known]] | None = memo.get(key)
    if known is None or known[0] != given:
        known = memo[key] = given, {}
    return remembered(known[1], key, compute)


def digested(
    entry: ConfigEntry,
    key: str,
    compute: Callable[[ConfigEntry], T],
    digest: Callable[[T], Hashable | Mapping[str, Hashable]],
) -> T:
    """What is kept with an entry and can be compared: who uses it depends on its digest, not on what it was made of.

    A digest in named parts is for those who use only one of them: they note it by ``part_of`` instead. A key stands for
    one computation.
    """
    global _recorded  # noqa: PLW0603 -- as in ``ignoring``, which takes longer than most of what is computed
    if key not in entry.memo:
        _comparable[key] = _Comparable(compute, digest)
        outer, _recorded = _recorded, None
        try:
            entry.memo[key] = compute(entry)
        finally:
            _recorded = outer
    if _recorded is not None:
        _recorded.add((entry.section, key))
    result: T = entry.memo[key]
    return result


def reads_of(entry: ConfigEntry, name: str) -> frozenset[Read] | None:
    """What a result that can be compared is made of, where that is what was noted for a field; None for a field."""
    key = name
    while key not in _comparable:
        key, space, _ = key.rpartition(" ")
        if not space:
            return None
    with ignoring(), recording() as seen:
        _comparable[key].compute(entry)
    return frozenset(seen)


def part_of(key: str, part: str) -> str:
    """What to note, as a field, where only one part of a digest matters."""
    return f"{key} {part}"


class fact(Generic[T]):  # noqa: N801 -- used as functools.cached_property is
    """A property that is computed once and notes, each time it is used, what that took."""

    def __init__(self, compute: Callable[[Any], T]) -> None:
        self._compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        """Keep the result in the object, under the property's name."""
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> fact[T]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> T: ...
    def __get__(self, instance: object | None, owner: type) -> fact[T] | T:
        """The fact."""
        if instance is None:
            return self
        return remembered(instance.__dict__, self._name, lambda: self._compute(instance))

    def __set__(self, instance: object, value: T) -> None:
        """Refuse: a fact follows from the rest. Having a setter keeps Python from looking past this property."""
        raise AttributeError(f"{self._name} cannot be set")


class kept(fact[T]):  # noqa: N801 -- as above
    """A property of a value that is computed once in the life of the value's entry, for many rules ask for it."""

    def __set_name__(self, owner: type, name: str) -> None:
        """Keep the result in the entry, under what the property is called and where the value stands."""
        self._name = f"{owner.__name__}.{name}"

    @overload
    def __get__(self, instance: None, owner: type) -> kept[T]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> T: ...
    def __get__(self, instance: Any, owner: type) -> kept[T] | T:
        """The property."""
        if instance is None:
            return self
        key = (self._name, instance.pointer) if instance.pointer else self._name
        known: Known | None = instance.entry.memo.get(key)
        if known is None:
            return remembered(instance.entry.memo, key, lambda: self._compute(instance))
        if _recorded is not None:
            _recorded.update(known.reads)
        result: T = known.value
        return result


def changes_of(old: ConfigEntry, new: ConfigEntry) -> frozenset[Read] | None:
    """The reads that give another result now that an entry has become another; None: all, for names may differ.

    Both are the same named entry before and after an edit inside.
    """
    before, after = old.value, new.value
    if not isinstance(before, dict) or not isinstance(after, dict) or old.name is None:
        return None
    section = old.section
    known = [(key, found) for key, found in old.memo.items() if key in _comparable]
    digests = {(section, part) for key, found in known for part in _different(key, found, new)}
    names = {**before, **after}
    is_in_order = [name for name in before if name in after] == [name for name in after if name in before]
    if is_in_order and type(before) is type(after) is dict:
        names = {name: None for name in names if repr(before.get(name, _NONE)) != repr(after.get(name, _NONE))}
    fields = {(section, name) for name in names}
    return frozenset({(section, ALL), *fields, *digests}) if fields else frozenset(digests)


def _different(key: str, known: Any, new: ConfigEntry) -> Iterator[str]:
    """What is another now of a result that can be compared. The new one is kept with the new entry."""
    compute, digest = _comparable[key]
    before, after = digest(known), digest(digested(new, key, compute, digest))
    if before == after:
        return
    yield key
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from (part_of(key, part) for part in {**before, **after} if before.get(part) != after.get(part))
