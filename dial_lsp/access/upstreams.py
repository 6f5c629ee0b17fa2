"""Which upstream answers: first choices, attempts and what happens when all fail.

The lowest tier with an enabled upstream (weight above 0) is used first, by weight. A deployment without upstreams has
one made of its own endpoint, here the index -1. (Core's UpstreamRouteProvider and its load balancers.)
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple

from dial_lsp.model import reads
from dial_lsp.model.deployments import Interceptor, Model

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dial_lsp.model.deployments import Served

OWN_ENDPOINT = -1
NO_ROUTE, BUSY = 502, 503
_MANY = 12  # of so many upstreams in a tier with too large weights every order of failing is looked at

Failure = Literal["attempts", "weights", "null", "kind"]


class Choice(NamedTuple):
    """How upstreams are chosen; indices are those of the list, -1 the deployment's own endpoint.

    ``failure`` says why every call fails before any upstream is asked: no positive number of attempts, weights whose
    sum is too large for 32 bits, a null list, or a kind that has none.
    """

    first: tuple[int, ...] = ()  # the possible first choices
    used: tuple[int, ...] = ()  # those that may be asked while all fail
    attempts: int = 0  # how many calls are made while all fail
    failure: Failure | None = None

    @property
    def status(self) -> int:
        """The answer when every upstream answers 502."""
        return NO_ROUTE if self.first else BUSY


def choice_of(served: Served) -> Choice:
    """How the upstreams of a deployment or route are chosen; read once in the life of its entry."""
    return reads.remembered(served.entry.memo, ("access.upstreams", served.pointer), lambda: _choice(served))


def _choice(served: Served) -> Choice:
    if isinstance(served, Interceptor):
        return Choice(failure="kind")
    if served.field("upstreams").is_null:
        return Choice(failure="null")
    listed = [(upstream.tier, upstream.weight, index) for index, upstream in enumerate(served.upstreams)]
    if not listed and (isinstance(served, Model) or served.TYPE != "Route"):
        listed = [(0, 1, OWN_ENDPOINT)]
    if min(served.max_attempts, len(listed)) <= 0:
        return Choice(failure="attempts")
    enabled = sorted((tier, index, weight) for tier, weight, index in listed if weight > 0)
    attempts = min(served.max_attempts, len(listed), 2 * len(enabled))
    if not enabled:
        return Choice()
    tiers = [[(index, weight) for _, index, weight in tier] for _, tier in groupby(enabled, key=lambda item: item[0])]
    return _over_tiers(tiers, attempts)


def _over_tiers(tiers: Sequence[Sequence[tuple[int, int]]], attempts: int) -> Choice:
    used: list[int] = []
    for tier in tiers:
        left = attempts - len(used)
        if left <= 0:
            break
        if _may_overflow([weight for _, weight in tier], left):
            return Choice(failure="weights")
        used += _reachable(tier, left)
    return Choice(tuple(sorted(_firsts(tiers[0]))), tuple(sorted(used)), attempts)


def _firsts(tier: Sequence[tuple[int, int]]) -> list[int]:
    """Those a random number below the sum may pick while sums are walked up, both in 32 bits."""
    total = _int32(sum(weight for _, weight in tier))
    found, low, running = [], 0, 0
    for index, weight in tier:
        running = _int32(running + weight)
        if low < total and running > low:
            found.append(index)
        low = max(low, running)
    return found


def _reachable(tier: Sequence[tuple[int, int]], attempts: int) -> list[int]:
    """All of the tier in some order of failing; only the first choices where there is one attempt."""
    return _firsts(tier) if attempts == 1 else [index for index, _ in tier]


def _may_overflow(weights: Sequence[int], attempts: int) -> bool:
    """Whether a sum of the upstreams still available may be no positive 32-bit number."""
    if sum(weights) <= 2**31 - 1:
        return False
    if len(weights) > _MANY:
        return True
    waiting, seen = [(tuple(sorted(weights)), attempts)], set()
    while waiting:
        left, calls = waiting.pop()
        if not left or not calls or (left, calls) in seen:
            continue
        seen.add((left, calls))
        if _int32(sum(left)) <= 0:
            return True
        waiting += [((*left[:at], *left[at + 1 :]), calls - 1) for at in range(len(left))]
    return False


def _int32(number: int) -> int:
    return (number + 2**31) % 2**32 - 2**31
