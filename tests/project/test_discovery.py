from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dial_lsp.project.discovery import Project, SettingsFile, project_here, projects_of, settings_above
from dial_lsp.settings import Settings, SettingsError

if TYPE_CHECKING:
    from pathlib import Path

LISTED = Settings(files=("base.json", "prod/keys.json"))


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
    assert projects_of([named], settings_above) == (Project(paths, LISTED),)


def test_settings_hold_for_files_that_they_do_not_list() -> None:
    assert projects_of(["conf/other.json"], settings_above) == (Project(("conf/other.json",), LISTED),)


def test_a_project_is_checked_once() -> None:
    named = ["conf/prod/keys.json", "alone.json", "conf/base.json", "./alone.json"]
    assert projects_of(named, settings_above) == (
        Project(("conf/base.json", "conf/prod/keys.json"), LISTED),
        Project(("alone.json",)),
    )


def test_files_above_the_current_folder_are_shown_in_full(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(here / "conf" / "prod")
    assert projects_of(["keys.json"], settings_above) == (
        Project((str(here / "conf" / "base.json"), "keys.json"), LISTED),
    )


def test_the_nearest_settings_count(here: Path) -> None:
    (here / "conf" / "prod" / "dial-lint.toml").write_text("comments = true")
    nearest = SettingsFile(here / "conf" / "prod" / "dial-lint.toml", Settings(comments=True))
    assert settings_above(here / "conf" / "prod" / "deeper") == nearest


def test_broken_settings_are_not_passed_over(here: Path) -> None:
    (here / "conf" / "dial-lint.toml").write_text("nonsense")
    with pytest.raises(SettingsError):
        projects_of(["conf/base.json"], settings_above)


def test_the_project_of_the_current_folder(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert project_here(settings_above(here)) is None
    (here / "aidial.config.json").write_text("{}")
    assert project_here(settings_above(here)) == Project(("aidial.config.json",))
    monkeypatch.chdir(here / "conf")
    assert project_here(settings_above(here / "conf")) == Project(("base.json", "prod/keys.json"), LISTED)
