"""What changed on the way of a request: which route gets it, interceptors, and calls that begin or cease to fail."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from dial_lsp.access.change import Change, State, effect_of_sets
from dial_lsp.diagnostics import Effect
from dial_lsp.model.routing import Route
from dial_lsp.schema import route_patterns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dial_lsp.access.objects import Identity, Object
    from dial_lsp.access.relation import Access
    from dial_lsp.model.deployments import Served

Objects = tuple["Object | None", "Object | None"]
Methods = frozenset[str | None] | None  # None: all


def compare_precedence(before: Access, after: Access) -> Iterator[Change]:
    """Routes that lose requests to a route that is tried before them, or win them back, inside applications too."""
    olds, news = _contests(before), _contests(after)
    for application, new in news.items():
        yield from _precedence(olds.get(application, {}), new)


def _precedence(old: Mapping[str, _Trial], new: Mapping[str, _Trial]) -> Iterator[Change]:
    if [(trial.methods, trial.patterns) for trial in old.values()] == [
        (trial.methods, trial.patterns) for trial in new.values()
    ] and list(old) == list(new):
        return
    for loser, winner in _taken(old, new):
        states = State(None, None, old[loser].object), State(winner, None, new[loser].object, new[winner].object.at)
        yield Change("route", "", new[loser].object.label, "requests lost", Effect.NARROWS, *states)
    for loser, winner in _taken(new, old):
        states = State(winner, None, old[loser].object, old[winner].object.at), State(None, None, new[loser].object)
        yield Change("route", "", new[loser].object.label, "requests lost", Effect.WIDENS, *states)


@dataclass(frozen=True, slots=True)
class _Trial:
    """A route with its turn and what it asks of a request."""

    turn: int
    object: Object
    methods: Methods
    patterns: tuple[str | None, ...]

    def asks_the_same(self, other: _Trial) -> bool:
        return (self.methods, self.patterns) == (other.methods, other.patterns)

    def takes_all(self, pattern: str | None, methods: Methods) -> bool:
        """Whether every request of the pattern and methods is this route's, for all we know."""
        if pattern is None:  # every request that comes so far fails
            return not _more(methods, self.methods) and None in self.patterns
        return not _more(methods, self.methods) and _covered((pattern,), self.patterns)


def _contests(access: Access) -> dict[str | None, dict[str, _Trial]]:
    """By application, or None, the routes that compete, by name in the order they are tried."""
    found: dict[str | None, list[tuple[int, Object, Route]]] = {}
    for one in access.objects:
        if isinstance(one.served, Route):
            order = one.served.order if one.application is not None else 0  # the others are sorted
            found.setdefault(one.application, []).append((order, one, one.served))
    return {
        application: {
            one.name: _Trial(turn, one, _methods(route), _patterns(_paths(route)))
            for turn, (_, one, route) in enumerate(sorted(routes, key=lambda route: route[0]))
        }
        for application, routes in found.items()
    }


def rivals(access: Access) -> Mapping[Identity, list[str]]:
    """By route those tried before it that may get requests it would get, sorted; routes without any are left out."""
    found: dict[Identity, list[str]] = {}
    for trials in _contests(access).values():
        for winner, loser in combinations(trials, 2):
            left, right = trials[winner], trials[loser]
            if _overlap_methods(left.methods, right.methods) and _overlap_paths(left.patterns, right.patterns):
                found.setdefault(right.object.identity, []).append(winner)
    return {identity: sorted(winners) for identity, winners in found.items()}


def requests_of(route: Object) -> tuple[list[str | None] | None, list[str | None]]:
    """The methods (None: all) and the patterns of paths by which a route gets requests, sorted."""
    return _listed(_methods(route.served)), sorted(set(_paths(route.served)), key=str)


def chooses_path(route: Served | Route) -> bool | None:
    """Whether the caller's path is asked of the server behind, not that of its url; None: there is none behind."""
    if not route.upstreams or (isinstance(route, Route) and route.response.is_set):
        return None
    return route.field("rewritePath").boolean(default=False)


