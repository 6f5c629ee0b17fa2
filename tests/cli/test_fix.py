"""``--fix`` and ``--diff`` on real files of a folder."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from dial_lsp.cli import checking
from dial_lsp.cli.check import check
from dial_lsp.engine import repair
from dial_lsp.project import put_back

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    from dial_lsp.syntax import Document
    from dial_lsp.text import Source

    Run = Callable[..., CompletedProcess[str]]

BROKEN = """\
{
  "roles": {
    "reader": {"Limits": {"gpt": {"minute": 100}},},
    "writer": {}
  },
  "models": {
    "gpt": {"type": "chat", "endpoint": "http://gpt/openai/deployments/gpt/chat/completions", "userRoles": ["reader"]}
  },
}
"""
FIXED = BROKEN.replace("},},", "}},").replace("  },\n}", "  }\n}").replace('"Limits"', '"limits"')
UNDECLARED = '{"roles": {"reader": {}}, "keys": {"%s": {"project": "Chat", "role": "reeder"}}}\n' % ("k8Zr1" * 9)


PASTED = """\
{
  "keys": {"password1234": {"project": "P", "role": "default"}},
  "roles": {"default": {"limits": {"password1234": {"minute": 1}}}},
  "models": {"gpt": {"type": "chat", "endpoint": "http://a/v1", "userRoles": ["password1234"], "color": "password1234"}}
}
"""
"""A weak key, and the same text elsewhere."""


@pytest.fixture
def broken(folder: Path) -> Path:
    path = folder / "broken.json"
    path.write_text(BROKEN)
    return path


def test_safe_fixes_are_made_and_the_rest_is_reported(run: Run, broken: Path) -> None:
    done = run("--fix", "--format", "concise", "broken.json")
    assert broken.read_text() == FIXED
    assert (done.returncode, done.stdout) == (0, "Found no problems in 1 file.\nCore would load this file.\n")
    assert done.stderr == "Fixed 3 problems in broken.json: trailing-comma (2), unknown-field/case.\n"


def test_a_clean_file_is_not_touched(run: Run, folder: Path) -> None:
    before = (folder / "clean.json").stat()
    done = run("--fix", "clean.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert (folder / "clean.json").stat().st_mtime_ns == before.st_mtime_ns


def test_what_is_read_for_fixes_is_not_read_again_for_the_report(
    broken: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_again(source: Source) -> Document:
        raise AssertionError(source.path)

    monkeypatch.chdir(folder)
    monkeypatch.setattr(checking, "parse", read_again)
    done = CliRunner().invoke(check, ["--fix", "--no-config", broken.name])
    assert (done.exit_code, broken.read_text()) == (0, FIXED)


def test_a_fix_that_is_a_guess_must_be_asked_for_by_name(run: Run, folder: Path) -> None:
    (folder / "guess.json").write_text(UNDECLARED)
    left = run("--fix", "guess.json")
    assert (left.returncode, (folder / "guess.json").read_text()) == (1, UNDECLARED)
    assert "--fix=undeclared-role" in left.stderr
    made = run("--fix=undeclared-role", "guess.json")
    assert (folder / "guess.json").read_text() == UNDECLARED.replace("reeder", "reader")
    assert made.stderr.startswith("Fixed 1 problem in guess.json: undeclared-role.\n")


def test_only_the_named_rules_are_fixed(run: Run, broken: Path) -> None:
    run("--fix=unknown-field/case", "broken.json")
    assert broken.read_text() == BROKEN.replace('"Limits"', '"limits"')


def test_a_rule_that_there_is_not(run: Run) -> None:
    done = run("--fix=mispelt-case", "clean.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert 'there is no rule "mispelt-case"; did you mean "unknown-field/case"?' in done.stderr


def test_a_diff_shows_what_would_be_done(run: Run, broken: Path) -> None:
    done = run("--diff", "broken.json", "clean.json")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (
        "--- broken.json\n"
        "+++ broken.json\n"
        "@@ -1,9 +1,9 @@\n"
        " {\n"
        '   "roles": {\n'
        '-    "reader": {"Limits": {"gpt": {"minute": 100}},},\n'
        '+    "reader": {"limits": {"gpt": {"minute": 100}}},\n'
        '     "writer": {}\n'
        "   },\n"
        '   "models": {\n'
        '     "gpt": {"type": "chat", "endpoint": "http://gpt/openai/deployments/gpt/chat/completions", '
        '"userRoles": ["reader"]}\n'
        "-  },\n"
        "+  }\n"
        " }\n"
    )
    assert broken.read_text() == BROKEN
    assert (run("--diff", "clean.json").returncode, run("--diff", "clean.json").stdout) == (0, "")


def test_a_diff_shows_no_secret(run: Run, folder: Path) -> None:
    (folder / "guess.json").write_text(UNDECLARED)
    done = run("--diff", "--fix=undeclared-role", "guess.json")
    assert done.stdout.splitlines()[-2:] == [
        '-{"roles": {"reader": {}}, "keys": {"•••": {"project": "Chat", "role": "reeder"}}}',
        '+{"roles": {"reader": {}}, "keys": {"•••": {"project": "Chat", "role": "reader"}}}',
    ]
    assert "this patch is for reading" in done.stderr
    new_secret = run("--diff", "--fix=incomplete-key/project", "refused.json")
    assert "proxyKey1" not in new_secret.stdout


def test_a_file_that_changed_meanwhile_is_left_alone(run: Run, broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repaired = repair.repaired

    def slowly(*arguments: object) -> object:
        broken.write_text("{}")
        return repaired(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("dial_lsp.cli.fixing.repaired", slowly)
    done = run("--fix", "-q", "broken.json")
    assert (done.returncode, done.stderr) == (2, "Error: broken.json was left alone: it changed meanwhile.\n")
    assert broken.read_text() == "{}"


@pytest.mark.parametrize("mode", ["--fix", "--diff"])
def test_fixes_that_do_not_settle_change_nothing(
    run: Run, broken: Path, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dial_lsp.cli.fixing.repaired", partial(repair.repaired, rounds=1))
    done = run(mode, "-q", "broken.json")
    assert (done.returncode, done.stderr) == (
        2,
        (
            "Error: broken.json was left alone: the fixes of trailing-comma, unknown-field/case do not settle, as each "
            "of them makes another one necessary. Make them in an editor one by one, or leave them out of --fix.\n"
        ),
    )
    assert (broken.read_text(), "+++" in done.stdout) == (BROKEN, False)


def test_a_fix_is_made_in_all_files_of_a_project_or_in_none(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A role that has its new name in one file only would be another one."""
    (folder / "roles.json").write_text('{"roles": {"reader ": {}}}')
    (folder / "keys.json").write_text(UNDECLARED.replace('"roles": {"reader": {}}, ', "").replace("reeder", "reader "))
    made = put_back.put_back
    monkeypatch.setattr(
        "dial_lsp.cli.fixing.put_back", lambda *sources: replace(made(*sources), refused={"keys.json": "a reason"})
    )
    done = run("--merge", "--fix=odd-name/padded", "-q", "roles.json", "keys.json")
    assert (folder / "roles.json").read_text() == '{"roles": {"reader ": {}}}'
    assert done.stderr == ("Error: keys.json was left alone, and so were the others it belongs to: a reason.\n")


