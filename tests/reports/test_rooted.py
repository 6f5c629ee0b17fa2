"""Paths as CI services know them, wherever dial-lint runs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from dial_lsp.engine.analysis import Analysis
from dial_lsp.reports import render
from dial_lsp.reports.report import Checked, Report
from dial_lsp.reports.rooted import from_root
from dial_lsp.settings import parse_settings
from dial_lsp.syntax import parse
from dial_lsp.text import Source
from tests.reports.conftest import Planted

if TYPE_CHECKING:
    from pathlib import Path

    from dial_lsp.settings import Settings


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a folder for configurations, and one beside it."""
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)
    for name in ("repository", "other"):
        (tmp_path / name / "conf" / "deep").mkdir(parents=True)
        (tmp_path / name / ".git").mkdir()
    monkeypatch.chdir(tmp_path / "repository" / "conf")
    return tmp_path / "repository"


def test_paths_count_from_the_root_in_every_folder(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    absolute = str(checkout / "conf" / "a.json")
    for folder, written in (
        (checkout, "conf/a.json"),
        (checkout / "conf", "a.json"),
        (checkout / "conf", "./a.json"),
        (checkout / "conf" / "deep", "../a.json"),
        (checkout.parent, "repository/conf/a.json"),
        (checkout / "conf", absolute),
    ):
        monkeypatch.chdir(folder)
        assert from_root(written) == "conf/a.json"


def test_a_file_of_another_repository_stays_as_it_was_named(checkout: Path) -> None:
    assert from_root("../../other/a.json") == "../../other/a.json"
    assert from_root(str(checkout.parent / "a.json")) == str(checkout.parent / "a.json")


def test_an_inner_repository_is_a_folder_of_the_one_that_is_checked(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (checkout / "conf" / "deep" / ".git").write_text("gitdir: elsewhere")
    assert from_root("deep/a.json") == "conf/deep/a.json"
    monkeypatch.chdir(checkout.parent)
    assert from_root("repository/conf/deep/a.json") == "a.json"


@pytest.mark.parametrize("variable", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
def test_without_git_the_service_says_where_it_checked_out(
    checkout: Path, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (checkout / ".git").rmdir()
    assert from_root("a.json") == "a.json"
    monkeypatch.setenv(variable, str(checkout))
    assert from_root("a.json") == "conf/a.json"
    monkeypatch.setenv(variable, str(checkout.parent / "other"))
    assert from_root("a.json") == "a.json"


def test_git_goes_before_what_the_service_says(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(checkout.parent))
    assert from_root("a.json") == "conf/a.json"


def test_a_linked_folder_counts_as_what_it_is(checkout: Path) -> None:
    (checkout / "linked").symlink_to("conf")
    assert from_root("../linked/a.json") == "conf/a.json"
    (checkout / "conf" / "out").symlink_to(checkout.parent / "other")
    assert from_root("out/a.json") == "conf/out/a.json"


def test_standard_input_has_no_folder(checkout: Path) -> None:
    assert checkout.exists()
    assert from_root("-") == "-"


SHOWN = {
    "github": "file=conf/a.json,",
    "gitlab": '"path": "conf/a.json"',
    "rdjson": '"path": "conf/a.json"',
    "checkstyle": '<file name="conf/a.json">',
    "junit": 'classname="conf/a.json"',
    "sarif": '"uri": "conf/a.json"',
    "markdown": "| conf/a.json:1:1 |",
    "html": "conf/a.json:1:1",
    "text": "a.json:1:1 ",
    "concise": "a.json:1:1 ",
    "json": '"path": "a.json"',
    "jsonl": '"path": "a.json"',
}
"""Who reads the last four follows a path from where dial-lint runs."""


@pytest.mark.parametrize("name", SHOWN)
def test_every_format_names_files_as_its_readers_do(checkout: Path, name: str) -> None:
    assert checkout.exists()
    report = Report((_checked("a.json"),))
    assert SHOWN[name] in render(name, report)
    assert "conf/conf" not in render(name, report)


def test_junit_tells_of_settings_too(checkout: Path) -> None:
    assert checkout.exists()
    project = _checked("a.json", parse_settings("surprise = 1\n", "dial-lint.toml"))
    suites = ET.fromstring(render("junit", Report((project,))))  # noqa: S314 -- our own
    assert [(suite.get("name"), suite.get("tests")) for suite in suites] == [
        ("conf/a.json", "1"),
        ("conf/dial-lint.toml", "1"),
    ]


def _checked(path: str, settings: Settings | None = None) -> Checked:
    analysis = Analysis([parse(Source(path, "{"))], settings)
    sources = tuple(document.source for document in analysis.documents)
    return Checked(sources, analysis.diagnostics, "rejects", Planted())