def _taken(before: Mapping[str, _Trial], after: Mapping[str, _Trial]) -> Iterator[tuple[str, str]]:
    """(loser, winner): the second takes requests in the later config that were the first's in the earlier."""
    for winner, loser in combinations(after, 2):
        held, taker = before.get(loser), after[winner]
        if held is None:
            continue
        earlier = before.get(winner)
        if earlier is not None and earlier.turn > held.turn:
            earlier = None  # it was tried after the loser, so it took nothing from it
        if earlier is not None and earlier.asks_the_same(taker):
            continue
        if _overlap_methods(taker.methods, held.methods) and any(
            (pattern is None or _overlap_paths((pattern,), held.patterns))
            and not (earlier is not None and earlier.takes_all(pattern, taker.methods))
            for pattern in taker.patterns
        ):
            yield loser, winner


def compare_requests(old: Object, new: Object) -> Iterator[Change]:
    """Methods and patterns of a route that is in both configs."""
    methods = _methods(old.served), _methods(new.served)
    if methods[0] != methods[1]:
        gains, loses = _more(methods[1], methods[0]), _more(methods[0], methods[1])
        yield _change(old, new, "methods", _listed(methods[0]), _listed(methods[1]), gains=gains, loses=loses)
    paths = _paths(old.served), _paths(new.served)
    if set(paths[0]) != set(paths[1]):
        patterns = _patterns(paths[0]), _patterns(paths[1])
        gains, loses = not _covered(patterns[1], patterns[0]), not _covered(patterns[0], patterns[1])
        if gains or loses:
            yield _change(old, new, "paths", list(paths[0]), list(paths[1]), gains=gains, loses=loses)
    chosen = chooses_path(old.served), chooses_path(new.served)
    if None not in chosen and chosen[0] != chosen[1]:
        yield _change(old, new, "rewritePath", *chosen, gains=bool(chosen[1]), loses=bool(chosen[0]))


def effect_of_requests(old: Route, new: Route) -> Effect:
    """Whether a route gets more or fewer requests than before, for its methods and patterns."""
    methods, patterns = (_methods(old), _methods(new)), (_patterns(_paths(old)), _patterns(_paths(new)))
    return effect_of_sets(
        gains=_more(methods[1], methods[0]) or not _covered(patterns[1], patterns[0]),
        loses=_more(methods[0], methods[1]) or not _covered(patterns[0], patterns[1]),
    )


def _change(  # noqa: PLR0913 -- both sides of one fact
    old: Object, new: Object, field: str, before: object, after: object, *, gains: bool, loses: bool
) -> Change:
    states = [
        State(value, None, found, found.served.field(field).at if found.served.field(field).exists else found.at)
        for value, found in ((before, old), (after, new))
    ]
    return Change("route", "", new.label, field, effect_of_sets(gains=gains, loses=loses), *states)


def _methods(route: Served | Route) -> Methods:
    """The allowed methods; None: all."""
    texts = frozenset(route.field("methods").said())
    return texts or None


def _listed(methods: Methods) -> list[str | None] | None:
    return sorted(methods, key=str) if methods is not None else None


def _paths(route: Served | Route) -> tuple[str | None, ...]:
    return tuple(text or None for text in route.field("paths").said())


def _more(these: Methods, others: Methods) -> bool:
    """Whether there is a method in these that is not in the others."""
    return others is not None and (these is None or bool(these - others))


def _patterns(paths: tuple[str | None, ...]) -> tuple[str | None, ...]:
    """The patterns a route is matched by; none written is all paths."""
    return paths or (".*",)


def _covered(narrow: tuple[str | None, ...], wide: tuple[str | None, ...]) -> bool:
    """Whether every path of the one list is known to be in the other."""
    union = _union(wide)
    return all(
        pattern is None
        or any(other is not None and route_patterns.covers(other, pattern) for other in wide)
        or (union is not None and bool(route_patterns.covers(union, pattern)))
        for pattern in narrow
    )


def _union(patterns: tuple[str | None, ...]) -> str | None:
    """One pattern for several; None where one of them could reach beyond its brackets."""
    if len(patterns) == 1 or any(pattern is None or "\\Q" in pattern or "(?" in pattern for pattern in patterns):
        return None
    return "|".join(f"(?:{pattern})" for pattern in patterns)


def _overlap_methods(one: Methods, other: Methods) -> bool:
    return one is None or other is None or bool(one & other)


def _overlap_paths(one: tuple[str | None, ...], other: tuple[str | None, ...]) -> bool:
    """Whether some path may be matched by both; what cannot be told counts as yes."""
    pairs = ((left, right) for left in one for right in other if left is not None and right is not None)
    return any(route_patterns.overlaps(left, right) is not False for left, right in pairs)
