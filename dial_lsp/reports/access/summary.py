"""A difference in one line, such as "3 keys reach 2 more models; limits fall for 1 key"."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Effect
from dial_lsp.reports.words import counted, enumerated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dial_lsp.access import Change, Subject
    from dial_lsp.access.subjects import RoleName

NOTHING = "nobody may do more or less"
_ROLES = "callers with"
_LIMITS = ("limit", "cost", "share")
_VERBS = {Effect.WIDENS: "rise", Effect.NARROWS: "fall"}


def summary(changes: Iterable[Change]) -> str:
    """Who may do more or less, in numbers, keys first. It names nothing, so that there is no secret in it."""
    rest = _without_followers(list(changes))
    said: list[str] = []
    for piece in (_gained, _lost, _keys, _limits):  # what policies say of it comes here
        words, rest = piece(rest)
        said += words
    if rest:
        said.append(counted(len(rest), "other change" if said else "change"))
    return "; ".join(sorted(said, key=_is_of_roles)) or NOTHING


Piece = tuple[list[str], list["Change"]]


def _is_of_roles(said: str) -> bool:
    return _ROLES in said


def _without_followers(changes: list[Change]) -> list[Change]:
    """The changes but limits of several roles together where one of the roles is let in, or no longer."""
    granted = {one.what for one in changes if one.kind == "grant"}
    return [
        one for one in changes if one.kind != "limit" or one.what not in granted or len(_roles_of(one.subject)) <= 1
    ]


def _roles_of(subject: Subject | None) -> tuple[RoleName, ...]:
    return subject.roles if subject is not None and subject.kind == "roles" else ()


def _gained(changes: list[Change]) -> Piece:
    """Who reaches what they did not reach, and the other changes."""
    found, rest = _parted(changes, lambda one: one.kind == "grant" and one.after.value is True)
    verbs = ("reach", "reaches")
    return [f"{_who(some)} {_verb(some, *verbs)} {_what(some, 'more ')}" for some in _by_caller(found)], rest


def _lost(changes: list[Change]) -> Piece:
    found, rest = _parted(changes, lambda one: one.kind == "grant")
    verbs = ("no longer reach", "no longer reaches")
    return [f"{_who(some)} {_verb(some, *verbs)} {_what(some)}" for some in _by_caller(found)], rest


def _by_caller(changes: list[Change]) -> Iterator[list[Change]]:
    """The changes for everybody, those for keys, and of those for roles the ones about what neither of these get."""
    told: set[str] = set()
    for kind in ("everyone", "key", "roles"):
        some = [one for one in changes if one.subject and one.subject.kind == kind and one.what not in told]
        told |= {one.what for one in some}
        if some:
            yield some


def _keys(changes: list[Change]) -> Piece:
    found, rest = _parted(changes, lambda one: one.kind == "subject" and one.field in {"key", "key secret"})
    new = sum(one.before.subject is None for one in found)
    gone = sum(one.after.subject is None for one in found)
    replaced = len(found) - new - gone
    told = ((new, f"{new} new {'key' if new == 1 else 'keys'}"), (gone, f"{counted(gone, 'key')} less"))
    return [words for number, words in (*told, (replaced, f"{counted(replaced, 'key')} replaced")) if number], rest


def _limits(changes: list[Change]) -> Piece:
    said: list[str] = []
    found, rest = _parted(changes, lambda one: one.kind in _LIMITS)
    for effect in dict.fromkeys(one.effect for one in found):
        some = [one for one in found if one.effect is effect]
        said.append(f"limits {_VERBS.get(effect, 'change')} for {_who(some)}")
    return said, rest


def _parted(changes: Iterable[Change], is_meant: Callable[[Change], bool]) -> tuple[list[Change], list[Change]]:
    found: list[Change] = []
    rest: list[Change] = []
    for one in changes:
        (found if is_meant(one) else rest).append(one)
    return found, rest


def _who(changes: Iterable[Change]) -> str:
    """Everybody, or how many keys; callers with roles where no key is among them."""
    subjects = {subject for one in changes if (subject := one.subject) is not None}
    if any(one.kind == "everyone" for one in subjects):
        return "everybody"
    keys = sum(one.kind == "key" for one in subjects)
    roles = {role for one in subjects for role in one.roles}
    return counted(keys, "key") if keys else f"{_ROLES} {counted(len(roles), 'role')}"


def _verb(changes: Iterable[Change], many: str, one: str) -> str:
    who = _who(changes)
    return one if who in {"everybody", "1 key"} else many


def _what(changes: Iterable[Change], more: str = "") -> str:
    found = {one.what: one.after.object or one.before.object for one in changes}
    kinds = Counter(sorted(one.kind if one else "object" for one in found.values()))
    return enumerated([counted(number, kind).replace(" ", f" {more}", 1) for kind, number in kinds.items()])
