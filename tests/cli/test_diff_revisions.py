"""Revisions mean what they mean in git."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.diff_configs import NARROWER, OLD, WIDER, git

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]

WIDENED = 'widened: model "m": role b may call it'
WITHOUT = "there is no git repository here, and so no revision; dial-lint diff OLD NEW compares two files or folders."
NARROWED = 'narrowed: model "m": role a, role b, key 1 P may not call it any more'


def test_two_revisions(run: Run, folder: Path) -> None:
    for number, text in enumerate((OLD, WIDER)):
        (folder / "aidial.config.json").write_text(text)
        git(folder, "init", "--quiet") if not number else None
        git(folder, "add", "aidial.config.json")
        git(folder, "commit", "--quiet", "-m", "change")
    done = run("diff", "HEAD~1..HEAD", "--fail-on", "widened")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines()[1] == '  widened: model "m": role b may call it'
    assert "HEAD~1:aidial.config.json:2:79" in done.stdout
    assert run("diff", "HEAD~1..", "aidial.config.json").stdout == done.stdout
    assert run("diff", "HEAD..HEAD").stdout == "No difference in access.\n"


@pytest.fixture
def repository(folder: Path) -> Path:
    """Two commits, OLD and WIDER, a branch that left after the first, and NARROWER in the working tree."""
    config = folder / "aidial.config.json"
    for number, text in enumerate((OLD, WIDER)):
        config.write_text(text)
        git(folder, "init", "--quiet", "--initial-branch=main") if not number else None
        git(folder, "add", "aidial.config.json")
        git(folder, "commit", "--quiet", "-m", "change")
    git(folder, "branch", "side", "HEAD~1")
    config.write_text(NARROWER)
    return folder


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), NARROWED),
        (("HEAD",), NARROWED),
        (("HEAD~1",), 'narrowed: model "m": role a, key 1 P may not call it any more'),
        (("HEAD~1", "aidial.config.json"), 'narrowed: model "m": role a, key 1 P may not call it any more'),
        (("aidial.config.json",), NARROWED),
        ((".",), NARROWED),
        (("HEAD~1..",), WIDENED),
        (("side..main",), WIDENED),
        (("side", "main"), WIDENED),
        (("side", "main", "aidial.config.json"), WIDENED),
        (("main..side",), 'narrowed: model "m": role b may not call it any more'),
        (("main...side",), None),
        (("side...main",), WIDENED),
        (("HEAD:aidial.config.json", "aidial.config.json"), NARROWED),
        (("HEAD:aidial.config.json",), NARROWED),
        (("HEAD~1:aidial.config.json", "HEAD:./aidial.config.json"), WIDENED),
    ],
)
def test_revisions_mean_what_they_mean_in_git(run: Run, arguments: tuple[str, ...], told: str | None) -> None:
    done = run("diff", *arguments)
    assert done.returncode == 0
    assert [line.strip() for line in done.stdout.splitlines() if ": model" in line] == ([told] if told else [])


def test_what_is_not_committed_is_not_left_out_silently(run: Run, repository: Path) -> None:
    note = "Note: what is not committed yet is not compared; dial-lint diff compares that.\n"
    assert run("diff", "HEAD..HEAD").stderr == note
    assert run("diff", "HEAD~1..HEAD~1").stderr == ""
    (repository / "aidial.config.json").write_text(WIDER)
    assert run("diff", "HEAD..HEAD").stderr == ""


def test_a_word_that_names_a_file_is_a_file(run: Run, repository: Path) -> None:
    (repository / "side").write_text(WIDER)
    assert "narrowed" in run("diff", "side", "aidial.config.json").stdout


@pytest.mark.usefixtures("repository")
def test_a_path_of_a_revision_is_no_other_revision(run: Run, folder: Path) -> None:
    git(folder, "branch", "aidial.config.json", "HEAD~1")
    (folder / "aidial.config.json").unlink()
    assert "now  -" in run("diff", "HEAD", "aidial.config.json").stdout


def test_before_the_first_commit(run: Run, folder: Path) -> None:
    git(folder, "init", "--quiet")
    assert "Error: there is no commit yet; dial-lint diff OLD NEW compares two files or folders." in run("diff").stderr


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (
            ("clean.json", "clean.json", "clean.json"),
            "name two configurations, OLD and NEW; commas join the files of one.",
        ),
        (("clean.json",), f"Error: {WITHOUT}"),
        (("clean.json", "missing.json"), "Error: missing.json: there is no such file."),
        (("clean.json", "latin.json"), "so Core cannot read the file."),
        (("HEAD:clean.json", "clean.json"), f'Error: there is no file "HEAD:clean.json"; {WITHOUT}'),
        (("nowhere..HEAD", "clean.json"), f"Error: {WITHOUT}"),
        (("--upload-pack..HEAD", "clean.json"), "No such option"),
    ],
)
def test_what_cannot_be_compared(run: Run, arguments: tuple[str, ...], error: str) -> None:
    done = run("diff", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert error in done.stderr
