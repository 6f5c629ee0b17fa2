"""The relation agrees with a model of Core that decides one request after the other."""

from __future__ import annotations

import os
from itertools import chain, combinations
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings

from tests.access.brute_force import WINDOWS, Core
from tests.access.configs import ROLES, access_of, policies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access import Access, Object, Subject

MANY = int(os.environ.get("DIAL_LINT_LAWS", "1"))
"""How many times as much is tried as in the usual suite."""
CALLERS = [list(roles) for size in (0, 1, 2, 4) for roles in combinations((*ROLES, "undeclared"), size)]
NOTHING_USED = dict.fromkeys(WINDOWS, 0)
USED = [NOTHING_USED] + [
    NOTHING_USED | {window: count}
    for window in ("minute", "day", "requestHour")
    for count in (1, 5, 9)  # on both sides of every generated limit
]


@settings(max_examples=500 * MANY, deadline=None)
@given(policies)
def test_every_request_is_answered_as_core_would(config: dict[str, Any]) -> None:
    access = access_of(config)
    core = Core(config)
    for subject, found in _questions(access):
        roles = [role or "" for role in subject.roles]
        answered = [core.call(roles, found.kind, found.name, used) for used in USED]
        assert list(_predicted(access, subject, found)) == answered, (subject, found)


def _questions(access: Access) -> Iterator[tuple[Subject, Object]]:
    for subject in chain(access.keys, (access.caller(*roles) for roles in CALLERS)):
        for found in access.objects:
            yield subject, found


def _predicted(access: Access, subject: Subject, found: Object) -> Iterator[int]:
    """The status of a request of somebody who has used so much already, for each of USED."""
    verdict = access.verdict(subject, found)
    limits = [(window, limit) for window, limit in verdict.limits.as_mapping().items() if limit is not None]
    for used in USED:
        if not verdict.granted or verdict.denied_by_limit:
            yield 403
        else:
            yield 429 if any(used[window] >= limit for window, limit in limits) else 200
