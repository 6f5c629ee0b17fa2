"""Every format on real files: nothing fails, and no secret is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dial_lsp.cli.checking import check_project
from dial_lsp.project.discovery import Project
from dial_lsp.reports import FORMATS, render
from dial_lsp.reports.report import Checked, Report
from dial_lsp.rulekit.manual import page_of
from dial_lsp.rules import all_rules

if TYPE_CHECKING:
    from pathlib import Path

MANUAL = "".join(page_of(rule).text for rule in all_rules())  # SARIF tells the pages of rules, examples included


@pytest.fixture(scope="module")
def checked(shared: Path) -> list[Checked]:
    paths = sorted((shared / "corpus").glob("*.json"))
    return [one for path in paths for one in check_project(Project((str(path),))) if isinstance(one, Checked)]


@pytest.mark.parametrize("name", FORMATS)
def test_real_files(checked: list[Checked], name: str) -> None:
    for project in checked:
        (source,) = project.sources
        shown = render(name, Report((project,)))
        assert {secret for secret in _secrets(project) if secret in shown} == set(), source.path


def _secrets(project: Checked) -> set[str]:
    """The secrets that stand nowhere else in the file or in the manual, so that no report has a reason to tell them."""
    (source,) = project.sources
    texts = [source.text[span.start : span.end].strip('"') for span in project.secrets(source)]
    told = {text for text in texts if text in MANUAL or source.text.count(text) != texts.count(text)}
    return {text for text in texts if len(text) > 3} - told


def test_real_files_have_secrets(checked: list[Checked]) -> None:
    assert sum(len(_secrets(project)) for project in checked) > 100
