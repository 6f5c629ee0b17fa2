"""The whole output for projects like those people publish; UPDATE_EXPECTED=1 writes it, a reviewer reads it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dial_lsp.cli.checking import check_project
from dial_lsp.project.discovery import Project
from dial_lsp.reports import render
from dial_lsp.reports.report import Checked, Report
from dial_lsp.settings import FILE_NAME, Settings, read_settings

HERE = Path(__file__).parent
PROJECTS = sorted(path for path in HERE.iterdir() if path.is_dir() and not path.name.startswith("__"))


def files_of(folder: Path) -> tuple[str, ...]:
    """The files in merge order: base files come before overlays."""
    order = {"config.json": 0, "models.json": 0}
    paths = (path for path in folder.iterdir() if path.suffix in (".json", ".yaml"))
    return tuple(sorted((path.name for path in paths), key=lambda name: (order.get(name, 1), name)))


def settings_here() -> Settings:
    """The settings a project brings along, if any."""
    path = Path(FILE_NAME)
    return read_settings(path) if path.is_file() else Settings()


def checked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Checked:
    """What is found in the project of a folder."""
    monkeypatch.chdir(folder)
    settings = settings_here()
    (found,) = check_project(Project(settings.files or files_of(folder), settings))
    assert isinstance(found, Checked)
    return found


@pytest.mark.parametrize("folder", PROJECTS, ids=lambda folder: folder.name)
def test_the_output_is_as_expected(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = render("text", Report((checked(folder, monkeypatch),)))
    expected = folder / "expected.txt"
    if os.environ.get("UPDATE_EXPECTED"):
        expected.write_text(output, encoding="utf-8")
    assert expected.read_text(encoding="utf-8") == output
