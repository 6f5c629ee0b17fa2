"""The questions of the access oracle, asked of our relation: what a case expects beside what we answer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dial_lsp.access import Access, Object, Subject
from dial_lsp.access.limits import HELD
from dial_lsp.access.upstreams import OWN_ENDPOINT
from dial_lsp.model.access_control import REQUEST_WINDOWS, TOKEN_WINDOWS, WINDOWS
from dial_lsp.model.config import Config
from dial_lsp.schema.versions import LATEST, Version
from dial_lsp.syntax import parse
from dial_lsp.text import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dial_lsp.access.spend import Amount, Cost

VERSIONS = {"2025-03": Version(0, 25), "2026": LATEST}
FAILS = {"attempts": "IllegalArgumentException", "weights": "IllegalArgumentException", "null": "NullPointerException"}

Case = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A question on which we differ from Core."""

    question: str
    expected: Any
    answered: Any


def access_of(case: Case) -> Access:
    """The relation of a case's config."""
    text = json.dumps(case["config"])
    return Access(Config.of([parse(Source("aidial.config.json", text))], version=VERSIONS[case["version"]]))


def disagreements(case: Case) -> Iterator[Disagreement]:
    """Every question of a case that we answer differently."""
    access = access_of(case)
    for query in case.get("queries", ()):
        for question, expected, answered in _query(access, query):
            if expected != answered:
                yield Disagreement(f"{query['subject']} {query.get('entity', '')} {question}", expected, answered)
    for part, answer in (("interceptors", _interceptors), ("upstreams", _upstreams), ("routes", _routes)):
        for query in case.get(part, ()):
            expected, answered = answer(access, query)
            if expected != answered:
                yield Disagreement(f"{part} {query}", expected, answered)


def _query(access: Access, query: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    subject = _subject(access, query["subject"])
    yield "unauthorized", query.get("unauthorized", False), subject is None
    if subject is None:
        return
    if "roles" in query:
        yield "roles", query["roles"], list(subject.roles)
    if "access" in query:
        found = _object(access, query["entity"])
        verdict = access.verdict(subject, found)
        yield "access", query["access"], verdict.granted
        yield "limit_asked", query["limit_asked"], verdict.asked
        if verdict.asked in HELD:  # else the limiter that was run here is never asked by Core
            yield "limits", query["limits"], verdict.limits.as_mapping()
            yield "denied_by_limit", query["denied_by_limit"], verdict.limits.is_denied
        else:
            yield "limits", dict.fromkeys(WINDOWS), verdict.limits.as_mapping()
        if "calls_status" in query and verdict.asked in HELD:
            answered = list(statuses(verdict.limits.as_mapping(), query["calls"], query["tokens"]))
            yield "calls_status", query["calls_status"], answered
    if "cost" in query or "cost_error" in query:
        yield "cost", query.get("cost"), _cost(access.cost(subject))
    for resource, expected in query.get("share", {}).items():
        limit = access.share(subject)[resource]
        yield f"share {resource}", expected, {"max_accepted_users": limit.users, "invitation_ttl": limit.ttl}


def statuses(limits: Mapping[str, int | None], calls: int, tokens: int) -> Iterator[int]:
    """The answers to calls in a row that spend so many tokens each."""
    if any(limit is not None and limit <= 0 for limit in limits.values()):
        yield from [403] * calls
        return
    made = 0
    for _ in range(calls):
        used = dict.fromkeys(TOKEN_WINDOWS, made * tokens) | dict.fromkeys(REQUEST_WINDOWS, made)
        is_over = any(limit is not None and used[name] >= limit for name, limit in limits.items())
        made += not is_over
        yield 429 if is_over else 200


def _subject(access: Access, query: Mapping[str, Any]) -> Subject | None:
    return access.key_of_secret(query["key"]) if "key" in query else access.caller(*query["roles"])


def _object(access: Access, query: Mapping[str, Any]) -> Object:
    (found,) = (found for found in access.objects if (found.kind, found.name) == (query["kind"], query["name"]))
    return found


def _cost(cost: Cost) -> dict[str, Any] | None:
    if cost.fails:
        return None
    values = cost.as_mapping()
    spent = [429 for value in values.values() if isinstance(value, Decimal) and value <= 1]
    after = 500 if "NULL" in values.values() else 429 if spent else 200
    return {name: _number(value) for name, value in values.items()} | {"first_call": 200, "after_spending_1": after}


def _number(value: Amount) -> Any:
    return float(value) if isinstance(value, Decimal) else value


def _interceptors(access: Access, query: Mapping[str, Any]) -> tuple[Any, Any]:
    chain = access.chain(_object(access, query))
    if "error" in query:
        return True, chain.failed_at is not None
    expected = (query["chain"], query["missing_index"])
    return expected, ([link.name for link in chain.links], chain.missing)


def _upstreams(access: Access, query: Mapping[str, Any]) -> tuple[Any, Any]:
    choice = access.upstreams(_object(access, query))
    if "error" in query:
        return query["error"], FAILS.get(choice.failure or "", "IllegalArgumentException" if choice.failure else None)
    expected = {name: query[name] for name in ("first", "used_if_all_fail") if name in query}
    answered = {"first": list(choice.first), "used_if_all_fail": list(choice.used)}
    assert OWN_ENDPOINT == -1
    return (
        (expected, query["attempts_if_all_fail"], query["final_status"]),
        ({name: answered[name] for name in expected}, [choice.attempts], [choice.status]),
    )


def _routes(access: Access, query: Mapping[str, Any]) -> tuple[Any, Any]:
    selection = access.select(query["method"], query["path"])
    if "error" in query:
        return True, selection.failed_at is not None
    return query["matches"], selection.route.name if selection.route else None
