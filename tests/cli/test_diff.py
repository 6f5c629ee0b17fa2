from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]

OLD = """{
  "models": {"m": {"type": "chat", "endpoint": "http://adapter", "userRoles": ["a"]}},
  "keys": {"made-up-secret": {"project": "P", "role": "a"}}
}"""
WIDER = OLD.replace('["a"]}}', '["a", "b"]}}')
NARROWER = OLD.replace('["a"]}}', "[]}}")
BROKEN = OLD.replace('"endpoint": "http://adapter", ', "")


@pytest.fixture
def configs(folder: Path) -> Path:
    for name, text in {"old": OLD, "wider": WIDER, "narrower": NARROWER, "broken": BROKEN}.items():
        (folder / f"{name}.json").write_text(text)
    (folder / "same.json").write_text("// the same\n" + json.dumps(json.loads(OLD)))
    return folder


@pytest.mark.usefixtures("configs")
def test_the_text(run: Run) -> None:
    done = run("diff", "old.json", "wider.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        'widened: model "m": role b may call it\n'
        '  was  old.json:2:79    model "m" admits "a" only, and the caller has "b"\n'
        '  now  wider.json:2:85  "b" is among the userRoles of model "m"\n'
        "1 change; access is widened.\n"
    )


@pytest.mark.usefixtures("configs")
def test_callers_with_the_same_change_are_told_together(run: Run) -> None:
    assert run("diff", "old.json", "narrower.json").stdout.splitlines()[0] == (
        'narrowed: model "m": role a, key 1 P may not call it any more'
    )


@pytest.mark.usefixtures("configs")
def test_no_difference(run: Run) -> None:
    done = run("diff", "old.json", "same.json", "--fail-on", "any")
    assert (done.returncode, done.stdout) == (0, "No difference in access.\n")


@pytest.mark.usefixtures("configs")
@pytest.mark.parametrize(
    ("new", "failing"),
    [
        ("wider.json", ["widened", "any"]),
        ("narrower.json", ["narrowed", "any"]),
        ("broken.json", ["any"]),
        ("same.json", []),
    ],
)
def test_the_exit_code_tells_what_happened(run: Run, new: str, failing: list[str]) -> None:
    levels = ("widened", "narrowed", "any", "never")
    assert [level for level in levels if run("diff", "old.json", new, "--fail-on", level).returncode == 1] == failing


@pytest.mark.usefixtures("configs")
def test_json_tells_both_sides(run: Run) -> None:
    assert json.loads(run("diff", "old.json", "wider.json", "--format", "json").stdout) == {
        "version": 1,
        "effect": "widens",
        "changes": [
            {
                "kind": "grant",
                "effect": "widens",
                "field": "",
                "before": {
                    "subject": {"kind": "roles", "project": None, "position": None, "roles": ["b"]},
                    "object": {"kind": "model", "name": "m"},
                    "value": False,
                    "because": [
                        {
                            "kind": "not-admitted",
                            "message": 'model "m" admits "a" only, and the caller has "b"',
                            "path": "old.json",
                            "line": 2,
                            "column": 79,
                        }
                    ],
                },
                "after": {
                    "subject": {"kind": "roles", "project": None, "position": None, "roles": ["b"]},
                    "object": {"kind": "model", "name": "m"},
                    "value": True,
                    "because": [
                        {
                            "kind": "admitted",
                            "message": '"b" is among the userRoles of model "m"',
                            "path": "wider.json",
                            "line": 2,
                            "column": 85,
                        }
                    ],
                },
            }
        ],
    }


@pytest.mark.usefixtures("configs")
def test_markdown_is_fit_for_a_comment(run: Run) -> None:
    assert run("diff", "old.json", "wider.json", "--format", "markdown").stdout == (
        "**1 change; access is widened.**\n"
        "\n"
        '- **widened**: model "m": role b may call it\n'
        '  - was: `old.json:2:79` model "m" admits "a" only, and the caller has "b"\n'
        '  - now: `wider.json:2:85` "b" is among the userRoles of model "m"\n'
    )


def test_several_files_make_one_side(run: Run, configs: Path) -> None:
    parts = json.loads(OLD)
    for section, value in parts.items():
        (configs / f"{section}.json").write_text(json.dumps({section: value}))
    assert run("diff", "old.json", "keys.json,models.json").stdout == "No difference in access.\n"


def test_a_side_may_be_a_folder(run: Run, configs: Path) -> None:
    (configs / "live").mkdir()
    (configs / "live" / "aidial.config.json").write_text(WIDER)
    assert run("diff", "old.json", "live").stdout.endswith("1 change; access is widened.\n")


def test_two_revisions(run: Run, folder: Path) -> None:
    for number, text in enumerate((OLD, WIDER)):
        (folder / "aidial.config.json").write_text(text)
        git(folder, "init", "--quiet") if not number else None
        git(folder, "add", "aidial.config.json")
        git(folder, "commit", "--quiet", "-m", "change")
    done = run("diff", "HEAD~1..HEAD", "--fail-on", "widened")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines()[0] == 'widened: model "m": role b may call it'
    assert "HEAD~1:aidial.config.json:2:79" in done.stdout
    assert run("diff", "HEAD~1..", "aidial.config.json").stdout == done.stdout
    assert run("diff", "HEAD..HEAD").stdout == "No difference in access.\n"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("clean.json",), "name two configurations, OLD and NEW; commas join the files of one."),
        (("clean.json", "missing.json"), "Error: missing.json: there is no such file."),
        (("clean.json", "latin.json"), "so Core cannot read the file."),
        (("nowhere..HEAD", "clean.json"), '"nowhere" is no revision of a git repository here.'),
        (("--upload-pack..HEAD", "clean.json"), "No such option"),
    ],
)
def test_what_cannot_be_compared(run: Run, arguments: tuple[str, ...], error: str) -> None:
    done = run("diff", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert error in done.stderr


def test_no_format_shows_a_secret(run: Run, configs: Path) -> None:
    (configs / "rotated.json").write_text(OLD.replace("made-up-secret", "made-up-too"))
    for style in ("text", "json", "markdown"):
        done = run("diff", "old.json", "rotated.json", "--format", style)
        assert "made-up" not in done.stdout
    assert "the key of project P was replaced (key 1 P)" in run("diff", "old.json", "rotated.json").stdout


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)  # noqa: S607 -- git as it is on the path
