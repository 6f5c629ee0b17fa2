from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact
from dial_lsp.reports import render
from dial_lsp.reports.report import Checked
from dial_lsp.text import Source
from tests.support.secrets import NoSecrets

if TYPE_CHECKING:
    from dial_lsp.reports.report import Report

MANUAL = Path(__file__).parents[2] / "docs" / "json-report.md"


def test_several_projects_share_a_list_and_one_refusal_is_a_refusal(report: Report) -> None:
    good = Checked((Source("good.json", "{}"),), (), "accepts", NoSecrets())
    value = json.loads(render("json", report._replace(projects=(good, *report.projects))))
    assert value["core"] == {"version": None, "verdict": "rejects"}
    assert value["projects"] == [
        {"paths": ["good.json"], "version": "latest", "verdict": "accepts"},
        {"paths": ["conf/aidial.config.json", "conf/roles.json"], "version": "0.48", "verdict": "rejects"},
    ]
    assert len(value["diagnostics"]) == 7
    assert value["summary"]["files"] == 3


def test_columns_count_code_points_from_1(report: Report) -> None:
    hint = next(each for each in json.loads(render("json", report))["diagnostics"] if each["rule"] == "odd-name")
    assert hint["range"] == {"start": {"line": 10, "column": 25}, "end": {"line": 10, "column": 26}}


def test_the_manual_tells_every_field_and_impact(report: Report) -> None:
    manual = MANUAL.read_text(encoding="utf-8")
    value = json.loads(render("json", report))
    fields = [*value, *value["diagnostics"][0], *value["diagnostics"][0]["fixes"][0], *value["summary"]]
    assert [field for field in fields if f"`{field}`" not in manual and f'"{field}"' not in manual] == []
    assert [impact for impact in Impact if f"| `{impact}` |" not in manual] == []
