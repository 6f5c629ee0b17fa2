"""Which subject and object of one config is which of another.

A key is the same if its secret is; secrets are compared in memory and go nowhere else. Keys left over had their secret
replaced: those whose project and roles are the same, then those that are the only ones of their project to go and come.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dial_lsp.access.subjects import EVERYONE, Subject, caller, secrets_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dial_lsp.access.objects import Object
    from dial_lsp.access.relation import Access


@dataclass(frozen=True, slots=True)
class Pair:
    """Somebody in both configs."""

    before: Subject
    after: Subject
    is_replaced: bool = False  # the same project under another secret

    @property
    def label(self) -> str:
        """The subject in words that do not depend on which config comes first."""
        if self.before.kind != "key":
            return self.before.label
        return " / ".join(sorted({self.before.label, self.after.label}))


@dataclass(frozen=True, slots=True)
class Pairing:
    """The keys of two configs: those in both, and those in one only. Keys that never count are left out."""

    both: tuple[Pair, ...]
    lost: tuple[Subject, ...]
    gained: tuple[Subject, ...]


@dataclass(frozen=True, slots=True)
class Callers:
    """Everybody whose access is compared: anybody and single roles, keys, and of these the ones whose roles changed."""

    roles: tuple[Pair, ...]
    keys: tuple[Pair, ...]
    moved: tuple[Pair, ...]

    @classmethod
    def of(cls, roles: tuple[Pair, ...], keys: tuple[Pair, ...]) -> Callers:
        """These roles and keys."""
        return cls(roles, keys, tuple(pair for pair in keys if pair.before.role_set != pair.after.role_set))


def pair_keys(before: Access, after: Access) -> Pairing:
    """Which key of one config is which of the other."""
    old, new = _by_secret(before), _by_secret(after)
    both = [Pair(subject, new[secret]) for secret, subject in old.items() if secret in new]
    lost = [subject for secret, subject in old.items() if secret not in new]
    gained = [subject for secret, subject in new.items() if secret not in old]
    again = [*_again(lost, gained, _identity, are_unique=False)]
    again += _again(lost, gained, _project, are_unique=True)
    both += [Pair(*pair, is_replaced=True) for pair in again]
    return Pairing(tuple(both), tuple(lost), tuple(gained))


def pair_roles(before: Access, after: Access) -> tuple[Pair, ...]:
    """Anybody, and a caller for each role that either config names."""
    names = dict.fromkeys(subject.roles[0] for access in (before, after) for subject in access.roles)
    callers = sorted((caller([name]) for name in names), key=lambda subject: subject.label)
    return tuple(Pair(subject, subject) for subject in (EVERYONE, *callers))


def pair_objects(before: Access, after: Access) -> Iterator[tuple[Object | None, Object | None]]:
    """Every object of either config with its like in the other."""
    old = {found.identity: found for found in before.objects}
    new = {found.identity: found for found in after.objects}
    for identity in {**old, **new}:
        yield old.get(identity), new.get(identity)


def _by_secret(access: Access) -> dict[str, Subject]:
    pairs = zip(secrets_of(access.config), access.keys, strict=True)
    return {secret: subject for secret, subject in pairs if access.replaced_by(subject) is None}


def _again(
    lost: list[Subject], gained: list[Subject], told_by: Callable[[Subject], object], *, are_unique: bool
) -> Iterator[tuple[Subject, Subject]]:
    """Take the keys that are told by the same out of both lists, in turn or only if each is the only one."""
    olds, news = (_told_by(these, told_by) for these in (lost, gained))
    for told, found in olds.items():
        if not are_unique or len(found) == len(news[told]) == 1:
            for old, new in zip(found, news[told], strict=False):
                lost.remove(old)
                gained.remove(new)
                yield old, new


def _told_by(keys: Iterable[Subject], told_by: Callable[[Subject], object]) -> dict[object, list[Subject]]:
    found: dict[object, list[Subject]] = defaultdict(list)
    for key in keys:
        found[told_by(key)].append(key)
    return found


def _project(subject: Subject) -> object:
    return subject.project


def _identity(subject: Subject) -> object:
    return (subject.project, subject.role_set)
