"""Every statement of a configuration that decides something, changed in turn: dropped, opened, closed, times ten.

A mutant is a change and what it would do, in a sentence. Whether it does anything, the difference of the relations
says; nothing here knows which policies there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from dial_lsp.access.prices import price_of
from dial_lsp.access.spend import COST_WINDOWS
from dial_lsp.access.subjects import key_subjects
from dial_lsp.model.access_control import WINDOWS
from dial_lsp.model.change import Insert, Remove, Replace
from dial_lsp.model.deployments import Deployment, Model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access import Access, Object
    from dial_lsp.model.change import Change
    from dial_lsp.model.place import Place
    from dial_lsp.model.values import Value

_TIMES = 10


@dataclass(frozen=True, slots=True)
class Mutant:
    """One statement changed: ``could`` completes "... and no policy would notice"; ``at`` is the statement."""

    could: str
    at: Place
    change: Change


def mutants(access: Access) -> Iterator[Mutant]:
    """All mutants of a configuration, in the order of what they change."""
    for found in access.objects:
        yield from _of_guard(found)
        yield from _of_calls(access, found)
    yield from _of_roles(access)
    yield from _of_keys(access)
    yield from _of_routes(access)


def _of_guard(found: Object) -> Iterator[Mutant]:
    guard = found.served.field("userRoles")
    if not isinstance(guard.raw, list):
        if found.application is None and found.kind != "interceptor":  # nobody is meant to call those
            change = Insert(found.served.at, "userRoles", []) if not guard.exists else Replace(guard.at, [])
            yield Mutant(f"nobody could call {found.label} any more", found.at, change)
        return
    yield Mutant(f"anybody could be let into {found.label}", guard.at, Remove(guard.at))
    for element in guard.elements():
        if len(guard.raw) > 1:
            yield Mutant(f'role "{element.text}" could lose {found.label}', element.at, Remove(element.at))
    if guard.raw:
        yield Mutant(f"nobody could call {found.label} any more", guard.at, Replace(guard.at, []))


def _of_calls(access: Access, found: Object) -> Iterator[Mutant]:
    served = found.served
    if isinstance(served, Deployment):
        for element in served.field("interceptors").elements():
            if element.text not in access.config.interceptors:
                continue  # calls fail by it
            yield Mutant(
                f'calls of {found.label} could pass by interceptor "{element.text}"', element.at, Remove(element.at)
            )
    if isinstance(served, Model) and price_of(served).unit is not None:
        could = f"{found.label} could lose its price, so that no spending counts"
        yield Mutant(could, served.pricing.at, Remove(served.pricing.at))


def _of_roles(access: Access) -> Iterator[Mutant]:
    for role in access.config.roles.values():
        for name, limit in role.limits():
            whose = f'the {{}} limit of role "{role.name}" for "{name}"'
            yield from _of_amounts(limit, WINDOWS, whose)
        yield from _of_amounts(role.cost_limit, COST_WINDOWS, f'the {{}} costLimit of role "{role.name}"')


def _of_amounts(limit: Value, windows: tuple[str, ...], whose: str) -> Iterator[Mutant]:
    for window in windows:
        value = limit.field(window) if limit.TYPE else limit.member(window)
        what = whose.replace("{}", window, 1)
        if value.is_number and isinstance(value.raw, int | Decimal):
            if value.raw > 0:
                yield Mutant(f"{what} could be ten times as high", value.at, Replace(value.at, value.raw * _TIMES))
            yield Mutant(f"{what} could go", value.at, Remove(value.at))


def _of_keys(access: Access) -> Iterator[Mutant]:
    for subject in key_subjects(access.config):
        if subject.key is None:
            continue
        for name, value in subject.key.roles if access.is_alive(subject) else ():
            yield Mutant(f'{subject.label} could lose role "{name}"', value.at, Remove(value.at))
        ranges = subject.key.address_ranges
        if isinstance(ranges.raw, list):
            yield Mutant(f"{subject.label} could be used from anywhere", ranges.at, Remove(ranges.at))


def _of_routes(access: Access) -> Iterator[Mutant]:
    """Each route tried before all others."""
    routes = access.config.routes
    first = min((route.order for route in routes), default=0)
    for route in routes[1:]:
        value = route.field("order")
        change = Replace(value.at, first - 1) if value.exists else Insert(route.at, "order", first - 1)
        yield Mutant(f'route "{route.name}" could be tried before all others', route.at.key(), change)
