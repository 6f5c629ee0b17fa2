"""Whether requests arrive at a route: Core tries routes in their order, and others may take every request first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.because import Because, quoted
from dial_lsp.access.contests import contests
from dial_lsp.access.objects import OBJECT_SECTIONS
from dial_lsp.access.routes import null_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.access.objects import Identity
    from dial_lsp.model.config import Config
    from dial_lsp.model.routing import Route


def taken_routes(config: Config) -> Iterator[tuple[Identity, tuple[Because, ...]]]:
    """The routes at which no request arrives, for all that is known, each with what takes them."""
    for contest in contests(config):
        if contest.routes[0].entry.section not in OBJECT_SECTIONS:
            continue  # those of a type are no objects
        failing = [(at, route) for at, route in enumerate(contest.routes) if null_pattern(route) is not None]
        for at, route in enumerate(contest.routes):
            stop = next((one for number, one in failing if number < at and _lets_nothing_past(one, route)), None)
            if stop is not None:
                yield _identity(route), (_stopped(route, stop),)
            elif contest.is_dead(at):
                yield _identity(route), (_lost(route, [contest.routes[taker] for taker in contest.takers(at)]),)


def _lets_nothing_past(failing: Route, route: Route) -> bool:
    """Whether every request of a route ends at one that fails on a null: it answers it, or comes to the null."""
    return not failing.methods or (bool(route.methods) and set(route.methods) <= set(failing.methods))


def _identity(route: Route) -> Identity:
    return "route", route.entry.name if route.pointer else None, route.name


def _lost(route: Route, takers: Sequence[Route]) -> Because:
    names = quoted(taker.name for taker in takers)
    who = f"route {names} is tried first and takes" if len(takers) == 1 else f"routes {names} are tried first and take"
    return Because("taken", f"{who} every request of route {quoted([route.name])}", takers[0].at.key())


def _stopped(route: Route, failing: Route) -> Because:
    message = f"route {quoted([failing.name])} is tried before route {quoted([route.name])} and fails on a null"
    return Because("taken", message, null_pattern(failing))
