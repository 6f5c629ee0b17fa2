"""Routes and paths that others answer first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.because import quoted
from dial_lsp.access.contests import contests
from dial_lsp.access.route_order import Contest, Taken, is_hidden, placed_before, request_of
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rulekit.rule import Code, Context, Finding, Note, Offer, RestsOn, family

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.model.routing import Route
    from dial_lsp.schema.versions import Version


shadowed_route = family(
    __name__,
    {
        "": Code(Severity.WARNING, Impact.NO_EFFECT, rests_on=RestsOn(values=True, other_entries=True)),
        "catch-all": Code(Severity.WARNING, Impact.NO_EFFECT, was=("catch-all-route",)),
        "taken": Code(Severity.WARNING, Impact.NO_EFFECT, was=("taken-route-path",), rests_on=RestsOn(values=True)),
    },
)


@shadowed_route.check()
def routes(context: Context) -> Iterator[Finding]:
    """Find routes that get nothing; those behind a catch-all are told of there."""
    for contest in contests(context.config):
        for at, route in enumerate(contest.routes):
            if not contest.is_dead(at) or _is_caught(contest, at):
                continue
            takers = [contest.routes[index] for index in contest.takers(at)]
            own = route.allowed_roles
            guards = own is not None and any(taker.allowed_roles != own for taker in takers)
            never = ", and its own userRoles never apply" if guards else ""
            yield Finding(
                route.at.key(),
                f'route "{route.name}" is never reached: {_who(takers)} all its requests first{never}',
                help="Give it a lower order than the route that takes them, narrow that route, or delete it.",
                notes=tuple(Note(taker.at.key(), "this route is tried first") for taker in takers[:5]),
                offers=_offers(contest, at, takers, context.version),
            )
        if contest.left_out:
            yield Finding(
                contest.routes[-1].at.key(),
                f"{len(contest.routes):,} routes compete here, too many to compare each with each; "
                "some that are never reached may be missing here",
                help="Divide the routes by the first part of their paths, so that few have to be compared.",
                severity=Severity.INFORMATION,
                impact=Impact.ADVICE,
            )


def _who(takers: Sequence[Route]) -> str:
    names = quoted((taker.name for taker in takers), 3)
    return f"route {names} takes" if len(takers) == 1 else f"routes {names} take"


def _is_caught(contest: Contest, at: int) -> bool:
    """Whether a single route that takes every path takes all of this one."""
    mine = contest.requests[at]
    for index in contest.takers(at):
        request = contest.requests[index]
        if mine is None or request is None or not contest.is_catch_all(index):
            continue
        if request.methods is None or (mine.methods is not None and mine.methods <= request.methods):
            return True
    return False


def _offers(contest: Contest, at: int, takers: Sequence[Route], version: Version) -> tuple[Offer, ...]:
    """To be tried first helps only a route that leaves something to the other."""
    first = min(takers, key=lambda taker: taker.order)
    change = placed_before(contest.routes[at], first, version)
    if change is None or contest.would_hide(at, contest.takers(at)):
        return ()
    return (Offer(f'Write "order": {first.order - 1}, before route "{first.name}"', (change,)),)


@shadowed_route.check(code="catch-all")
def catch_all_route(context: Context) -> Iterator[Finding]:
    """Find routes that fit every path and leave nothing to later ones, for all or some of their methods."""
    for contest in contests(context.config):
        for at, route in enumerate(contest.routes):
            if not contest.is_catch_all(at):
                continue
            hidden, robbed = contest.victims(at)
            if not hidden and not robbed:
                continue
            what = _lost(hidden, "never reached") if hidden else _lost(robbed, "not reached by all of their methods")
            victims = (*hidden, *robbed)
            yield Finding(
                route.at.key(),
                f'route "{route.name}" takes every path, so {what}',
                help="Give the other routes a lower order, or a higher one to this route.",
                notes=tuple(Note(victim.at.key(), "this route comes after it") for victim in victims[:5]),
                offers=_offers_of_catch_all(contest, at, victims, context.version),
            )


def _offers_of_catch_all(contest: Contest, at: int, victims: Sequence[Route], version: Version) -> tuple[Offer, ...]:
    """To try the others first helps only if they leave something to the route."""
    moves = [placed_before(victim, contest.routes[at], version) for victim in victims]
    changes = tuple(move for move in moves if move is not None)
    if len(changes) < len(moves) or is_hidden(contest.requests[at], *map(request_of, victims)):
        return ()
    names = quoted((victim.name for victim in victims), 3)
    return (Offer(f'Write "order": {contest.routes[at].order - 1} in {names}, before this route', changes),)


def _lost(routes: Sequence[Route], how: str) -> str:
    names = quoted((route.name for route in routes), 3)
    if len(routes) == 1:
        return f"route {names} after it is {how.replace('their', 'its')}"
    return f"routes {names} after it are {how}"


@shadowed_route.check(code="taken")
def taken_route_path(context: Context) -> Iterator[Finding]:
    """Find patterns lost to earlier routes; a route that names no methods may be meant for the rest of them."""
    for contest in contests(context.config):
        for at, route in enumerate(contest.routes):
            if not contest.taken[at] or contest.is_dead(at):
                continue
            patterns = route.patterns
            for taken in contest.taken[at]:
                caught = any(contest.is_catch_all(index) for index in taken.by)
                if patterns and not caught and (taken.whole or route.methods):
                    yield _finding(contest, at, taken)


def _finding(contest: Contest, at: int, taken: Taken) -> Finding:
    route, takers = contest.routes[at], [contest.routes[index] for index in taken.by]
    what = "this path" if taken.whole else f"{', '.join(sorted(taken.methods or ()))} of this path"
    return Finding(
        route.patterns[taken.pattern][1].at,
        f'{_who(takers)} {what} before route "{route.name}" is tried',
        help="Delete it here, or narrow the paths or methods of the route that is tried first.",
        notes=tuple(Note(taker.at.key(), "this route is tried first") for taker in takers[:5]),
    )
