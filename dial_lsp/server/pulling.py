"""Diagnostics for clients that ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from dial_lsp.server.convert import path_of
from dial_lsp.server.policy_reports import SOURCE
from dial_lsp.server.protocol import Json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.server.report import Report
    from dial_lsp.server.server import Server

_OPTIONS = types.DiagnosticOptions(identifier=SOURCE, inter_file_dependencies=True, workspace_diagnostics=True)


def register(server: Server) -> None:
    """Register the handlers of this group."""

    @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, _OPTIONS)
    async def on_diagnostic(params: types.DocumentDiagnosticParams) -> Json:
        path = path_of(params.text_document.uri)
        if server.files.is_settings(path):
            server.publisher.heed_settings()
        project = await server.publisher.checked(path)
        report = server.publisher.reports(project).get(path) if project else server.reports.alone(path)
        return Json(f"{{{_answer(report, params.previous_result_id)}}}")

    @server.feature(types.WORKSPACE_DIAGNOSTIC)
    async def on_workspace_diagnostic(params: types.WorkspaceDiagnosticParams) -> Json:
        with server.working(params.work_done_token, "Checking all configurations"):
            while unchecked := [each for each in server.files.sessions.all() if not server.checker.is_done(each)]:
                await server.checker.check(unchecked[0])
            for project in server.files.sessions.all():
                await server.tester.begin(project)
            return Json(f'{{"items":[{",".join(_items(server, params))}]}}')


def _items(server: Server, params: types.WorkspaceDiagnosticParams) -> Iterator[str]:
    previous = {path_of(each.uri): each for each in params.previous_result_ids}
    reports = {
        path: report
        for project in server.files.sessions.all()
        for path, report in server.publisher.reports(project).items()
    }
    for path, report in reports.items():
        known = previous.pop(path, None)
        yield _item(server, server.files.uri(path), path, _answer(report, known.value if known else None))
    for path, gone in previous.items():
        yield _item(server, gone.uri, path, _answer(None, gone.value))


def _item(server: Server, uri: str, path: str, answer: str) -> str:
    text = server.files.texts.get(path)
    version = text.version if text else "null"
    return f'{{"uri":{server.protocol.quoted(uri)},"version":{version},{answer}}}'


def _answer(report: Report | None, known: str | None) -> str:
    """The members of a report on one document; short if the client has it already."""
    if report is None:
        return '"kind":"full","items":[]'
    if known == str(report.number):
        return f'"kind":"unchanged","resultId":"{report.number}"'
    return f'"kind":"full","resultId":"{report.number}","items":{report.items}'
