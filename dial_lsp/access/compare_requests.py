"""What changed on the way of a request: which route gets it, interceptors, and calls that begin or cease to fail."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from dial_lsp.access.change import Change, State, effect_of_sets
from dial_lsp.diagnostics import Effect
from dial_lsp.schema import route_patterns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dial_lsp.access.objects import Object
    from dial_lsp.access.relation import Access
    from dial_lsp.model.deployments import Served
    from dial_lsp.model.place import Place
    from dial_lsp.model.routing import Route

Objects = tuple["Object | None", "Object | None"]


def compare_ways(before: Access, after: Access, pairs: Iterable[Objects]) -> Iterator[Change]:
    """Objects that appear or disappear, and for those in both configs everything but who may call them."""
    for old, new in pairs:
        if old is None or new is None:
            yield _existence(old, new)
            continue
        if old.served.TYPE == "Route":
            yield from _requests(old, new)
        yield from _interceptors(before, after, old, new)
        yield from _serving(before, after, old, new)


def compare_precedence(before: Access, after: Access) -> Iterator[Change]:
    """Routes that lose requests to, or win requests from, another route because of their order."""
    old, new = _Precedence(before), _Precedence(after)
    if old.facts == new.facts:
        return
    for loser, winner in sorted(old.pairs() ^ new.pairs()):
        is_new = (loser, winner) in new.pairs()
        states = [
            State(
                winner if (loser, winner) in found.pairs() else None,
                None,
                found.objects.get(loser),
                found.place(winner),
            )
            for found in (old, new)
        ]
        what = next(found.objects[loser].label for found in (new, old) if loser in found.objects)
        yield Change("route", "", what, "requests lost", Effect.NARROWS if is_new else Effect.WIDENS, *states)


class _Precedence:
    """Which routes of a config take requests from which others, by name."""

    def __init__(self, access: Access) -> None:
        routes = {route.name: route for route in access.config.routes}
        self.objects = {
            found.name: found for found in access.objects if found.kind == "route" and not found.application
        }
        self.facts = [(name, _methods(route), _paths(route)) for name, route in routes.items()]
        self._pairs: frozenset[tuple[str, str]] | None = None

    def pairs(self) -> frozenset[tuple[str, str]]:
        """(the one that loses requests, the one that is tried before and gets them)."""
        if self._pairs is None:
            self._pairs = frozenset(
                (late[0], early[0])
                for early, late in combinations(self.facts, 2)
                if _overlap_methods(early[1], late[1]) and _overlap_paths(early[2], late[2])
            )
        return self._pairs

    def place(self, name: str) -> Place | None:
        found = self.objects.get(name)
        return found.at if found else None


def _existence(old: Object | None, new: Object | None) -> Change:
    states = [State(found is not None, None, found, found.at if found else None) for found in (old, new)]
    what = next(found.label for found in (new, old) if found is not None)
    return Change("object", "", what, "", Effect.NEUTRAL, *states)


def _requests(old: Object, new: Object) -> Iterator[Change]:
    """Methods and patterns of a route that is in both configs."""
    methods = _methods(old.served), _methods(new.served)
    if methods[0] != methods[1]:
        gains, loses = _more(methods[1], methods[0]), _more(methods[0], methods[1])
        yield _change(old, new, "methods", _listed(methods[0]), _listed(methods[1]), gains=gains, loses=loses)
    paths = _paths(old.served), _paths(new.served)
    if set(paths[0]) != set(paths[1]):
        gains, loses = not _covered(paths[1], paths[0]), not _covered(paths[0], paths[1])
        if gains or loses:
            yield _change(old, new, "paths", list(paths[0]), list(paths[1]), gains=gains, loses=loses)


def _change(  # noqa: PLR0913 -- both sides of one fact
    old: Object, new: Object, field: str, before: object, after: object, *, gains: bool, loses: bool
) -> Change:
    states = [
        State(value, None, found, found.served.field(field).at if found.served.field(field).exists else found.at)
        for value, found in ((before, old), (after, new))
    ]
    return Change("route", "", new.label, field, effect_of_sets(gains=gains, loses=loses), *states)


def _interceptors(before: Access, after: Access, old: Object, new: Object) -> Iterator[Change]:
    chains = before.chain(old), after.chain(new)
    names = [[link.name for link in chain.links] for chain in chains]
    if names[0] != names[1]:
        states = [
            State(value, None, found, chain.links[0].at if chain.links else found.at)
            for value, found, chain in zip(names, (old, new), chains, strict=True)
        ]
        yield Change("interceptors", "", new.label, "", Effect.NEUTRAL, *states)


def _serving(before: Access, after: Access, old: Object, new: Object) -> Iterator[Change]:
    problems = [
        {problem.kind: problem for problem in access.problems(found)} for access, found in ((before, old), (after, new))
    ]
    if problems[0].keys() == problems[1].keys():
        return
    states = [
        State(sorted(found), None, subject, next(iter(found.values())).at if found else subject.at)
        for found, subject in zip(problems, (old, new), strict=True)
    ]
    yield Change("serving", "", new.label, "", Effect.NEUTRAL, *states)


def _methods(route: Served | Route) -> frozenset[str | None] | None:
    """The allowed methods; None: all."""
    texts = frozenset(text for text, _ in route.field("methods").texts())
    return texts or None


def _listed(methods: frozenset[str | None] | None) -> list[str | None] | None:
    return sorted(methods, key=str) if methods is not None else None


def _paths(route: Served | Route) -> tuple[str | None, ...]:
    return tuple(text or None for text, _ in route.field("paths").texts())


def _more(these: frozenset[str | None] | None, others: frozenset[str | None] | None) -> bool:
    """Whether there is a method in these that is not in the others."""
    return others is not None and (these is None or bool(these - others))


def _covered(narrow: tuple[str | None, ...], wide: tuple[str | None, ...]) -> bool:
    """Whether every path of the one list is known to be in the other; no pattern at all is every path."""
    if not wide:
        return True
    return bool(narrow) and all(
        one is None or any(other is not None and route_patterns.covers(other, one) for other in wide) for one in narrow
    )


def _overlap_methods(one: frozenset[str | None] | None, other: frozenset[str | None] | None) -> bool:
    return one is None or other is None or bool(one & other)


def _overlap_paths(one: tuple[str | None, ...], other: tuple[str | None, ...]) -> bool:
    """Whether some path may be matched by both; what cannot be told counts as yes."""
    if not one or not other:
        return True
    pairs = ((left, right) for left in one for right in other if left is not None and right is not None)
    return any(route_patterns.overlaps(left, right) is not False for left, right in pairs)
