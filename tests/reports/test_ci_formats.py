"""The formats of CI services, read back as their consumers read them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator
from junitparser import Error, Failure, JUnitXml, TestSuite

from dial_lsp.diagnostics import Severity
from dial_lsp.reports import render
from dial_lsp.reports.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMAS = Path(__file__).parent / "schemas"
HOSTILE = "a\n::error::b, c: 50%25 <!-- ]]> --> | `d` \x00 \ud800"


@pytest.fixture
def hostile(report: Report) -> Report:
    """The report with a message and a path that would break out of careless formats."""
    (project,) = report.projects
    first = project.diagnostics[0]._replace(message=HOSTILE, related=(), fixes=())
    return Report((replace(project, diagnostics=(first,)),))


@pytest.mark.parametrize("name", ["gitlab", "rdjson"])
def test_json_formats_are_what_their_schemas_ask_for(report: Report, hostile: Report, name: str) -> None:
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    for each in (report, hostile, Report(())):
        assert list(Draft202012Validator(schema).iter_errors(json.loads(render(name, each)))) == []


def test_rdjson_counts_bytes(report: Report) -> None:
    hint = json.loads(render("rdjson", report))["diagnostics"][5]
    assert hint["location"]["range"] == {"start": {"line": 10, "column": 29}, "end": {"line": 10, "column": 32}}


def test_gitlab_blocks_what_core_refuses(report: Report) -> None:
    issues = json.loads(render("gitlab", report))
    assert [issue["check_name"] for issue in issues if issue["severity"] == "blocker"] == [
        "homeless-key",
        "final-comma",
    ]


@pytest.mark.parametrize(
    ("fail_on", "failures"), [(Severity.ERROR, 3), (Severity.WARNING, 5), (Severity.HINT, 7), (None, 0)]
)
def test_junit_fails_what_fails_the_run(report: Report, fail_on: Severity | None, failures: int) -> None:
    parsed = JUnitXml.fromstring(render("junit", report._replace(fail_on=fail_on)).encode())
    assert isinstance(parsed, JUnitXml)
    assert (parsed.tests, parsed.failures) == (7, failures)
    results = [result for suite in parsed for case in _cases(suite) for result in case.result]
    assert len([result for result in results if isinstance(result, Failure)]) == failures
    assert not [result for result in results if isinstance(result, Error)]


def test_junit_survives_any_message(hostile: Report) -> None:
    assert JUnitXml.fromstring(render("junit", hostile).encode()) is not None


def test_checkstyle_has_the_elements_that_its_readers_know(report: Report, hostile: Report) -> None:
    root = ET.fromstring(render("checkstyle", report))  # noqa: S314 -- our own
    assert (root.tag, {file.tag for file in root}) == ("checkstyle", {"file"})
    errors = list(root.iterfind("file/error"))
    assert len(errors) == 7
    assert {tuple(sorted(error.attrib)) for error in errors} == {("column", "line", "message", "severity", "source")}
    assert {error.get("severity") for error in errors} == {"error", "warning", "info"}
    assert len(ET.fromstring(render("checkstyle", hostile)).findall("file/error")) == 1  # noqa: S314 -- our own


def test_github_reads_back_what_was_meant(report: Report) -> None:
    first, *_ = _commands(render("github", report))
    assert first == (
        "error",
        {
            "title": "lost-role",
            "file": "conf/aidial.config.json",
            "line": "4",
            "endLine": "4",
            "col": "53",
            "endColumn": "59",
        },
        """\
the role "bsic" of this key is not declared in "roles"
DIAL asks that every role of a key is declared, even if it has no limits.""",
    )


def test_github_gives_no_columns_of_several_lines(report: Report) -> None:
    lines = [properties for _, properties, _ in _commands(render("github", report)) if "col" not in properties]
    assert [(properties["line"], properties["endLine"]) for properties in lines] == [("8", "12")]


def test_github_lets_no_message_become_a_command(hostile: Report) -> None:
    ((kind, properties, message),) = _commands(render("github", hostile))
    assert (kind, properties["title"]) == ("error", "lost-role")
    assert message.startswith("a␊::error::b, c: 50%25 <!-- ]]> --> | `d` ␀ <U+D800>")


def _cases(suite: Any) -> Iterator[Any]:
    assert isinstance(suite, TestSuite)
    yield from suite


def _commands(text: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """Reads workflow commands as GitHub's runner does."""
    for line in text.split("\n"):
        if found := re.fullmatch(r"::([a-z]+) ([^:]*(?::(?!:)[^:]*)*)::(.*)", line):
            kind, properties, message = found.groups()
            pairs = (pair.split("=", 1) for pair in properties.split(","))
            yield kind, {name: _unescaped(value) for name, value in pairs}, _unescaped(message)


def _unescaped(text: str) -> str:
    for escape, char in {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}.items():
        text = text.replace(escape, char)
    return text
