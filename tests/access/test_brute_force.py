"""The relation agrees with a model of Core that decides one request after the other."""

from __future__ import annotations

from itertools import chain, combinations
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings

from tests.access.brute_force import WINDOWS, Core
from tests.access.configs import ROLES, access_of, policies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access import Access, Object, Subject

CALLERS = [list(roles) for size in range(4) for roles in combinations((*ROLES, "undeclared"), size)]
COUNTS = (0, 1, 5, 9, 1000)  # on both sides of every generated limit


@settings(max_examples=1000, deadline=None)
@given(policies)
def test_every_request_is_answered_as_core_would(config: dict[str, Any]) -> None:
    access = access_of(config)
    core = Core(config)
    for subject, found in _questions(access):
        predicted, answered = [], []
        for used in _usages():
            predicted.append(_status(access, subject, found, used))
            answered.append(core.call([role or "" for role in subject.roles], found.kind, found.name, used))
        assert predicted == answered, (subject, found)


def _questions(access: Access) -> Iterator[tuple[Subject, Object]]:
    for subject in chain(access.keys, (access.caller(*roles) for roles in CALLERS)):
        for found in access.objects:
            yield subject, found


def _usages() -> Iterator[dict[str, int]]:
    for window in ("minute", "day", "requestHour"):
        for count in COUNTS:
            yield dict.fromkeys(WINDOWS, 0) | {window: count}


def _status(access: Access, subject: Subject, found: Object, used: dict[str, int]) -> int:
    verdict = access.verdict(subject, found)
    if not verdict.granted or verdict.denied_by_limit:
        return 403
    limits = verdict.limits.as_mapping()
    is_over = any((limit := limits[window]) is not None and used[window] >= limit for window in WINDOWS)
    return 429 if is_over else 200
