"""Records of calls beside a configuration."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]

MODEL = {"type": "chat", "endpoint": "http://adapter/chat"}
CONFIG = {
    "models": {"gpt": {**MODEL, "userRoles": ["a"]}, "mini": {**MODEL, "userRoles": ["b"]}},
    "keys": {"made-up-secret-1": {"project": "P", "roles": ["a", "b"]}},
}
USAGE = "project_id,deployment\nP,mini\n"


@pytest.fixture
def files(folder: Path) -> Path:
    (folder / "config.json").write_text(json.dumps(CONFIG, indent=1))
    (folder / "usage.csv").write_text(USAGE)
    return folder


@pytest.mark.usefixtures("files")
def test_a_patch_takes_a_role_from_a_key_and_shows_no_secret(run: Run) -> None:
    done = run("access", "config.json", "--used", "usage.csv", "--trim")
    assert (done.returncode, [line for line in done.stdout.splitlines() if line[0] in "-+"]) == (
        0,
        ["--- config.json", "+++ config.json", '-    "a",'],
    )
    assert done.stderr == (
        "config.json: secrets are masked, so the patch cannot be applied.\n"
        "Access narrows only; 1 used grant is kept, within the limits that were needed."
        " The same changes for dial-lint diff --assume:\n"
        'keys[#1].roles -= "a"\n'
    )
    again = run("diff", "config.json", "--assume", 'keys[#1].roles -= "a"', "--fail-on", "widened")
    assert (again.returncode, again.stdout.splitlines()[-1]) == (0, "1 change; access is narrowed.")


def test_nothing_is_trimmed_that_is_used(run: Run, files: Path) -> None:
    (files / "usage.csv").write_text(USAGE + "P,gpt\n")
    done = run("access", "config.json", "--used", "usage.csv", "--trim")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "No role of a key can go: 2 used grants are kept, within the limits that were needed.\n"


@pytest.mark.parametrize("text", ["", "\n", "project_id,deployment\n", "#group,false\n,project_id,deployment\n"])
def test_records_of_no_call_trim_nothing(run: Run, files: Path, text: str) -> None:
    (files / "usage.csv").write_text(text)
    done = run("access", "config.json", "--used", "usage.csv", "--trim")
    expected = "Error: usage.csv: it records no call, so nothing can be said of what is used.\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", expected)


@pytest.mark.usefixtures("files")
def test_json_says_what_was_never_called(run: Run) -> None:
    told = json.loads(run("access", "config.json", "--used", "usage.csv", "--format", "json").stdout)
    assert told["never_called"] == [{"kind": "model", "name": "gpt"}]
    assert [key["unused"] for key in told["keys"]] == [[{"kind": "model", "name": "gpt"}]]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--used", "nowhere.csv"], "Error: nowhere.csv: there is no such file."),
        (["--used", "config.json"], "Error: config.json: line 1: there is no column project_id, only {;"),
        (["--used", "usage.csv", "--column", "x"], "Error: --column is NAME=COLUMN with one of time, project_id,"),
        (["--used", "usage.csv", "--format", "csv"], "Error: --used is about the whole configuration"),
        (["--trim"], "Error: --trim and --column need --used."),
    ],
)
@pytest.mark.usefixtures("files")
def test_what_cannot_be_read_is_told(run: Run, options: list[str], said: str) -> None:
    done = run("access", "config.json", *options)
    assert done.returncode == 2
    assert said in done.stderr
