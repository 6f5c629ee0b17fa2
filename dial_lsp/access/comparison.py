"""All changes from one relation to another, and to further ones that differ little from that.

What takes edits back one by one compares the same relation with dozens that are nearly alike. So what was found is kept
by what it was made of: whole parts by the sections of the config, single objects by their entries and limits.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from dial_lsp.access.change import combined
from dial_lsp.access.compare_callers import compare_keys, compare_roles, compare_sharing, compare_spending
from dial_lsp.access.compare_grants import has_same_answers
from dial_lsp.access.compare_one import compare_one
from dial_lsp.access.compare_prices import limits_spending
from dial_lsp.access.compare_renamed import compare_renamed, renamed
from dial_lsp.access.compare_requests import compare_precedence
from dial_lsp.access.compare_schedules import compare_schedules
from dial_lsp.access.compare_storage import compare_storage
from dial_lsp.access.compare_ways import surroundings
from dial_lsp.access.dependencies import dependencies
from dial_lsp.access.inner_calls import closure_of
from dial_lsp.access.objects import OBJECT_SECTIONS
from dial_lsp.access.pairing import Callers, Pairing, pair_keys, pair_roles
from dial_lsp.access.storage import stores
from dial_lsp.model.tables import changed
from dial_lsp.schema.versions import UNIQUE_DEPLOYMENT_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping

    from dial_lsp.access.change import Change
    from dial_lsp.access.objects import Identity, Object
    from dial_lsp.access.relation import Access
    from dial_lsp.diagnostics import Effect
    from dial_lsp.model.config import Config

K = TypeVar("K")
T = TypeVar("T")
Changes = tuple["Change", ...]
Objects = dict["Identity", "Object"]
_PARTS = ("keys", "roles", "spending", "sharing", "precedence", "schedules", "storage")
"""What of the changes is not about single objects."""
_AROUND = frozenset({"interceptors", "translators", "globalInterceptors", "applicationTypeSchemas"})
"""Sections that calls of objects depend on besides their own entries."""


def finished(steps: Generator[None, None, T]) -> T:
    """What work in steps comes to, without breaks."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            made: T = end.value
            return made


class Comparison:
    """Compares a relation with others: everything the first time, then what is not as it was that time."""

    def __init__(self, before: Access) -> None:
        self._before = before
        self._first: _Compared | None = None

    def effect(self, after: Access) -> Effect:
        """What the step to another relation does to access; at the cost of what differs in it.

        Make ``after`` with ``kept=before.kept``, so that what is the same is the same object.
        """
        if self._first is None:
            finished(self.in_steps(self._before))
        return combined(change.effect for change in self.changes(after))

    def changes(self, after: Access) -> Iterator[Change]:
        """The changes to another relation, in no particular order."""
        return finished(self.in_steps(after))

    def in_steps(self, after: Access) -> Generator[None, None, Iterator[Change]]:
        """The same with a break after each piece of work."""
        made = _Compared(self._before, after, self._first)
        yield
        yield from made.steps()
        self._first = self._first or made
        return chain(*made.parts.values(), *made.objects.values(), made.renamed)


