"""The effective relation of a config: who reaches what, with which limit.

Nothing is computed before it is asked for, and an answer once given is kept: by object and the roles that matter to
it. A relation made from a previous one takes over the columns of all objects an edit did not touch.
"""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

from dial_lsp.access import arrivals, explain, routes, serving
from dial_lsp.access.answer import Answer, Terms
from dial_lsp.access.answers import Answers, OfRoles, of_roles
from dial_lsp.access.callers import KnownCallers
from dial_lsp.access.calls import Calls, calls_of
from dial_lsp.access.chain import Chain, chain_of
from dial_lsp.access.column import Column, Verdict
from dial_lsp.access.entries import LimitedName, LimitedNames
from dial_lsp.access.index import NOTHING, LimitIndex
from dial_lsp.access.inner_calls import closure_of
from dial_lsp.access.kept import Kept
from dial_lsp.access.limits import HELD, entries_of, limit_asked
from dial_lsp.access.objects import (
    OBJECT_SECTIONS,
    Identity,
    Object,
    ObjectKind,
    as_found,
    dropped_objects,
    objects_in,
    objects_of,
)
from dial_lsp.access.subjects import Subject, caller
from dial_lsp.access.upstreams import Choice, choice_of
from dial_lsp.model import reads
from dial_lsp.model.deployments import Deployment, Served
from dial_lsp.model.served import served_in
from dial_lsp.settings import ADMIN_ROLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from dial_lsp.access.answers import RoleNames
    from dial_lsp.access.because import Because
    from dial_lsp.access.routes import Selection
    from dial_lsp.access.subjects import RoleName, RoleSet
    from dial_lsp.model.config import Config
    from dial_lsp.model.place import ConfigEntry
    from dial_lsp.model.reads import Known
    from dial_lsp.model.values import Value
    from dial_lsp.syntax.tree import Pointer

T = TypeVar("T")


