"""Files of another kind: one finding, exit code 1 and no verdict; other commands answer nothing about them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

SETTINGS = '{"config": {"files": ["a.json"]}, "encryption": {"password": "made-up", "salt": "made-up"}}'


@pytest.fixture(autouse=True)
def settings_file(folder: Path) -> None:
    (folder / "settings.json").write_text(SETTINGS)


def test_the_report_has_one_finding_and_no_verdict(run: Run) -> None:
    done = run("check", "settings.json")
    assert done.returncode == 1
    assert done.stdout == (
        "settings.json:1:2 error[other-format] this file is not a configuration: "
        "it is the static settings of DIAL Core\n"
        '1 | {"config": {"files": ["•••"]}, "encryption": {"password": "••• (secret 1)", "salt": "…\n'
        "  |  ^^^^^^^^\n"
        "  = help: Core reads them as aidial.settings.json (AIDIAL_SETTINGS); check the files that their config.files "
        "lists.\n\nFound 1 error in 1 file.\n"
    )


@pytest.mark.parametrize("format_", ["text", "concise", "github", "markdown", "html", "sarif", "junit"])
def test_no_report_says_what_core_would_do(format_: str, run: Run) -> None:
    done = run("check", "--format", format_, "settings.json")
    assert "other-format" in done.stdout
    assert "Core would load" not in done.stdout
    assert "Core would refuse" not in done.stdout


def test_the_verdict_of_other_files_names_them(run: Run) -> None:
    assert run("check", "settings.json", "clean.json").stdout.endswith(
        "Found 1 error in 2 files.\nCore would load clean.json.\n"
    )


def test_the_json_report_has_no_verdict(run: Run) -> None:
    report = json.loads(run("check", "--format", "json", "settings.json").stdout)
    assert report["core"]["verdict"] == report["projects"][0]["verdict"] == "none"


def test_hidden_it_still_fails(run: Run, folder: Path) -> None:
    (folder / "dial-lint.toml").write_text('[rules]\nother-format = "off"\n')
    done = run("check", "settings.json")
    assert done.returncode == 1
    assert done.stderr.startswith("Error: settings.json: this is no configuration, and ")
    assert run("check", "--allow-refused", "settings.json").returncode == 0


@pytest.mark.parametrize("arguments", [("access",), ("render",), ("diff", "clean.json")])
def test_other_commands_refuse_it(arguments: tuple[str, ...], run: Run) -> None:
    done = run(*arguments, "settings.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: settings.json: no configuration but the static settings of DIAL Core. ")
