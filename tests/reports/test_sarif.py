from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif  # type: ignore[import-untyped]

from dial_lsp.diagnostics import Suppressed
from dial_lsp.engine.naming import names_of
from dial_lsp.reports import render
from dial_lsp.reports.sarif import _artifact

if TYPE_CHECKING:
    from pathlib import Path

    from dial_lsp.reports.report import Report


def test_is_what_the_published_schema_asks_for(report: Report) -> None:
    """The model is generated from the schema of OASIS and takes no unknown property."""
    log = Sarif.model_validate_json(render("sarif", report))
    assert len(log.runs[0].results or ()) == 7


def test_a_rule_brings_its_page(report: Report) -> None:
    (project,) = report.projects
    found = replace(project, diagnostics=(project.diagnostics[2]._replace(rule="incomplete-key/project"),))
    driver = json.loads(render("sarif", report._replace(projects=(found,))))["runs"][0]["tool"]["driver"]
    (rule,) = driver["rules"]
    assert rule["help"]["markdown"].startswith(rule["shortDescription"]["text"])
    assert rule["defaultConfiguration"] == {"level": "error"}


def test_every_result_has_its_rule_and_its_own_fingerprint(report: Report) -> None:
    (run,) = json.loads(render("sarif", report))["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    assert len({result["partialFingerprints"]["dialLint/v2"] for result in run["results"]}) == len(run["results"])


def test_paths_are_uris(tmp_path: Path) -> None:
    assert _artifact("my conf/ä.json") == {"uri": "my%20conf/%C3%A4.json", "uriBaseId": "%SRCROOT%"}
    assert _artifact(str(tmp_path / "a b.json")) == {"uri": (tmp_path / "a b.json").as_uri()}


def test_what_is_suppressed_is_told_with_its_reason(report: Report) -> None:
    (project,) = report.projects
    first, second, *others = project.diagnostics
    hidden = (
        first._replace(suppressed=Suppressed("until May", first.location, is_comment=True)),
        second._replace(suppressed=Suppressed("", second.location, is_comment=False)),
    )
    text = render("sarif", report._replace(projects=(replace(project, diagnostics=tuple(others), suppressed=hidden),)))
    assert Sarif.model_validate_json(text)
    suppressions = [result.get("suppressions") for result in json.loads(text)["runs"][0]["results"]]
    assert suppressions[:5] == [None] * 5
    assert [{**one, "location": None} for (one,) in suppressions[5:]] == [
        {"kind": "inSource", "location": None, "justification": "until May"},
        {"kind": "external", "location": None},
    ]


def test_what_is_about_security_says_how_severe_it_is(report: Report) -> None:
    """Code scanning makes alerts of security of those, by the number, and of no others."""
    (project,) = report.projects
    named = [project.diagnostics[0]._replace(rule=name) for name in sorted(names_of().codes)]
    driver = json.loads(render("sarif", report._replace(projects=(replace(project, diagnostics=tuple(named)),))))
    properties = [rule["properties"] for rule in driver["runs"][0]["tool"]["driver"]["rules"]]
    assert {"security" in each["tags"] for each in properties} == {True, False}
    for each in properties:
        assert ("security-severity" in each) == ("security" in each["tags"])
        assert 0 < float(each.get("security-severity", "1.0")) <= 10
