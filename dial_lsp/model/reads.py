"""What a computation has read of the config, so that its result can stand while nothing of that changes.

While somebody records, every value of an entry notes which field was asked for, and whatever is kept for later use
(facts of the whole config, what is remembered with an entry) notes again, each time it is used, what its computation
read. A read is a section and a field; the names of entries are never noted, for a config with other names is another
config.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, MutableMapping

    from dial_lsp.model.place import ConfigEntry

T = TypeVar("T")
Read = tuple[str, str]
ALL = "*"
"""Instead of a field: every field of the section's entries."""
TEXT: Read = ("", "text")
"""Where things stand in the text, which every edit changes."""

_recorded: set[Read] | None = None


class Known(NamedTuple):
    """A result that is kept, what it was made from and, if results can be compared, what tells two of them apart."""

    value: Any
    reads: frozenset[Read]
    digest: Hashable = None
    compute: Callable[[ConfigEntry], Any] | None = None


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


def note(section: str, field: str) -> None:
    """A field of the section's entries is read."""
    if _recorded is not None:
        _recorded.add((section, field))


def note_all(section: str, fields: Iterable[str]) -> None:
    """Several fields, or one in each of its spellings, are read."""
    if _recorded is not None:
        _recorded.update((section, field) for field in fields)


def note_text() -> None:
    """It is looked up where something stands."""
    if _recorded is not None:
        _recorded.add(TEXT)


def remembered(memo: MutableMapping[Any, Any], key: Hashable, compute: Callable[[], T]) -> T:
    """What is kept under a key, computed if it is not there yet."""
    known: Known | None = memo.get(key)
    if known is None:
        with recording() as reads:
            value = compute()
        known = memo[key] = Known(value, frozenset(reads))
    elif _recorded is not None:
        _recorded.update(known.reads)
    result: T = known.value
    return result


def digested(entry: ConfigEntry, key: str, compute: Callable[[ConfigEntry], T], digest: Callable[[T], Hashable]) -> T:
    """What is kept with an entry and can be compared: who uses it depends on its digest, not on what it was made of."""
    known: Known | None = entry.memo.get(key)
    if known is None:
        with ignoring():
            value = compute(entry)
        known = entry.memo[key] = Known(
            value, frozenset(), digest(value), lambda other: digested(other, key, compute, digest)
        )
    if _recorded is not None:
        _recorded.add((entry.section, key))
    result: T = known.value
    return result


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


def changes_of(old: ConfigEntry, new: ConfigEntry) -> frozenset[Read] | None:
    """The reads that give another result now that an entry has become another; None: all, for names may differ.

    Both are the same named entry before and after an edit inside.
    """
    before, after = old.value, new.value
    if not isinstance(before, dict) or not isinstance(after, dict) or old.name is None:
        return None
    section = old.section
    digests = {(section, key) for key, known in old.memo.items() if _differs(key, known, new)}
    if list(before) != list(after) or type(before) is not dict or type(after) is not dict:
        return frozenset({(section, ALL), *digests, *((section, name) for name in {**before, **after})})
    fields = {(section, name) for name in before if repr(before[name]) != repr(after[name])}
    return frozenset({(section, ALL), *fields, *digests}) if fields else frozenset(digests)


def _differs(key: Any, known: Any, new: ConfigEntry) -> bool:
    """Whether what can be compared is another now. It is kept with the new entry, for the next comparison."""
    if not isinstance(known, Known) or known.compute is None:
        return False
    known.compute(new)
    again: Known = new.memo[key]
    return again.digest != known.digest
