"""Configurations that Core would refuse, and those with nothing to call."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.diff_configs import KEY, MODEL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]


def test_a_configuration_that_core_would_refuse_changes_nothing_that_runs(run: Run, folder: Path) -> None:
    (folder / "old.json").write_text(KEY.format(model=MODEL, role='"reader"'))
    (folder / "new.json").write_text(KEY.format(model=MODEL, role='"reader", "colour": 1'))
    refused = "Core would refuse NEW and keep OLD (1 error, first: new.json:1:175)."
    follows = "Nothing changes in what runs; what follows is what would if NEW were mended."
    done = run("diff", "old.json", "new.json", "--fail-on", "any")
    assert (done.returncode, done.stdout) == (1, f"{refused} {follows}\nNo difference in access.\n")
    assert run("diff", "old.json", "new.json").returncode == 0
    core = json.loads(run("diff", "old.json", "new.json", "--format", "json").stdout)["core"]
    first = {"path": "new.json", "line": 1, "column": 175}
    assert core == {"old": {"verdict": "accepts"}, "new": {"verdict": "rejects", "errors": 1, "first": first}}
    assert run("diff", "old.json", "new.json", "--format", "markdown").stdout.startswith("**Core would refuse NEW")
    back = run("diff", "new.json", "old.json", "--fail-on", "any")
    assert (back.returncode, back.stdout.splitlines()[0]) == (
        0,
        "Core would refuse OLD and keep one before it (1 error, first: new.json:1:175).",
    )


@pytest.mark.parametrize("style", ["table", "json", "csv", "markdown"])
def test_access_says_first_what_core_would_refuse_and_who_administrates(run: Run, folder: Path, style: str) -> None:
    (folder / "new.json").write_text(KEY.format(model=MODEL, role='"admin", "colour": 1'))
    done = run("access", "new.json", "--format", style)
    if style == "json":
        report = json.loads(done.stdout)
        assert report["core"]["verdict"] == "rejects"
        assert report["callers"][0]["powers"] == ["administrator"]
        return
    first, second = [line for line in (done.stderr + done.stdout).splitlines() if line][:2]
    assert "Core would refuse this configuration and keep the previous one (1 error, first: new" in first
    assert "Administrators of Core, whatever the answers below say: key 1" in second


@pytest.mark.parametrize("style", ["table", "json", "csv"])
def test_what_callers_may_spend_says_it_too(run: Run, folder: Path, style: str) -> None:
    (folder / "new.json").write_text(KEY.format(model=MODEL, role='"reader", "colour": 1'))
    done = run("access", "new.json", "--spend", "--format", style)
    assert ("rejects" if style == "json" else "Core would refuse this configuration") in done.stderr + done.stdout


@pytest.mark.parametrize("style", ["table", "json", "csv", "markdown"])
@pytest.mark.parametrize("text", ['{"roles": {"a": {}}}', "{}", "", "{", '{"keys": {"k": {}}}'])
def test_access_of_a_configuration_without_anything_to_call(run: Run, folder: Path, style: str, text: str) -> None:
    (folder / "new.json").write_text(text)
    for more in ([], ["--why"]):
        assert run("access", "new.json", "--format", style, *more).returncode == 0
    assert ("Nothing can be called here." in run("access", "new.json", "--format", style).stdout) is (
        style in {"table", "markdown"}
    )
