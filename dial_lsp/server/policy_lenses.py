"""The lens above each policy, and the command behind it, which says why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types

from dial_lsp.policies.day import today
from dial_lsp.reports.access.refusal import refusal_of
from dial_lsp.reports.policies.machine import render_one
from dial_lsp.reports.policies.verdicts import Verdicts
from dial_lsp.server.commands import position_of
from dial_lsp.server.convert import path_of
from dial_lsp.server.failures import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.server.loading import Project
    from dial_lsp.server.server import Server
    from dial_lsp.server.testing import Tested
    from dial_lsp.text import Location

SHOW_POLICY = "dial-lint.showPolicy"


def register(server: Server) -> None:
    """Register the handlers of this group."""

    @server.command(SHOW_POLICY)
    async def on_show_policy(*arguments: Any) -> str:
        if not arguments or not isinstance(arguments[0], str):
            raise Refused("the first argument is the URI of an open policy file")
        path, at = path_of(arguments[0]), position_of(arguments[1] if len(arguments) > 1 else None)
        for project in server.files.judged_by(path):
            await server.tester.test(project)
        told = [text for project in server.files.judged_by(path) for text in _at(server, project, at)]
        if not told:
            raise Refused("there is no policy at this position")
        return "\n".join(told)


def policy_lenses(server: Server, uri: str) -> list[types.CodeLens]:
    """The lenses of a policy file, as its policies were asked last; none of a file of another kind."""
    lenses: list[types.CodeLens] = []
    for project in server.files.judged_by(path_of(uri)):
        tested = server.tester.of(project)
        for number, at in _places(project, tested):
            span = server.files.file_ruler(at.source).range(at.span)
            title = tested.lenses[number] if tested else ""
            lenses.append(types.CodeLens(span, types.Command(title, SHOW_POLICY, arguments=[uri, span.start])))
    return lenses


def _places(project: Project, tested: Tested | None) -> Iterator[tuple[int, Location]]:
    """Where each policy stands that was asked."""
    if project.policies is not None and tested is not None and tested.reports:
        for number, policy in enumerate(tested.policies.file.policies):
            if tested.policies.file is project.policies.file:
                yield number, project.policies.here(policy.at)


def _at(server: Server, project: Project, position: types.Position) -> Iterator[str]:
    tested = server.tester.of(project)
    if project.policies is None or tested is None:
        return
    for number, policy in enumerate(tested.policies.file.policies):
        whole = project.policies.here(policy.whole)
        span = server.files.file_ruler(whole.source).range(whole.span)
        if span.start <= position <= span.end:
            for analysis, report in tested.reports:
                verdicts = Verdicts(report, analysis.access, refusal_of(analysis), today())
                yield render_one(verdicts, report.outcomes[number])