class Access(KnownCallers):
    """Who reaches what in one config, with which limit, and why."""

    def __init__(self, config: Config, *, admin_roles: Sequence[str] = ADMIN_ROLES, kept: Kept | None = None) -> None:
        """``admin_roles`` are those of the settings that make administrators.

        ``kept`` is that of a previous relation, not the whole of it: each keystroke would keep all earlier ones.
        """
        super().__init__(config, admin_roles)
        self._earlier = kept if kept is not None and kept.version == config.version else Kept(config.version)
        self._columns: dict[Identity, Known] = {}
        self._problems: dict[Identity, Known] = {}
        self._calls: dict[Identity, Known] = {}
        self._of_roles: dict[Callable[..., Any], OfRoles] = {}

    @property
    def kept(self) -> Kept:
        """What serves the next relation, without computing any of it."""
        return Kept(
            self.config.version,
            self._known("limit_index") or self._earlier.limits,
            self._known("_limited") or self._earlier.limited,
            self._known("_answers") or self._earlier.answers,
            {**self._earlier.of_roles, **self._of_roles},
            self._known_columns,
        )

    def _known(self, name: str) -> Any:
        known: Known | None = self.__dict__.get(name)
        return known.value if known else None

    @reads.fact
    def roles(self) -> tuple[Subject, ...]:
        """One caller for each role that the config declares or mentions, declared ones first."""
        names: dict[RoleName, None] = dict.fromkeys(self.config.roles)
        for found in self.objects:
            names.update(dict.fromkeys(found.admitted))
        for key in self.keys:
            names.update(dict.fromkeys(key.roles))
        return tuple(caller([name]) for name in names if name is not None)

    def after(self, config: Config, kept: Kept | None = None) -> Access:
        """The relation of another config under the same settings, such as after an edit; ``kept`` may be another's."""
        return Access(config, admin_roles=self._admin_roles, kept=kept or self.kept)

    @reads.fact
    def objects(self) -> tuple[Object, ...]:
        """Everything that can be called, by kind; routes in the order Core tries them."""
        return objects_of(self.config)

    def objects_in(self, entry: ConfigEntry) -> tuple[Object, ...]:
        """What can be called of one entry: a deployment or a route, and behind an application its routes."""
        found = objects_in(self.config, entry.section).get(entry.name or "") if entry.section in OBJECT_SECTIONS else ()
        return as_found(self.config, found) if found and found[0].entry is entry else ()

    def objects_where(self, test: Callable[[Served], bool]) -> Iterator[Object]:
        """The objects of which a test holds that looks at nothing but what is written of each.

        Who asks depends on the answers, not on all that the test has read, so an edit that changes none of them is
        none to who asked.
        """
        key = f"where {test.__module__}.{test.__qualname__}"
        for section in OBJECT_SECTIONS:
            passing = self.config.gathered(section, partial(_passing, test), key=key, digest=tuple)
            every = objects_in(self.config, section) if passing else {}
            for name, pointers in passing.items():
                yield from (one for one in as_found(self.config, every[name]) if one.served.pointer in pointers)

    @reads.fact
    def dropped(self) -> tuple[Object, ...]:
        """What the files name and Core leaves out because of its name; nobody reaches it."""
        return dropped_objects(self.config)

    def named(self, name: str, kind: ObjectKind | None = None) -> tuple[Object, ...]:
        """The objects of a name, dropped ones too; a route of an application is also found as APPLICATION/ROUTE."""
        return tuple(
            found
            for found in (*self.objects, *self.dropped)
            if kind in (None, found.kind) and name in (found.name, f"{found.application}/{found.name}")
        )

    def verdict(self, subject: Subject, found: Object) -> Verdict:
        """What ``userRoles`` and limits say of the caller's roles. See also ``reaches``."""
        return self.column(found).verdict(subject.role_set)

    def reaches(self, subject: Subject, found: Object) -> bool:
        """Whether the caller is let in: a key that counts, from some address, admitted by ``userRoles``."""
        return self.is_alive(subject) and self.verdict(subject, found).granted

    def chain(self, found: Object) -> Chain:
        """The interceptors a call of a deployment passes; routes have none."""
        return chain_of(self.config, found.served) if isinstance(found.served, Deployment) else Chain()

    def upstreams(self, found: Object) -> Choice:
        """How the upstreams of an object are chosen."""
        return choice_of(found.served)

    def problems(self, found: Object) -> tuple[Because, ...]:
        """Why calls fail even of those who are let in; empty when they should work."""
        return reads.remembered(self._problems, found.identity, lambda: tuple(serving.problems_of(self.config, found)))

    def calls(self, found: Object) -> tuple[Calls, ...]:
        """How calls of a model or application fare, interface by interface; nothing for anything else."""
        return reads.remembered(self._calls, found.identity, lambda: calls_of(self.config, found))

    def taken(self, found: Object) -> tuple[Because, ...]:
        """Which routes take every request of a route before it is tried; empty where some arrive, for all we know."""
        return self._taken.get(found.identity, ()) if found.kind == "route" else ()

    @reads.fact
    def _taken(self) -> Mapping[Identity, tuple[Because, ...]]:
        return dict(arrivals.taken_routes(self.config))

    def relevant(self, found: Object) -> RoleSet:
        """The roles that matter for calls of an object, those for what it depends on included."""
        own = self.column(found).relevant
        return own.union(*(self.column(one).relevant for one in closure_of(self, found)[1:]))

    def select(self, method: str, path: str) -> Selection:
        """Which route answers a request that no built-in path takes."""
        return routes.select(self.config.routes, method, path)

    def because(self, subject: Subject, found: Object) -> tuple[Because, ...]:
        """Every step of why the caller reaches the object or does not, and where the limits come from."""
        return tuple(explain.steps(self, subject, self.answer(subject, found)))

    def answer(self, subject: Subject, found: Object) -> Answer:
        """How calls of the object fare that a caller makes, with reasons."""
        return self.answer_for(found, subject.role_set, self.terms(subject))

    def answer_for(self, found: Object, roles: RoleSet, terms: Terms) -> Answer:
        """The same for anybody with these roles and terms; what of the terms does not matter there is left out."""
        verdict = self.column(found).verdict(roles)
        if not (terms.is_alive and verdict.granted and verdict.asked in HELD):
            terms = Terms(terms.is_alive)
        admitted = [role for role in found.admitted if role in roles] if found.is_found else []
        return Answer(self, found, roles, verdict, terms, tuple(admitted[:1]))

    def terms(self, subject: Subject) -> Terms:
        """On which terms a caller calls, whatever it is."""
        cost = self.cost(subject)
        is_limited = any(amount is not None for amount in cost.values)
        return Terms(self.is_alive(subject), "fails" if cost.fails else "limited" if is_limited else "unlimited")

    def row(self, subject: Subject) -> Iterator[tuple[Object, Verdict]]:
        """The answers for all objects. Subjects with equal roles share them."""
        roles: RoleSet = subject.role_set
        for found in self.objects:
            yield found, self.column(found).verdict(roles)

    def column(self, found: Object) -> Column:
        """All answers for one object."""
        return reads.remembered(self._columns, found.identity, lambda: self._column(found))

    @property
    def _known_columns(self) -> Mapping[Identity, Column]:
        """The columns computed so far, here or in earlier relations, hardly any of objects that are gone."""
        if not self._columns:
            return self._earlier.columns
        everything = {**self._earlier.columns, **{one: column.value for one, column in self._columns.items()}}
        if len(everything) <= len(self.objects):
            return everything
        identities = {found.identity for found in (*self.objects, *self.dropped)}
        return {identity: column for identity, column in everything.items() if identity in identities}

    @reads.fact
    def limit_index(self) -> LimitIndex:
        """What the roles say, by limited name."""
        return LimitIndex(self.config.gathered("roles", entries_of), self._earlier.limits)

    def of_limits(self, check: Callable[[LimitedName], Iterable[T]]) -> Mapping[str, tuple[T, ...]]:
        """What a check says of the names that roles limit, by name and in no particular order.

        It must look at nothing but what it is given, and be a function of a module: answers are kept under it.
        """
        return self._answers.of(check)

    def all_of_limits(self, check: Callable[[LimitedName], Iterable[T]]) -> Iterator[T]:
        """The same one after another, for those who do not ask by name."""
        return chain.from_iterable(self.of_limits(check).values())

    def of_roles(self, together: Iterable[RoleNames], check: Callable[[Access, RoleNames], T]) -> Mapping[RoleNames, T]:
        """What a check says of roles that callers have together.

        It must look at nothing but the names that these roles limit, what is said of them and which objects have them,
        and be a function of a module: answers are kept under it.
        """
        limited = self._limited.named
        with reads.ignoring():
            self._of_roles[check] = of_roles(limited, together, partial(check, self), self._earlier.of_roles.get(check))
        return self._of_roles[check].known

    @reads.fact
    def _answers(self) -> Answers:
        return Answers(self._limited.named, self._earlier.answers)

    @reads.fact
    def _limited(self) -> LimitedNames:
        return LimitedNames.of(self.config, self.limit_index.said, self._earlier.limited)

    def _column(self, found: Object) -> Column:
        asked = limit_asked(found, self.config.version)
        entries = self.limit_index.of(found.name) if asked in HELD else NOTHING
        before = self._earlier.columns.get(found.identity)
        return before if before is not None and before.is_same(found, entries) else Column.of(found, entries, asked)


def _passing(test: Callable[[Served], bool], value: Value) -> tuple[Pointer, ...] | None:
    return tuple(served.pointer for served in served_in(value) if test(served)) or None
