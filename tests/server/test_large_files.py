"""A project that takes long to check: what is wrong with the syntax is told at once, the rest when there is time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from dial_lsp.server.diagnosing import Reports
from dial_lsp.server.workspace import Workspace
from tests.server.editing_files import insertion

if TYPE_CHECKING:
    from dial_lsp.server.report import Report
    from dial_lsp.server.session import ProjectSession

URI = "file:///nowhere/aidial.config.json"
PATH = str(Path("/nowhere/aidial.config.json"))


def change(workspace: Workspace, version: int, *changes: types.TextDocumentContentChangePartial) -> ProjectSession:
    identifier = types.VersionedTextDocumentIdentifier(version, URI)
    project = workspace.change(types.DidChangeTextDocumentParams(identifier, list(changes)))
    assert project is not None
    return project


def rules(report: Report) -> list[str]:
    return sorted(item["code"] for item in json.loads(report.items))


def test_syntax_is_told_before_the_rest() -> None:
    workspace = Workspace()
    reports = Reports(workspace)
    workspace.open(types.TextDocumentItem(URI, "json", 1, '{"surprise": {}, "roles": {}}'))
    [project] = workspace.sessions.open
    assert rules(reports.of(project)[PATH]) == ["unknown-section"]
    project.watch_syntax()
    change(workspace, 2, insertion(0, 28, ', "models" {}'))
    assert rules(reports.of_syntax(project)[PATH]) == ["syntax-error", "unknown-section"]
    change(workspace, 3, insertion(0, 38, ":"), insertion(0, 2, "x"))
    assert rules(reports.of_syntax(project)[PATH]) == ["unknown-section"]
    assert rules(reports.of(project)[PATH]) == ["unknown-section"]
    assert "xsurprise" in reports.of(project)[PATH].items


def test_findings_that_stay_the_same_keep_their_number() -> None:
    workspace = Workspace()
    reports = Reports(workspace)
    workspace.open(types.TextDocumentItem(URI, "json", 1, '{"surprise": {}, "roles": {}}'))
    [project] = workspace.sessions.open
    before = reports.of(project)[PATH]
    after = reports.of(change(workspace, 2, insertion(0, 28, "  ")))[PATH]
    assert after is before
    moved = reports.of(change(workspace, 3, insertion(0, 1, "\n")))[PATH]
    assert moved.number != before.number


def test_an_edit_reads_the_line_table_and_not_the_text() -> None:
    workspace = Workspace()
    workspace.open(types.TextDocumentItem(URI, "json", 1, '{"roles": {}}\n' + "\n" * 100_000))
    table = workspace.texts[PATH].lines
    change(workspace, 2, insertion(50_000, 0, "\n"))
    after = workspace.texts[PATH].lines
    assert after.count == table.count + 1
    kept = sum(block is other for block, other in zip(table._blocks, after._blocks, strict=False))
    assert kept > 90  # of two hundred: those before the edit; those behind it are the same objects, one further on
    assert sum(block in set(map(id, table._blocks)) for block in map(id, after._blocks)) >= len(table._blocks) - 2