class _Compared:
    """What was found of one pair of relations, with what of ``known`` serves it."""

    def __init__(self, before: Access, after: Access, known: _Compared | None) -> None:
        self._before = before
        self.after = after
        self._turned = frozenset(_sections_that_differ((known.after if known else before).config, after.config))
        self.limits_spending = limits_spending(before) and limits_spending(after)
        self.around = self._around(known)
        self.pairing = self._paired(known)
        self.callers = self._all_callers(known)
        self._known = known
        self.parts: dict[str, Changes] = {}
        self._old, self._new = ({found.identity: found for found in one.objects} for one in (before, after))
        self.objects: dict[Identity, Changes] = {}
        self.renamed: Changes = ()

    def steps(self) -> Iterator[None]:
        """Find the changes, piece by piece; what is as it was is no piece, nor is what a relation has itself."""
        known, self._known = self._known, None
        if self.after is self._before:
            self.parts = dict.fromkeys(_PARTS, ())
            self.objects = dict.fromkeys(self.every, ())
            return
        for name, changes in self._parts(known):
            self.parts[name] = changes
            yield
        kept: frozenset[Identity] = self._as_known(known) if known else frozenset()
        self.objects = {one: known.objects[one] for one in kept} if known else {}
        for identity in self.every.keys() - kept:
            self.objects[identity] = self._of_object(identity)
            yield
        self.renamed = self._of_renamed()

    @cached_property
    def alike(self) -> frozenset[Identity]:
        """The objects whose answers are the same on both sides for all callers with the same roles."""
        both = self._old.keys() & self._new.keys()
        before, after, old, new = self._before, self.after, self._old, self._new
        return frozenset(one for one in both if has_same_answers(before, after, (old[one], new[one])))

    def _around(self, known: _Compared | None) -> object:
        return known.around if known and not self._turned & _AROUND else surroundings(self.after)

    def _paired(self, known: _Compared | None) -> Pairing:
        return known.pairing if known and "keys" not in self._turned else pair_keys(self._before, self.after)

    def _all_callers(self, known: _Compared | None) -> Callers:
        """The callers, as the known object if they are the same."""
        if known and self._turned.isdisjoint({"keys", "roles", *OBJECT_SECTIONS}):
            return known.callers
        found = Callers.of(pair_roles(self._before, self.after), self.pairing.both)
        return known.callers if known and known.callers == found else found

    def _parts(self, known: _Compared | None) -> Iterator[tuple[str, Changes]]:
        """What is not about single objects, by the sections that it depends on besides the callers."""
        before, after, callers = self._before, self.after, (*self.callers.roles, *self.callers.keys)
        parts: dict[str, tuple[set[str], Callable[[], Iterable[Change]]]] = {
            "keys": ({"keys"}, lambda: compare_keys(before, after, self.pairing)),
            "roles": ({"roles"}, lambda: compare_roles(before, after)),
            "spending": ({"roles"}, lambda: compare_spending(before, after, callers)),
            "sharing": ({"roles"}, lambda: compare_sharing(before, after, callers)),
            "precedence": ({"routes", "applications"}, lambda: compare_precedence(before, after)),
            "schedules": ({"rateLimitSchedule"}, lambda: compare_schedules(before, after)),
        }
        for name, (sections, compare) in parts.items():
            serves = known is not None and self._turned.isdisjoint(sections) and known.callers is self.callers
            yield name, known.parts[name] if known and serves else tuple(compare())
        if known and known.pairing is self.pairing and known.storing == self.storing:
            yield "storage", known.parts["storage"]
        else:
            yield "storage", tuple(compare_storage(before, after, self.pairing))

    @cached_property
    def storing(self) -> frozenset[Identity]:
        """What stores things in a bucket of its name in the later config."""
        objects = self.after.objects
        return frozenset(found.identity for found in objects if found.application is None and stores(found.served))

    def _of_object(self, identity: Identity) -> Changes:
        """What is about a single object."""
        before, after, pair = self._before, self.after, (self._old.get(identity), self._new.get(identity))
        spending, around = self.limits_spending, self._is_same_around
        return tuple(compare_one(before, after, pair, self.callers, spending=spending, is_same_around=around))

    def _of_renamed(self) -> Changes:
        """What is about objects that have another name."""
        lost = [found for identity, found in self._old.items() if identity not in self._new]
        gained = [found for identity, found in self._new.items() if identity not in self._old]
        pairs = renamed(lost, gained)
        return tuple(compare_renamed(self._before, self.after, pairs, self.callers, spending=self.limits_spending))

    @cached_property
    def _is_same_around(self) -> bool:
        return surroundings(self._before) == self.around

    def _as_known(self, known: _Compared) -> frozenset[Identity]:
        """The objects of which nothing can have changed since."""
        if (
            self.around != known.around
            or self.limits_spending != known.limits_spending
            or self.callers.moved != known.callers.moved
            or self.after.config.version < UNIQUE_DEPLOYMENT_NAMES  # what is found under a name depends on others
        ):
            return frozenset()
        said = known.after.limit_index.said, self.after.limit_index.said
        limits = {name for name in changed(*said) if said[0].get(name) != said[1].get(name)}
        entries = _entries_that_differ(known.after.config, self.after.config, OBJECT_SECTIONS)
        named = (*(known.by_name.get(name, ()) for name in limits), *(known.by_entry.get(one, ()) for one in entries))
        touched = {*chain.from_iterable(named), *(self.every.keys() ^ known.every.keys())}
        same = known.objects.keys() if self.callers is known.callers else known.alike
        depending = (*self.depending.items(), *known.depending.items())
        touched.update([one for one, needed in depending if not touched.isdisjoint(needed)])
        return frozenset((same & self.every.keys()) - touched)

    @cached_property
    def by_name(self) -> Mapping[str, list[Identity]]:
        """The objects of both sides by the name that limits speak of."""
        return _grouped((found.name, identity) for identity, found in self.every.items())

    @cached_property
    def by_entry(self) -> Mapping[tuple[str, str | None], list[Identity]]:
        """The objects of both sides by section and name of the entry they stand in."""
        return _grouped(((found.entry.section, found.entry.name), one) for one, found in self.every.items())

    @cached_property
    def every(self) -> Objects:
        """The objects of both sides."""
        return {**self._old, **self._new}

    @cached_property
    def depending(self) -> Mapping[Identity, set[Identity]]:
        """By application that depends on anything on either side all that it depends on."""
        found: dict[Identity, set[Identity]] = {}
        for access in (self._before, self.after):
            for one in dict.fromkeys(dependency.application for dependency in dependencies(access)):
                found.setdefault(one.identity, set()).update(target.identity for target in closure_of(access, one))
        return found


def _grouped(pairs: Iterable[tuple[K, Identity]]) -> Mapping[K, list[Identity]]:
    found: dict[K, list[Identity]] = defaultdict(list)
    for key, identity in pairs:
        found[key].append(identity)
    return found


def _sections_that_differ(before: Config, after: Config) -> Iterator[str]:
    for name in before.sections.keys() | after.sections.keys():
        old, new = before.sections.get(name), after.sections.get(name)
        is_same = old is not None and new is not None and old.kind == new.kind
        if old is None or new is None or not is_same or changed(old.every, new.every) or [*old.every] != [*new.every]:
            yield name


def _entries_that_differ(before: Config, after: Config, sections: Iterable[str]) -> Iterator[tuple[str, str | None]]:
    for section in sections:
        old, new = (_every(config, section) for config in (before, after))
        yield from ((section, name) for name in changed(old, new))


def _every(config: Config, section: str) -> Mapping[str | None, object]:
    found = config.sections.get(section)
    return found.every if found is not None else {}