def test_standard_input_is_left_alone(run: Run) -> None:
    done = run("--fix", "-q", "-", stdin=BROKEN)
    assert (done.returncode, done.stderr) == (2, "Error: - was left alone: standard input cannot be written.\n")


def test_the_fixes_of_several_projects_change_one_settings_file(run: Run, folder: Path) -> None:
    table = '[[ignore]]\nrule = "null-value/entry"\npath = "{}"\nreason = "once"\n'
    (folder / "dial-lint.toml").write_text(table.format("clean.json") + "\n" + table.format("refused.json"))
    done = run("--fix", "clean.json", "refused.json", "--fail-on", "never")
    assert (folder / "dial-lint.toml").read_text() == ""
    assert done.stderr.count("Fixed 1 problem in dial-lint.toml: unused-suppression.\n") == 2


def test_as_a_process_of_its_own(spawn: Run, broken: Path) -> None:
    broken.write_bytes(b"\xef\xbb\xbf" + BROKEN.replace("\n", "\r\n").encode())
    broken.chmod(0o600)
    done = spawn("check", "--fix", "broken.json")
    assert (done.returncode, done.stderr.startswith("Fixed 3 problems")) == (0, True)
    assert broken.read_bytes() == b"\xef\xbb\xbf" + FIXED.replace("\n", "\r\n").encode()
    assert broken.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("how", ["--format=text", "--format=json", "--format=sarif", "--format=html", "--diff"])
def test_a_key_that_a_fix_has_replaced_is_told_nowhere_in_that_run(run: Run, folder: Path, how: str) -> None:
    file = folder / "pasted.json"
    file.write_text(PASTED)
    result = run("check", "--fix=weak-key", how, file.name)
    assert "password1234" not in result.stdout + result.stderr
    assert "\u2022\u2022\u2022" in result.stdout
    if how != "--diff":
        assert "Fixed 1 problem" in result.stderr
        assert '"password1234": {"project"' not in file.read_text()
