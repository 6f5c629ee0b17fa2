"""Steps from one relation to others in which the value of one entry is another, at the cost of what it touches.

A role is asked for the objects that it limits and its holders, a key for its own row, the roles of an object for its
column. Whoever compares thousands of such relations with one cannot look at everybody and everything each time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from dial_lsp.access.compare_callers import compare_keys, compare_sharing, compare_spending
from dial_lsp.access.compare_one import compare_one
from dial_lsp.access.compare_prices import limits_spending
from dial_lsp.access.dependencies import dependencies
from dial_lsp.access.inner_calls import closure_of
from dial_lsp.access.limits import carry_entries
from dial_lsp.access.pairing import Callers, Pair, Pairing, pair_keys, pair_roles
from dial_lsp.access.storage import stores
from dial_lsp.model.access_control import DEFAULT_ROLE, Key, Role
from dial_lsp.model.tables import changed
from dial_lsp.schema import fields

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from dial_lsp.access.change import Change
    from dial_lsp.access.objects import Identity, Object
    from dial_lsp.access.relation import Access
    from dial_lsp.access.subjects import RoleName, RoleSet, Subject
    from dial_lsp.model.deployments import Served
    from dial_lsp.model.place import ConfigEntry

K = TypeVar("K")
T = TypeVar("T")
_TYPES = {"models": "Model", "applications": "Application", "toolsets": "ToolSet", "routes": "Route"}
"""The object types of what can be called; not of interceptors, on which the calls of all others depend."""
_ROUTING = ("methods", "paths", "order")
"""By which routes compete."""


@dataclass(eq=False)
class Step:
    """A relation and the one after a change, with all that may be answered otherwise then.

    ``objects`` are these before and now, ``is_touched`` says of callers whether they are. ``compared`` are those whose
    calls of the objects are compared, ``own_changes`` look for what changed of callers themselves. ``subjects`` is a
    key before and now. ``has_same_callers``: the same keys and roles are known as before.
    """

    before: Access
    after: Access
    objects: Mapping[Identity, tuple[Object, Object]]
    is_touched: Callable[[Subject], bool]
    compared: Callers
    own_changes: Callable[[], Iterable[Change]] = tuple
    subjects: tuple[Subject, Subject] | None = None
    has_same_callers: bool = True
    limits_spending: bool = False

    def changes(self) -> Iterator[Change]:
        """All changes, in no particular order, each looked for when it is asked for."""
        yield from self.own_changes()
        before, after, callers, spending = self.before, self.after, self.compared, self.limits_spending
        for pair in self.objects.values():
            yield from compare_one(before, after, pair, callers, spending=spending, is_same_around=True)

    @cached_property
    def callers(self) -> tuple[Subject, ...]:
        """Those of the relation before that are touched."""
        pairs = (*self.compared.roles, *self.compared.keys)
        return tuple(pair.before for pair in pairs if self.is_touched(pair.before))

    def now(self, subject: Subject) -> Subject:
        """Who a caller is now."""
        return self.subjects[1] if self.subjects is not None and subject == self.subjects[0] else subject

    def was(self, subject: Subject) -> Subject:
        """Who a caller was before."""
        return self.subjects[0] if self.subjects is not None and subject == self.subjects[1] else subject


class Steps:
    """The steps from one relation."""

    def __init__(self, before: Access) -> None:
        self._before = before

    def to(self, after: Access) -> Step | None:
        """The step to a relation whose config is that of the first with entries replaced.

        None where more than one entry is, or where so much may be touched that everything had better be compared.
        """
        replaced = after.config.replaced
        if replaced is None or len(replaced) != 1:
            return None
        ((old, new),) = replaced.items()
        if old.section == "roles":
            return self._of_role(after, Role(old, (), old.value), Role(new, (), new.value))
        if old.section == "keys":
            return self._of_key(after, Key(old, (), old.value), Key(new, (), new.value))
        return self._of_object(after, old, new) if old.section in _TYPES else None

    def _of_role(self, after: Access, old: Role, new: Role) -> Step:
        before, name = self._before, old.name
        carry_entries(old, new)
        said, says = before.limit_index.facts.get(name, {}), after.limit_index.facts.get(name, {})
        names = [one for one in changed(said, says) if said.get(one) != says.get(one)]
        objects = self._with_dependents(found for one in names for found in self._by_name.get(one, ()))
        holders = self._pairs if name == DEFAULT_ROLE else self._by_role.get(name, ())

        def own_changes() -> Iterator[Change]:
            if before.cost_entries.get(name) != after.cost_entries.get(name):
                yield from compare_spending(before, after, holders)
            if before.share_entries.get(name) != after.share_entries.get(name):
                yield from compare_sharing(before, after, holders)

        def is_touched(subject: Subject) -> bool:
            return name == DEFAULT_ROLE or name in subject.role_set

        return Step(before, after, _unchanged(objects), is_touched, _callers(holders), own_changes)

    def _of_key(self, after: Access, old: Key, new: Key) -> Step | None:
        before = self._before
        position = next((at for at, key in enumerate(before.config.keys) if key.entry is old.entry), None)
        if position is None or old.secret()[0] != new.secret()[0]:
            return None
        was, now = before.keys[position], after.keys[position]
        is_alike = was.project == now.project and before.is_alive(was) == after.is_alive(now)
        if not is_alike or not now.role_set <= self._mentions.keys():
            return None
        pairs = () if before.replaced_by(was) is not None else (Pair(was, now),)
        objects = chain.from_iterable(self._relevant.get(role, ()) for role in was.role_set ^ now.role_set)

        def own_changes() -> Iterator[Change]:
            yield from compare_keys(before, after, Pairing(pairs, (), ()))
            yield from compare_spending(before, after, pairs)
            yield from compare_sharing(before, after, pairs)

        stay = self._stay(was.role_set - now.role_set)
        return Step(
            before, after, _unchanged(objects), was.__eq__, Callers.of((), pairs), own_changes, (was, now), stay
        )

    def _of_object(self, after: Access, old: ConfigEntry, new: ConfigEntry) -> Step | None:
        before = self._before
        olds, news = before.objects_in(old), after.objects_in(new)
        pairs = tuple(zip(olds, news, strict=False))
        if len(olds) != len(news) or not all(map(_is_alike, olds, news)):
            return None
        if not all(self._mentions.keys() >= set(now.admitted) for now in news):
            return None
        others = self._with_dependents(olds)[len(olds) :]
        objects = {was.identity: (was, now) for was, now in pairs} | _unchanged(others)
        lost = set(chain.from_iterable(set(was.admitted) - set(now.admitted) for was, now in pairs))
        is_touched = _touching(before, after, pairs) if _is_guard(old, new) else _everybody
        return Step(
            before,
            after,
            objects,
            is_touched,
            self._callers,
            has_same_callers=self._stay(lost),
            limits_spending=self._limits_spending,
        )

    def _with_dependents(self, objects: Iterable[Object]) -> tuple[Object, ...]:
        """Objects, each once, and behind them the applications that depend on one of them, however far."""
        found = {one.identity: one for one in objects}
        others = {one.identity: one for name in found for one in self._dependents.get(name, ())}
        return tuple({**found, **others}.values())

    def _stay(self, lost: Iterable[RoleName]) -> bool:
        """Whether these roles are known all the same if they are mentioned once less."""
        declared = self._before.config.roles
        return all(role in declared or self._mentions[role] > 1 for role in lost)

    @cached_property
    def _pairs(self) -> tuple[Pair, ...]:
        """Everybody whose access is compared."""
        before = self._before
        return (*pair_roles(before, before), *pair_keys(before, before).both)

    @cached_property
    def _callers(self) -> Callers:
        return _callers(self._pairs)

    @cached_property
    def _by_role(self) -> Mapping[RoleName, list[Pair]]:
        return _grouped((role, pair) for pair in self._pairs for role in pair.before.role_set)

    @cached_property
    def _by_name(self) -> Mapping[str, list[Object]]:
        """The objects by the name that limits speak of."""
        return _grouped((found.name, found) for found in self._before.objects)

    @cached_property
    def _relevant(self) -> Mapping[RoleName, list[Object]]:
        """By role the objects whose answer may depend on whether a caller has it."""
        before = self._before
        return _grouped((role, found) for found in before.objects for role in before.relevant(found))

    @cached_property
    def _dependents(self) -> Mapping[Identity, list[Object]]:
        """By object the applications that depend on it, however far."""
        before = self._before
        applications = dict.fromkeys(one.application for one in dependencies(before))
        return _grouped((target.identity, one) for one in applications for target in closure_of(before, one)[1:])

    @cached_property
    def _mentions(self) -> Counter[RoleName]:
        """How many objects and keys name each role, and 1 for each role that is declared."""
        admitted = chain.from_iterable(set(found.admitted) for found in self._before.objects)
        held = chain.from_iterable(key.role_set for key in self._before.keys)
        return Counter((*admitted, *held, *self._before.config.roles))

    @cached_property
    def _limits_spending(self) -> bool:
        return limits_spending(self._before)


def _touching(before: Access, after: Access, pairs: Iterable[tuple[Object, Object]]) -> Callable[[Subject], bool]:
    """Whether a caller gets another answer where nothing but ``userRoles`` is another."""
    columns = [(before.column(was), after.column(now)) for was, now in pairs]
    relevant = frozenset(chain.from_iterable(one.relevant for pair in columns for one in pair))
    known: dict[RoleSet, bool] = {}

    def is_touched(subject: Subject) -> bool:
        roles = subject.role_set & relevant
        if roles not in known:
            known[roles] = any(one.verdict(roles) != other.verdict(roles) for one, other in columns)
        return known[roles]

    return is_touched


def _everybody(_: Subject) -> bool:
    return True


def _unchanged(objects: Iterable[Object]) -> dict[Identity, tuple[Object, Object]]:
    return {one.identity: (one, one) for one in objects}


def _grouped(pairs: Iterable[tuple[K, T]]) -> Mapping[K, list[T]]:
    found: dict[K, list[T]] = defaultdict(list)
    for key, one in pairs:
        found[key].append(one)
    return dict(found)


def _callers(pairs: Iterable[Pair]) -> Callers:
    every = tuple(pairs)
    return Callers.of(
        tuple(one for one in every if one.before.kind != "key"), tuple(one for one in every if one.before.kind == "key")
    )


def _is_alike(was: Object, now: Object) -> bool:
    """Whether only who may call it, or how calls fare, is another: it competes and stores as before."""
    return (
        was.identity == now.identity
        and was.shadowed_by == now.shadowed_by
        and stores(was.served) == stores(now.served)
        and _raw(was.served, "dependencies") is _raw(now.served, "dependencies")
        and (was.kind != "route" or all(_raw(was.served, one) is _raw(now.served, one) for one in _ROUTING))
    )


def _raw(served: Served, name: str) -> object:
    return served.field(name).raw


def _is_guard(old: ConfigEntry, new: ConfigEntry) -> bool:
    """Whether nothing but ``userRoles`` of an entry is another."""
    if not isinstance(old.value, dict) or not isinstance(new.value, dict):
        return False
    guard = fields.accepted_as(_TYPES.get(old.section, ""), "userRoles")
    before, after = ({name: raw for name, raw in one.value.items() if name not in guard} for one in (old, new))  # type: ignore[union-attr]
    return not changed(before, after)
