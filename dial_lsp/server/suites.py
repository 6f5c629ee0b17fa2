"""Policies for explorers of tests: which there are, what became of them, and what they would notice.

``docs/language-server.md`` says what is answered. Nothing of it holds a secret.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from dial_lsp.policies.day import today
from dial_lsp.server.convert import path_of
from dial_lsp.server.failures import Refused
from dial_lsp.server.protocol import Json
from dial_lsp.server.slices import in_slices

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence

    from dial_lsp.access import Because
    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.policies.coverage import Coverage
    from dial_lsp.policies.outcome import Breach, Outcome, Report
    from dial_lsp.policies.policy import Policy
    from dial_lsp.server.policy_texts import PolicyText
    from dial_lsp.server.server import Server
    from dial_lsp.server.session import ProjectSession
    from dial_lsp.server.testing import Tested
    from dial_lsp.text import Location

POLICIES = "dial-lint/policies"
TEST = "dial-lint/testPolicies"
COVERAGE = "dial-lint/policyCoverage"
CHANGED = "dial-lint/policiesChanged"


def register(server: Server) -> None:
    """Register the handlers of this group."""

    @server.feature(POLICIES)
    def on_policies(params: Any) -> list[dict[str, Any]]:
        return [suite(server, each) for each in _meant(server, params)]

    @server.feature(TEST)
    async def on_test(params: Any) -> list[dict[str, Any]]:
        ids = _ids(params)
        while untested := [each for each in _meant(server, params) if not server.tester.is_done(each)]:
            await server.tester.test(untested[0])
        return [suite(server, each, ids) for each in _meant(server, params)]

    @server.feature(COVERAGE)
    async def on_coverage(params: Any) -> list[dict[str, Any]]:
        return [await _covered(server, each) for each in _meant(server, params)]


def tell(server: Server) -> None:
    """Have a client that shows policies ask for them again."""
    if server.abilities.policies:
        server.protocol.send_notification(CHANGED, Json("{}"))


def suite(server: Server, project: ProjectSession, ids: Iterable[str] | None = None) -> dict[str, Any]:
    """The policies of one project and what became of them last; only those with these ids."""
    policies, tested = project.policies, server.tester.of(project)
    assert policies is not None  # noqa: S101 -- asked by all who call
    text = server.files.texts.get(policies.source.path)
    told = [
        _policy(server, policies, tested, number, name) for number, name in enumerate(_names(policies.file.policies))
    ]
    return {
        **_of_project(server, project),
        "version": text.version if text else None,
        "isCurrent": server.tester.is_done(project),
        "error": None if policies.broken is None else policies.broken.reason,
        "policies": [each for each in told if ids is None or each["id"] in ids],
    }


def _of_project(server: Server, project: ProjectSession) -> dict[str, Any]:
    assert project.policies is not None  # noqa: S101 -- asked by all who call
    uris = [server.files.uri(path) for path in dict.fromkeys(project.files)]
    return {"uri": server.files.uri(project.policies.source.path), "configuration": uris}


def _meant(server: Server, params: Any) -> list[ProjectSession]:
    """The projects with policies that a file is of; without a file all in the workspace. Raises Refused."""
    uri = getattr(params, "uri", None)
    if uri is None:
        return [each for each in server.files.sessions.all() if each.policies is not None]
    if not isinstance(uri, str):
        raise Refused("uri is that of an open policy file, or of an open file of a configuration")
    return meant(server, uri)


def meant(server: Server, uri: str) -> list[ProjectSession]:
    """The projects with policies that an open file is of."""
    path = path_of(uri)
    judged = server.files.sessions.judged_by(path)
    own = server.files.sessions.of(path)
    return list(judged or ((own,) if own is not None and own.policies is not None else ()))


def _ids(params: Any) -> list[str] | None:
    ids = getattr(params, "ids", None)
    if ids is not None and not (isinstance(ids, list) and all(isinstance(each, str) for each in ids)):
        raise Refused("ids is a list of ids of policies")
    return ids


def _names(policies: Sequence[Policy]) -> Iterator[str]:
    """A name for each policy that no other has."""
    seen: Counter[str] = Counter()
    for policy in policies:
        seen[policy.name] += 1
        yield policy.name if seen[policy.name] == 1 else f"{policy.name} ({seen[policy.name]})"


def _policy(server: Server, policies: PolicyText, tested: Tested | None, number: int, name: str) -> dict[str, Any]:
    policy = policies.file.policies[number]
    known = tested is not None and tested.policies.file is policies.file
    outcomes = [(analysis, report.outcomes[number]) for analysis, report in tested.reports] if known and tested else []
    holds = all(outcome.holds for _, outcome in outcomes)
    value = {
        "id": name,
        "name": policy.name,
        "use": policy.values.get("use"),
        "range": _range(server, policies.here(policy.whole)),
        "selectionRange": _range(server, policies.here(policy.at)),
        "state": ("holds" if holds else "fails") if outcomes else "unknown",
        "message": tested.lenses[number] if known and tested else "",
        "problems": [problem.message for _, outcome in outcomes for problem in outcome.problems],
        "breaches": [each for analysis, outcome in outcomes for each in _breaches(server, analysis, outcome)],
    }
    for analysis, _ in outcomes:
        value = analysis.secrecy.wording.value(value)
    return value


def _breaches(server: Server, analysis: Analysis, outcome: Outcome) -> Iterator[dict[str, Any]]:
    for breach in outcome.breaches[:_MOST]:
        yield _breach(server, analysis, breach)


_MOST = 100
"""Breaches that are told of one policy; its message counts all of them."""


def _breach(server: Server, analysis: Analysis, breach: Breach) -> dict[str, Any]:
    at = breach.at
    return {
        "message": breach.message,
        "location": None if at is None else _location(server, analysis.config.locate(at)),
        "because": [_step(server, analysis, step) for step in breach.because],
    }


def _step(server: Server, analysis: Analysis, step: Because) -> dict[str, Any]:
    at = None if step.at is None else _location(server, analysis.config.locate(step.at))
    return {"message": step.message, "location": at}


def _location(server: Server, location: Location) -> dict[str, Any]:
    at = location.in_file
    return {"uri": server.files.uri(at.source.path), "range": _range(server, at)}


def _range(server: Server, at: Location) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(server.files.file_ruler(at.source).json(at.span))
    return value


async def _covered(server: Server, project: ProjectSession) -> dict[str, Any]:
    """What the policies of a project would notice, found out in slices; of the newest text."""
    while True:
        await server.tester.test(project)
        tested = server.tester.of(project)
        if tested is None or not server.files.sessions.knows(project):
            raise Refused("the policies are there no more")
        steps = _coverages(tested.reports)
        found = await in_slices(steps, lambda: server.tester.is_done(project))
        if found is not None:
            return {**_of_project(server, project), **_coverage_value(server, found)}


def _coverages(
    reports: Iterable[tuple[Analysis, Report]],
) -> Generator[None, None, list[tuple[Analysis, Coverage]]]:
    from dial_lsp.policies.coverage import coverage_in_steps

    found: list[tuple[Analysis, Coverage]] = []
    for analysis, report in reports:
        found.append((analysis, (yield from coverage_in_steps(report, analysis.access, today()))))
    return found


def _coverage_value(server: Server, found: list[tuple[Analysis, Coverage]]) -> dict[str, Any]:
    statements: list[dict[str, Any]] = []
    for analysis, coverage in found:
        told = [
            {
                **_location(server, analysis.config.locate(each.mutant.at)),
                "fate": each.fate,
                "could": each.mutant.could,
                "policy": None if each.policy is None else each.policy.name,
            }
            for each in coverage.tried
        ]
        statements += analysis.secrecy.wording.value(told)
    pinned = sum(each["fate"] == "pinned" for each in statements)
    percent = round(100 * pinned / len(statements), 1) if statements else 100.0
    return {"percent": percent, "statements": statements, "files": _lines(statements)}


def _lines(statements: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """For each file its lines with statements, and how many of each came to what."""
    from dial_lsp.policies.coverage import FATES

    counts: dict[str, dict[int, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for each in statements:
        counts[each["uri"]][each["range"]["start"]["line"]][each["fate"]] += 1
    return [
        {
            "uri": uri,
            "lines": [{"line": line, **{fate: lines[line][fate] for fate in FATES}} for line in sorted(lines)],
        }
        for uri, lines in counts.items()
    ]
