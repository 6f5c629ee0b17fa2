from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dial_lsp.reports import words
from dial_lsp.reports.report import Checked, Report
from dial_lsp.text import Source
from tests.support.secrets import NoSecrets

if TYPE_CHECKING:
    from dial_lsp.reports.report import Verdict


@pytest.mark.parametrize(
    ("projects", "sentence"),
    [
        ("+a", "Core would load this file."),
        ("-a", "Core would refuse this file and keep the previous one."),
        ("+a,b", "Core would load these files."),
        ("-a,b", "Core would refuse these files and keep the previous ones."),
        ("+a +b", "Core would load all 2 configurations."),
        ("+a -b,c", "Core would refuse b + c and keep the previous one."),
        ("-a +b -c", "Core would refuse a and c and keep the previous ones."),
        ("-a -b -c", "Core would refuse a, b and c and keep the previous ones."),
        ("-a -b -c -d +e", "Core would refuse 4 of 5 configurations and keep the previous ones."),
    ],
)
def test_verdict(projects: str, sentence: str) -> None:
    assert words.verdict(_report(projects)) == sentence


def test_verdict_names_the_version_if_there_is_one() -> None:
    assert words.verdict(_report("+a", "0.25")) == "Core 0.25 would load this file."
    mixed = Report((*_report("+a", "0.25").projects, *_report("+b", "0.42").projects))
    assert words.verdict(mixed) == "Core would load all 2 configurations."


def test_found() -> None:
    assert words.found(_report("+a")) == "Found no problems in 1 file."
    assert words.found(_report("+a,b +b")) == "Found no problems in 2 files."


@pytest.mark.parametrize(
    ("listed", "sentence"), [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")]
)
def test_enumerated(listed: tuple[str, ...], sentence: str) -> None:
    assert words.enumerated(listed) == sentence


def test_counted() -> None:
    assert [words.counted(number, "error") for number in (0, 1, 2)] == ["0 errors", "1 error", "2 errors"]
    assert words.counted(2, "information") == "2 information"


def _report(projects: str, version: str = "latest") -> Report:
    return Report(tuple(_checked(project, version) for project in projects.split()))


def _checked(project: str, version: str) -> Checked:
    verdict: Verdict = "accepts" if project[0] == "+" else "rejects"
    return Checked(tuple(Source(path, "{}") for path in project[1:].split(",")), (), verdict, NoSecrets(), version)
