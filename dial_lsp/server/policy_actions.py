"""Code actions about policies: what mends them, what may be meant, and pinning what holds now."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from lsprotocol import types

from dial_lsp.policies.day import today
from dial_lsp.server.convert import path_of
from dial_lsp.server.failures import Refused
from dial_lsp.server.policy_reports import MISTAKE, POLICY
from dial_lsp.server.policy_texts import new_policy_path
from dial_lsp.server.settings_texts import may_be_made
from dial_lsp.server.view import View
from dial_lsp.server.workspace_edits import workspace_edit
from dial_lsp.text import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.features.policies.findings import Finding
    from dial_lsp.policies.outcome import Report
    from dial_lsp.server.server import Server
    from dial_lsp.server.session import ProjectSession
    from dial_lsp.server.testing import Tested

_QUICK, _REWRITE = types.CodeActionKind.QuickFix, types.CodeActionKind.RefactorRewrite
PIN = "Pin this in a policy"


async def policy_actions(server: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    """What may be done about policies at a range of a policy file or of a configuration."""
    path = path_of(params.text_document.uri)
    shown: list[types.CodeAction] = []
    own = server.files.sessions.of(path)
    projects = server.files.sessions.judged_by(path) or ((own,) if own is not None else ())
    for project in projects:
        await server.tester.begin(project)
        tested = server.tester.of(project)
        if tested is not None and _is_wanted(_QUICK, params):
            shown += _mending(server, project, tested, params)
    if own is not None and _is_wanted(_REWRITE, params):
        shown += _pinning(server, own, params)
    return list({action.title: action for action in shown}.values())


def _is_wanted(kind: types.CodeActionKind, params: types.CodeActionParams) -> bool:
    only = [str(getattr(each, "value", each)) for each in params.context.only or ()]
    return not only or any(kind.value == each or kind.value.startswith(f"{each}.") for each in only)


def _mending(
    server: Server, project: ProjectSession, tested: Tested, params: types.CodeActionParams
) -> Iterator[types.CodeAction]:
    for analysis, finding in tested.findings:
        here = _range(server, project, finding, path_of(params.text_document.uri))
        if here is None or not _touch(here, params.range):
            continue
        if finding.meant and project.policies is not None:
            yield _corrected(server, project, finding, here, params)
        report = next(report for known, report in tested.reports if known is analysis)
        yield from _mended(server, analysis, report, finding, here, params)


def _range(server: Server, project: ProjectSession, finding: Finding, path: str) -> types.Range | None:
    """Where a finding stands in a file; None where it stands in another one."""
    policies = project.policies
    if policies is None:
        return None
    at = finding.location
    at = policies.here(at) if at.source is policies.file.source else at.in_file
    return server.files.file_ruler(at.source).range(at.span) if at.source.path == path else None


def _touch(one: types.Range, other: types.Range) -> bool:
    return one.start <= other.end and other.start <= one.end


def _corrected(
    server: Server, project: ProjectSession, finding: Finding, here: types.Range, params: types.CodeActionParams
) -> types.CodeAction:
    """The text at the place of a finding becomes what may be meant."""
    assert project.policies is not None  # noqa: S101 -- asked by the caller
    uri = server.files.uri(project.policies.source.path)
    start, end = project.policies.here(finding.location).span
    is_text = project.policies.source.text[start:end][:1] in ("'", '"')
    new = '"' + finding.meant.replace("\\", "\\\\").replace('"', '\\"') + '"' if is_text else finding.meant
    edit = types.WorkspaceEdit(changes={uri: [types.TextEdit(here, new)]})
    title = f"Change it to {new if is_text else finding.meant}"
    return types.CodeAction(title, _QUICK, _alike(here, MISTAKE, params), edit=edit)


def _mended(  # noqa: PLR0913, PLR0917 -- all that an action is made of
    server: Server,
    analysis: Analysis,
    report: Report,
    finding: Finding,
    here: types.Range,
    params: types.CodeActionParams,
) -> Iterator[types.CodeAction]:
    from dial_lsp.features.policies.mending import mendings

    if not analysis.documents:
        return
    view = View(analysis, analysis.documents[0].source.path, server.files)
    for found in mendings(analysis, report, finding, today()):
        with suppress(Refused):  # what cannot be written into its file is not offered
            edit = workspace_edit(server, view, found.edits)
            preferred = None if found.widens else True
            told = _alike(here, POLICY, params)
            yield types.CodeAction(f"Make the policy hold: {found.title}", _QUICK, told, preferred, edit=edit)


def _alike(here: types.Range, code: str, params: types.CodeActionParams) -> list[types.Diagnostic] | None:
    return [each for each in params.context.diagnostics if each.code == code and each.range == here] or None


def _pinning(server: Server, project: ProjectSession, params: types.CodeActionParams) -> Iterator[types.CodeAction]:
    from dial_lsp.features.policies.pinning import appended, pinned_at

    view = server.files.view_at(params.text_document.uri, params.range.start)
    known = project.policies
    if view is None or (known is not None and known.broken is not None):
        return
    text = pinned_at(view.analysis, view.path, view.offset(params.range.start), today())
    source = known.source if known is not None else _new(server, project)
    if text and source is not None and may_be_made(server, source):
        edit = workspace_edit(server, view, {source.path: [appended(source.text, text)]}, source)
        yield types.CodeAction(PIN, _REWRITE, edit=edit)


def _new(server: Server, project: ProjectSession) -> Source | None:
    """The policy file that would be made; None for a text that was never saved."""
    path = new_policy_path(project.found, server.files.settled.folders)
    return None if path is None else Source(path, "")
