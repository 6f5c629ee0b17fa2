"""What ``dial-lint diff`` says of two files, and its exit codes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.diff_configs import BROKEN, NARROWER, OLD, WIDER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]


@pytest.fixture
def configs(folder: Path) -> Path:
    for name, text in {"old": OLD, "wider": WIDER, "narrower": NARROWER, "broken": BROKEN}.items():
        (folder / f"{name}.json").write_text(text)
    (folder / "same.json").write_text(json.dumps(json.loads(OLD), indent=4))
    return folder


@pytest.mark.usefixtures("configs")
def test_the_text(run: Run) -> None:
    done = run("diff", "old.json", "wider.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        'wider.json:2:66  userRoles of model "m" changes: "b" added\n'
        '  widened: model "m": role b may call it\n'
        '    was  old.json:2:79    model "m" admits "a" only\n'
        '    now  wider.json:2:85  "b" is among the userRoles of model "m"\n'
        "1 change; access is widened.\n"
    )


@pytest.mark.usefixtures("configs")
def test_callers_with_the_same_change_are_told_together(run: Run) -> None:
    assert run("diff", "old.json", "narrower.json").stdout.splitlines()[1] == (
        '  narrowed: model "m": role a, key 1 P may not call it any more'
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
        "version": 2,
        "files": {"old": ["old.json"], "new": ["wider.json"]},
        "judges": [],
        "effect": "widens",
        "core": {"old": {"verdict": "accepts"}, "new": {"verdict": "accepts"}},
        "changes": [
            {
                "kind": "grant",
                "effect": "widens",
                "field": "",
                "before": {
                    "subject": {"kind": "roles", "project": None, "position": None, "roles": ["b"]},
                    "object": {"kind": "model", "name": "m"},
                    "value": False,
                    "because": [0],
                },
                "after": {
                    "subject": {"kind": "roles", "project": None, "position": None, "roles": ["b"]},
                    "object": {"kind": "model", "name": "m"},
                    "value": True,
                    "because": [1],
                },
            }
        ],
        "causes": [
            {
                "edits": [
                    {
                        "message": 'userRoles of model "m" changes: "b" added',
                        "path": "wider.json",
                        "line": 2,
                        "column": 66,
                    }
                ],
                "effect": "widens",
                "changes": [0],
            }
        ],
        "reasons": [
            {
                "kind": "not-admitted",
                "message": 'model "m" admits "a" only',
                "path": "old.json",
                "line": 2,
                "column": 79,
            },
            {
                "kind": "admitted",
                "message": '"b" is among the userRoles of model "m"',
                "path": "wider.json",
                "line": 2,
                "column": 85,
            },
        ],
    }


def test_several_files_make_one_side(run: Run, configs: Path) -> None:
    parts = json.loads(OLD)
    for section, value in parts.items():
        (configs / f"{section}.json").write_text(json.dumps({section: value}))
    assert run("diff", "old.json", "keys.json,models.json").stdout == "No difference in access.\n"


def test_a_side_may_be_a_folder(run: Run, configs: Path) -> None:
    (configs / "live").mkdir()
    (configs / "live" / "aidial.config.json").write_text(WIDER)
    assert run("diff", "old.json", "live").stdout.endswith("1 change; access is widened.\n")


def test_no_format_shows_a_secret(run: Run, configs: Path) -> None:
    (configs / "rotated.json").write_text(OLD.replace("made-up-secret", "made-up-too"))
    for style in ("text", "json", "markdown"):
        done = run("diff", "old.json", "rotated.json", "--format", style)
        assert "made-up" not in done.stdout
    assert "the key of project P was replaced (key 1 P)" in run("diff", "old.json", "rotated.json").stdout
