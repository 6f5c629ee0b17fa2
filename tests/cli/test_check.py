from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]

CLEAN = "Found no problems in 1 file.\nCore would load this file.\n"


def test_a_clean_file(spawn: Run) -> None:
    done = spawn("clean.json")
    assert (done.returncode, done.stdout, done.stderr) == (0, CLEAN, "")


def test_a_refused_file(spawn: Run) -> None:
    done = spawn("check", "refused.json")
    assert (done.returncode, done.stderr) == (1, "")
    assert "refused.json:1:" in done.stdout
    assert " error[incomplete-key/project] " in done.stdout
    assert done.stdout.endswith("\nCore would refuse this file and keep the previous one.\n")
    assert "proxyKey1" not in done.stdout


def test_check_may_be_left_out(run: Run) -> None:
    assert run("refused.json").stdout == run("check", "refused.json").stdout


def test_quiet_says_nothing_about_a_clean_file(run: Run) -> None:
    done = run("-q", "clean.json")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("fail_on", "clean", "refused"), [("error", 0, 1), ("warning", 0, 1), ("hint", 0, 1), ("never", 0, 0)]
)
def test_fail_on(run: Run, fail_on: str, clean: int, refused: int) -> None:
    assert run("--fail-on", fail_on, "clean.json").returncode == clean
    assert run("--fail-on", fail_on, "refused.json").returncode == refused


def test_standard_input(spawn: Run) -> None:
    assert spawn("-", stdin="{}").stdout == CLEAN
    assert spawn("-", stdin=b"\xff\xfe{\0}\0").returncode == 0
    assert spawn("-", stdin="{").returncode == 1


def test_json(run: Run) -> None:
    report = json.loads(run("--format", "json", "clean.json", "refused.json").stdout)
    assert report["core"] == {"version": "latest", "verdict": "rejects"}
    assert [project["verdict"] for project in report["projects"]] == ["accepts", "rejects"]
    assert "incomplete-key/project" in {diagnostic["rule"] for diagnostic in report["diagnostics"]}


def test_a_report_in_a_file_and_one_on_the_terminal(run: Run, folder: Path) -> None:
    done = run("--format", "json=report.json", "--format", "text", "clean.json")
    assert done.stdout == CLEAN
    assert json.loads((folder / "report.json").read_text())["core"]["verdict"] == "accepts"


def test_a_report_that_cannot_be_written(spawn: Run) -> None:
    done = spawn("--format", "json=missing/report.json", "clean.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "Error: missing/report.json cannot be written: No such file or directory.\n"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("missing.json", "there is no such file"),
        ("", "there is no such file"),
        ("/dev/zero", "it is a device, a pipe or a socket, not a file"),
    ],
)
def test_what_cannot_be_read_is_said(spawn: Run, path: str, reason: str) -> None:
    done = spawn("--", path)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"Error: {path}: {reason}.\n")


def test_the_other_files_are_checked_all_the_same(run: Run) -> None:
    done = run("missing.json", "clean.json")
    assert (done.returncode, done.stdout) == (2, CLEAN)
    assert done.stderr == "Error: missing.json: there is no such file.\n"


def test_bytes_that_core_refuses_are_a_finding(spawn: Run) -> None:
    done = spawn("latin.json")
    assert done.returncode == 1
    assert done.stdout == (
        "latin.json:1:23 error[invalid-encoding] the byte 0xE9 is not UTF-8 here, so Core cannot read the file\n"
        '1 | {"defaultLocale": "caf\ufffd"}\n'
        "  |                       ^\n"
        "  = help: Save the file as UTF-8.\n"
        "\n"
        "Found 1 error in 1 file.\n"
        "Core would refuse this file and keep the previous one.\n"
    )


def test_nothing_to_check(spawn: Run) -> None:
    done = spawn()
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "Error: nothing to check: there is no aidial.config.json here or below, and nothing that lists files,\n"
        "such as a dial-lint.toml or a Compose file with DIAL Core.\n"
        "Name a file, as in: dial-lint path/to/aidial.config.json\n"
    )


def test_without_files_the_usual_file_is_checked(run: Run, folder: Path) -> None:
    (folder / "aidial.config.json").write_text("{}")
    assert run().stdout == CLEAN


def test_without_files_what_the_settings_list_is_checked(run: Run, folder: Path) -> None:
    (folder / "dial-lint.toml").write_text('files = ["clean.json", "refused.json"]')
    done = run("--fail-on", "never")
    assert done.stdout.endswith("\nCore would refuse these files and keep the previous ones.\n")


def test_merge(run: Run, folder: Path) -> None:
    (folder / "project.json").write_text('{"keys": {"proxyKey1-secret": {"project": "Chat"}}}')
    files = ("refused.json", "project.json")
    alone = json.loads(run("--format", "json", *files).stdout)
    merged = json.loads(run("--format", "json", "--merge", *files).stdout)
    assert alone["projects"][0] == {"paths": ["refused.json"], "version": "latest", "verdict": "rejects"}
    assert merged["projects"] == [{"paths": list(files), "version": "latest", "verdict": "accepts"}]


def test_settings_can_be_named_and_left_out(run: Run, folder: Path) -> None:
    (folder / "dial-lint.toml").write_text("nonsense = yes")
    (folder / "good.toml").write_text('core-version = "0.42"')
    broken = run("clean.json")
    assert (broken.returncode, broken.stdout) == (2, "")
    assert broken.stderr.startswith("Error: dial-lint.toml:1:12: ")
    assert run("--no-config", "clean.json").stdout == CLEAN
    assert "Core 0.42 would load this file." in run("--config", "good.toml", "clean.json").stdout
    assert run("--config", "missing.toml", "clean.json").stderr == "Error: missing.toml: there is no such file.\n"


