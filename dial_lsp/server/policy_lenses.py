"""The lens above each policy, and the command behind it, which says why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types

from dial_lsp.policies.day import today
from dial_lsp.server.commands import position_of
from dial_lsp.server.convert import path_of
from dial_lsp.server.suites import meant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.server.server import Server
    from dial_lsp.server.session import ProjectSession
    from dial_lsp.server.testing import Tested
    from dial_lsp.text import Location, Span

SHOW_POLICY = "dial-lint.showPolicy"


def register(server: Server) -> None:
    """Register the handlers of this group."""

    @server.command(SHOW_POLICY)
    async def on_show_policy(*arguments: Any) -> str:
        projects = meant(server, str(arguments[0])) if arguments else []
        at = position_of(arguments[1]) if len(arguments) > 1 and arguments[1] is not None else None
        for project in projects:
            await server.tester.test(project)
        told = [text for project in projects for text in _told(server, project, at)]
        nothing = "There is no policy at this position.\n" if projects else "There are no policies.\n"
        return server.files.shortened("\n".join(told)) or nothing


def policy_lenses(server: Server, uri: str) -> list[types.CodeLens]:
    """The lenses of a policy file, as its policies were asked last; none of a file of another kind."""
    from dial_lsp.features.policies.lenses import together

    titles: dict[Span, list[str]] = {}
    source = None
    for project in server.files.sessions.judged_by(path_of(uri)):
        tested = server.tester.of(project)
        for number, at in _places(project, tested):
            source = at.source
            titles.setdefault(at.span, []).append(tested.lenses[number] if tested else "")
    if source is None:
        return []
    ruler = server.files.file_ruler(source)
    return [_lens(uri, ruler.range(span), together(told)) for span, told in titles.items()]


def _lens(uri: str, here: types.Range, title: str) -> types.CodeLens:
    return types.CodeLens(here, types.Command(title, SHOW_POLICY, arguments=[uri, here.start]))


def _places(project: ProjectSession, tested: Tested | None) -> Iterator[tuple[int, Location]]:
    """Where each policy stands that was asked."""
    if project.policies is not None and tested is not None and tested.reports:
        for number, policy in enumerate(tested.policies.file.policies):
            if tested.policies.file is project.policies.file:
                yield number, project.policies.here(policy.at)


def _told(server: Server, project: ProjectSession, position: types.Position | None) -> Iterator[str]:
    """The policy at a position, or all of them, in each configuration of the project."""
    from dial_lsp.reports.access.refusal import refusal_of
    from dial_lsp.reports.policies.machine import render_one
    from dial_lsp.reports.policies.verdicts import Verdicts

    tested = server.tester.of(project)
    if project.policies is None or tested is None:
        return
    for analysis, report in tested.reports:
        verdicts = Verdicts(report, analysis.access, refusal_of(analysis), today())
        for outcome in report.outcomes:
            whole = project.policies.here(outcome.policy.whole)
            span = server.files.file_ruler(whole.source).range(whole.span)
            if position is None or span.start <= position <= span.end:
                yield render_one(verdicts, outcome)
