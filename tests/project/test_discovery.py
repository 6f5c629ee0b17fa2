from __future__ import annotations

from pathlib import Path

import pytest

from dial_lsp.project.discovery import (
    Origin,
    Project,
    SettingsFile,
    project_for,
    projects_in,
    projects_of,
    settings_above,
)
from dial_lsp.settings import Settings

LISTED = Settings(files=("base.json", "prod/keys.json"))


def listed(*paths: str, found_in: str = "conf/dial-lint.toml:1") -> Project:
    return Project(paths, LISTED, Origin.SETTINGS, found_in)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a project of two files in ``conf`` and a file beside them that is none of theirs."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "conf" / "prod").mkdir(parents=True)
    for name in ("conf/base.json", "conf/prod/keys.json", "conf/other.json", "alone.json"):
        (tmp_path / name).write_text("{}")
    (tmp_path / "conf" / "dial-lint.toml").write_text('files = ["base.json", "prod/keys.json"]')
    return tmp_path


def test_every_file_is_a_project_of_its_own() -> None:
    assert projects_of(["alone.json", "-", "missing.json"], settings_above) == (
        Project(("alone.json",)),
        Project(("-",)),
        Project(("missing.json",)),
    )


@pytest.mark.parametrize(
    ("named", "paths"),
    [
        ("conf/base.json", ("conf/base.json", "conf/prod/keys.json")),
        ("conf/prod/keys.json", ("conf/base.json", "conf/prod/keys.json")),
        ("./conf/prod/../base.json", ("./conf/prod/../base.json", "conf/prod/keys.json")),
    ],
)
def test_a_listed_file_stands_for_its_project_and_is_shown_as_it_was_named(named: str, paths: tuple[str, ...]) -> None:
    assert projects_of([named], settings_above) == (listed(*paths),)


def test_settings_hold_for_files_that_they_do_not_list() -> None:
    assert projects_of(["conf/other.json"], settings_above) == (Project(("conf/other.json",), LISTED),)


def test_a_project_is_checked_once() -> None:
    named = ["conf/prod/keys.json", "alone.json", "conf/base.json", "./alone.json"]
    assert projects_of(named, settings_above) == (
        listed("conf/base.json", "conf/prod/keys.json"),
        Project(("alone.json",)),
    )


def test_files_above_the_current_folder_are_shown_in_full(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(here / "conf" / "prod")
    assert projects_of(["keys.json"], settings_above) == (
        listed(str(here / "conf/base.json"), "keys.json", found_in=f"{here}/conf/dial-lint.toml:1"),
    )


def test_the_nearest_settings_count(here: Path) -> None:
    (here / "conf" / "prod" / "dial-lint.toml").write_text("comments = true")
    nearest = SettingsFile(here / "conf" / "prod" / "dial-lint.toml", Settings(comments=True))
    assert settings_above(here / "conf" / "prod" / "deeper") == nearest


def test_broken_settings_are_told(here: Path) -> None:
    (here / "conf" / "dial-lint.toml").write_text("nonsense")
    (project,) = projects_of(["conf/base.json"], settings_above)
    assert project == Project(("conf/base.json",))
    assert str(project.broken).startswith("conf/dial-lint.toml:1:9: ")


def test_what_settings_list_is_the_only_project_of_their_folder(here: Path) -> None:
    (here / "conf" / "aidial.config.json").write_text("{}")
    assert projects_in(Path()) == (listed("conf/base.json", "conf/prod/keys.json"),)
    assert projects_in(Path("conf/prod")) == (listed("conf/base.json", "conf/prod/keys.json"),)


def test_a_folder_that_is_named_in_full_has_projects_with_full_paths(here: Path) -> None:
    (project,) = projects_in(here)
    assert project.paths == (str(here / "conf/base.json"), str(here / "conf/prod/keys.json"))
    assert project.found_in == f"{here}/conf/dial-lint.toml:1"
    assert project.watched == (str(here / "conf/dial-lint.toml"),)
    assert project_for(here / "conf/base.json") == project