def test_the_command_line_overrules_settings(run: Run, folder: Path) -> None:
    (folder / "dial-lint.toml").write_text('core-version = "0.42"')
    assert "Core 0.30 would load" in run("--core-version", "0.30", "clean.json").stdout


@pytest.mark.parametrize(
    ("arguments", "env", "colored"),
    [
        ([], {}, False),  # a pipe
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "0"}, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colors(run: Run, arguments: list[str], env: dict[str, str], colored: bool) -> None:  # noqa: FBT001
    assert ("\x1b[" in run(*arguments, "refused.json", env=env).stdout) == colored


@pytest.mark.parametrize(("env", "colored"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_colors_on_a_terminal(folder: Path, environment: dict[str, str], env: dict[str, str], colored: bool) -> None:  # noqa: FBT001
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "dial_lsp", "clean.json"]
    done = subprocess.run(command, cwd=folder, env={**environment, "TERM": "xterm", **env}, stdout=theirs, check=True)
    os.close(theirs)
    output = os.read(ours, 10_000).decode()
    os.close(ours)
    assert done.returncode == 0
    assert ("\x1b[" in output) == colored


def test_a_terminal_without_unicode_gets_escapes(spawn: Run) -> None:
    done = spawn("refused.json", env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 1
    assert done.stdout.isascii()


def test_a_reader_that_has_gone_is_no_failure(folder: Path, environment: dict[str, str]) -> None:
    readable, writable = os.pipe()
    os.close(readable)
    command = [sys.executable, "-m", "dial_lsp", "refused.json"]
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=writable, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writable)
    assert (done.returncode, done.stderr) == (1, "")


def test_output_that_cannot_be_written_is_said(folder: Path, environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "dial_lsp", "clean.json"]
    with open("/dev/full", "wb") as full:  # noqa: PTH123 -- a device
        done = subprocess.run(
            command, cwd=folder, env=environment, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, done.stderr) == (2, "Error: the output cannot be written: No space left on device.\n")


def test_without_any_output_the_exit_code_tells(folder: Path, environment: dict[str, str]) -> None:
    command = ["/bin/sh", "-c", f"exec '{sys.executable}' -m dial_lsp refused.json >&- 2>&-"]
    assert subprocess.run(command, cwd=folder, env=environment, check=False).returncode == 1


@pytest.mark.parametrize(("version", "near"), [("0.1", "0.23"), ("0.99", "0.48"), ("7.0", "0.48")])
def test_an_unknown_version_is_not_taken_in_silence(run: Run, version: str, near: str) -> None:
    done = run("--core-version", version, "clean.json")
    assert done.stderr.startswith(f"Warning: Core {version} is not known here and is taken for {near}, the nearest")
    assert f"Core {near} would load this file." in done.stdout
    assert done.returncode == 0


def test_an_unknown_version_in_settings_is_a_finding(run: Run, folder: Path) -> None:
    (folder / "dial-lint.toml").write_text('core-version = "0.1"')
    done = run("clean.json")
    assert (
        "dial-lint.toml:1:16 warning[unknown-setting/value] Core 0.1 is not known here and is taken for 0.23"
        in done.stdout
    )
    assert "Core 0.23 would load this file." in done.stdout


def test_folders_are_looked_through(run: Run, folder: Path) -> None:
    for name in ("live", "live/eu", "beta"):
        (folder / name).mkdir()
        (folder / name / "aidial.config.json").write_text((folder / "refused.json").read_text())
    concise = ("--output-format", "concise")

    def files(*arguments: str) -> list[str]:
        lines = run(*arguments, *concise).stdout.splitlines()
        return list(dict.fromkeys(line.partition(":")[0] for line in lines if " error[" in line))

    assert files("live") == ["live/aidial.config.json", "live/eu/aidial.config.json"]
    assert files(".") == files() == ["beta/aidial.config.json", "live/aidial.config.json", "live/eu/aidial.config.json"]
    assert files("beta", "refused.json") == ["beta/aidial.config.json", "refused.json"]
    assert files("beta", "beta/aidial.config.json", "./beta") == ["beta/aidial.config.json"]
    (folder / "empty").mkdir()
    done = run("empty")
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no aidial.config.json in empty or below" in done.stderr


def test_what_is_less_severe_is_not_shown(run: Run, folder: Path) -> None:
    model = (
        '{"models": {"m": {"type": "chat", "endpoint": "http://a/x", "pricing": {"unit": "tokens", "prompt": "1"}}}}'
    )
    (folder / "model.json").write_text(model)
    every = run("model.json", "--format", "concise").stdout
    assert " warning[" in every
    assert " hint[" in every
    shown = run("model.json", "--format", "concise", "--min-severity", "warning")
    assert (shown.returncode, " warning[" in shown.stdout, " hint[" in shown.stdout) == (1, True, False)
    assert shown.stdout == run("model.json", "--format", "concise", "--min-severity", "warning", "--all").stdout
    mild = run("model.json", "--min-severity", "error")
    hidden = len(re.findall(" (?:warning|information|hint)\\[", every))
    assert mild.returncode == 0
    assert f"Found no problems in 1 file ({hidden} hidden by --min-severity)." in mild.stdout
    assert run("refused.json", "--min-severity", "error").returncode == 1
