"""How many fixes are told: of very many findings those of the first, and no more is found out than is told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from dial_lsp.cli import checking
from dial_lsp.cli.checking import How, check_apart, check_project
from dial_lsp.engine import fixes
from dial_lsp.project.discovery import Project
from dial_lsp.reports import render
from dial_lsp.reports.report import Checked, Report

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from dial_lsp.diagnostics import Effect
    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.text import Edit


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A file with three findings that have a fix."""
    file = tmp_path / "aidial.config.json"
    model = {"type": "chat", "endpoint": "http://m", "displayNam": "M"}
    file.write_text(json.dumps({"models": {f"m{number}": model for number in range(3)}}))
    return Project((str(file),))


def checked(project: Project, how: How | None = None) -> Checked:
    (found,) = check_project(project, how)
    assert isinstance(found, Checked)
    return found


def test_all_fixes_are_told_as_long_as_they_are_few(project: Project) -> None:
    found = checked(project)
    assert [len(one.fixes) for one in found.diagnostics if one.rule == "unknown-field"] == [1, 1, 1]
    assert "left out" not in render("text", Report((found,)))
    assert "fixes_left_out" not in json.loads(render("json", Report((found,))))["summary"]


@pytest.mark.parametrize(("how", "most"), [(How(fixes="titles"), "MOST_FIXES"), (How(), "_MOST_COMPARED")])
def test_of_too_many_the_first_are_told_and_the_rest_counted(
    project: Project, monkeypatch: pytest.MonkeyPatch, how: How, most: str
) -> None:
    monkeypatch.setattr(checking, most, 2 if most == "MOST_FIXES" else (1 + 2) * 5)  # three entries, and their length
    found = checked(project, how)
    assert [len(one.fixes) for one in found.diagnostics if one.rule == "unknown-field"] == [1, 1, 0]
    text = render("text", Report((found,)))
    assert "\nFixes of 1 more findings are left out; apply those that are shown first.\n" in text
    assert json.loads(render("json", Report((found,))))["summary"]["fixes_left_out"] == 1


@pytest.mark.parametrize(("told", "asked"), [("nothing", 0), ("titles", 0), ("all", 3)])
def test_access_is_compared_only_where_it_is_told(
    project: Project, monkeypatch: pytest.MonkeyPatch, told: str, asked: int
) -> None:
    compared: list[object] = []
    effect = fixes.effect_of_edits

    def note(analysis: Analysis, edits: Mapping[str, Sequence[Edit]]) -> Effect:
        compared.append(edits)
        return effect(analysis, edits)

    monkeypatch.setattr(fixes, "effect_of_edits", note)
    (found,) = check_apart(project, How(fixes=told))  # type: ignore[arg-type]
    assert isinstance(found, Checked)
    for one in found.diagnostics:
        one.fixes and one.fixes[0].__reduce__()
    assert len(compared) == asked
