"""Who else has the storage of a key: it is named after the project, so whatever has that name shares it.

Thousands of keys may share one bucket. So buckets are compared, each pair of them once, and a key differs from its
bucket only in that it is not told of itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dial_lsp.access.change import Change, State, effect_of_sets
from dial_lsp.access.storage import storages_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dial_lsp.access.pairing import Pairing
    from dial_lsp.access.relation import Access
    from dial_lsp.access.subjects import Subject

Members = frozenset["int | str"]  # keys by their numbers among those in both configs, objects by their labels


def compare_storage(before: Access, after: Access, pairing: Pairing) -> Iterator[Change]:
    """Keys that begin or cease to share storage with a deployment, a route or a key that was there before, too.

    That keys come and go is told of elsewhere; of a new key what else has the name of its project.
    """
    old = _Buckets(before, {pair.before: at for at, pair in enumerate(pairing.both)})
    new = _Buckets(after, {pair.after: at for at, pair in enumerate(pairing.both)})
    known: dict[tuple[int, int], tuple[Members, Members]] = {}
    for own, pair in enumerate(pairing.both):
        had, has = old.of(pair.before), new.of(pair.after)
        where = (id(had), id(has))
        if where not in known:
            known[where] = (has.members - had.members, had.members - has.members)
        gains, loses = (bool(found) and found != {own} for found in known[where])
        if gains or loses:
            states = _state(pair.before, _told(had, own)), _state(pair.after, _told(has, own))
            yield Change("storage", pair.label, "", "", effect_of_sets(gains=gains, loses=loses), *states)
    for key in pairing.gained:
        if objects := new.of(key).objects:
            effect = effect_of_sets(gains=True, loses=False)
            yield Change("storage", key.label, "", "", effect, State([]), _state(key, objects))
    for key in pairing.lost:
        if objects := old.of(key).objects:
            effect = effect_of_sets(gains=False, loses=True)
            yield Change("storage", key.label, "", "", effect, _state(key, objects), State([]))


@dataclass(frozen=True, slots=True)
class _Bucket:
    keys: frozenset[Subject] = frozenset()
    objects: list[str] = field(default_factory=list)  # sorted
    members: Members = frozenset()


_NOBODYS = _Bucket()


class _Buckets:
    """The buckets of one config; ``numbers`` tell keys that both configs have."""

    def __init__(self, access: Access, numbers: Mapping[Subject, int]) -> None:
        self._known: dict[str, _Bucket] = {}
        for name, storage in storages_of(filter(access.is_alive, access.keys), access.objects).items():
            objects = sorted(found.label for found in storage.objects)
            keys = (numbers[key] for key in storage.keys if key in numbers)
            self._known[name] = _Bucket(frozenset(storage.keys), objects, frozenset((*keys, *objects)))

    def of(self, key: Subject) -> _Bucket:
        """The bucket of a key, with the key itself in it; an empty one where the key has none."""
        bucket = self._known.get(key.project or "")
        return bucket if bucket is not None and key in bucket.keys else _NOBODYS


def _state(key: Subject, others: list[str]) -> State:
    return State(others, key, None, key.key.project.at if key.key else None)


def _told(bucket: _Bucket, own: int) -> list[str]:
    """Who else has it; keys, which all are of the same project, by their count, for their positions may move."""
    count = len(bucket.members) - len(bucket.objects) - (own in bucket.members)
    return [*bucket.objects, *([f"{count} other key{'s' if count > 1 else ''}"] if count else [])]
