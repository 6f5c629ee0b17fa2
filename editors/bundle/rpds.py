"""Stands in for rpds-py, which is compiled: the part of it that jsonschema and referencing use.

Collections that never change: each operation returns a new one. They are copied whole, which is as fast for the few
items that those libraries keep.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class HashTrieMap(Mapping[K, V]):
    """A mapping."""

    __slots__ = ("_items",)

    def __init__(self, value: Mapping[K, V] | Iterable[tuple[K, V]] = ()) -> None:
        self._items: dict[K, V] = dict(value)

    @classmethod
    def convert(cls, value: Mapping[K, V] | Iterable[tuple[K, V]]) -> HashTrieMap[K, V]:
        """The value itself if it is one already."""
        return value if isinstance(value, cls) else cls(value)

    def __getitem__(self, key: K) -> V:
        return self._items[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __repr__(self) -> str:
        return f"HashTrieMap({self._items!r})"

    def insert(self, key: K, value: V) -> HashTrieMap[K, V]:
        """With one more item, or another value of a key."""
        return HashTrieMap({**self._items, key: value})

    def update(self, *others: Mapping[K, V] | Iterable[tuple[K, V]]) -> HashTrieMap[K, V]:
        """With all items of others; the last one counts."""
        items = dict(self._items)
        for other in others:
            items.update(other)
        return HashTrieMap(items)

    def remove(self, key: K) -> HashTrieMap[K, V]:
        """Without an item. Raises KeyError if there is none."""
        items = dict(self._items)
        del items[key]
        return HashTrieMap(items)

    def discard(self, key: K) -> HashTrieMap[K, V]:
        """Without an item, if there is one."""
        return self.remove(key) if key in self._items else self


class HashTrieSet(frozenset[V]):
    """A set."""

    __slots__ = ()

    def insert(self, value: V) -> HashTrieSet[V]:
        """With one more element."""
        return HashTrieSet([*self, value])

    def update(self, *others: Iterable[V]) -> HashTrieSet[V]:
        """With all elements of others."""
        return HashTrieSet(self.union(*others))

    def remove(self, value: V) -> HashTrieSet[V]:
        """Without an element. Raises KeyError if it is not there."""
        if value not in self:
            raise KeyError(value)
        return self.discard(value)

    def discard(self, value: V) -> HashTrieSet[V]:
        """Without an element, if it is there."""
        return HashTrieSet(self - {value})


class List(Generic[V]):
    """A list that grows at its front."""

    __slots__ = ("_items",)

    def __init__(self, value: Iterable[V] = ()) -> None:
        self._items: tuple[V, ...] = tuple(value)

    def __iter__(self) -> Iterator[V]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, List) and self._items == other._items

    def __hash__(self) -> int:
        return hash(self._items)

    def __repr__(self) -> str:
        return f"List({list(self._items)!r})"

    def push_front(self, value: V) -> List[V]:
        """With one more element before all others."""
        return List((value, *self._items))

    def drop_first(self) -> List[V]:
        """Without the first element. Raises IndexError if there is none."""
        if not self._items:
            raise IndexError("empty list has no first element")
        return List(self._items[1:])
