from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest

from dial_lsp import __version__
from dial_lsp.cli import main
from tests.cli.repositories import CONFIG

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]

UNWANTED = {"mcp", "pydantic", "pygls", "lsprotocol", "rich", "jinja2", "jsonschema", "lark", "ruamel", "hypothesis"}


def test_version(spawn: Run) -> None:
    done = spawn("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"dial-lint {__version__}\n", "")


@pytest.mark.parametrize("arguments", [["-h"], ["--help"], ["check", "-h"], ["check", "--help"]])
def test_help(run: Run, arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 0
    assert done.stdout.startswith("Usage: dial-lint ")
    assert done.stderr == ""


def test_help_lists_every_subcommand(run: Run) -> None:
    listed = run("--help").stdout
    assert [
        name for name, summary in main.COMMANDS.items() if f"  {name} " not in listed or summary not in listed
    ] == []


@pytest.mark.parametrize("name", main.COMMANDS)
def test_every_subcommand_exists(run: Run, name: str) -> None:
    assert run(name, "--help").returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["--nonsense"],
        ["--fail-on", "disaster", "clean.json"],
        ["--format", "poem", "clean.json"],
        ["--core-version", "new", "clean.json"],
        ["--core-version", "", "clean.json"],
        ["--config", "dial-lint.toml", "--no-config", "clean.json"],
    ],
)
def test_wrong_usage(run: Run, arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Error: " in done.stderr


def test_our_own_failure_asks_for_a_report_and_shows_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    def fail(*_arguments: object) -> None:
        raise ZeroDivisionError("proxyKey1-secret")

    monkeypatch.setattr("dial_lsp.cli.check.run", fail)
    with pytest.raises(SystemExit) as raised:
        main.main(["clean.json"])
    message = capfdbinary.readouterr().err.decode()
    assert raised.value.code == 3
    assert message.startswith("dial-lint failed: ZeroDivisionError in dial_lsp.cli.check:")
    assert "/issues" in message
    assert "secret." not in message
    assert "Traceback" not in message
    monkeypatch.setenv("DIAL_LINT_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main.main(["clean.json"])


@pytest.mark.parametrize("arguments", [["--version"], ["check", "clean.json"]])
def test_imports_only_what_is_needed(folder: Path, environment: dict[str, str], arguments: list[str]) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "dial_lsp", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "click" in imported
    assert imported & UNWANTED == set()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chek", "check"),
        ("acess", "access"),
        ("Diff", "diff"),
        ("rendr", "render"),
        ("key-gen", "keygen"),
        ("validate", "check"),
        ("fix", "check --fix"),
        ("why", "access --why"),
        ("help", "--help"),
    ],
)
def test_a_mistyped_subcommand_is_no_file(run: Run, folder: Path, typed: str, meant: str) -> None:
    done = run(typed, "clean.json")
    assert done.returncode == 2
    assert done.stderr.endswith(f'Error: there is neither a file nor a command "{typed}"; did you mean "{meant}"?\n')
    (folder / typed).write_text("{}")
    assert run(typed).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("frobnicate",), 'neither a file nor a command "frobnicate"; `dial-lint --help` lists the commands.'),
        (("nothing.json",), "Error: nothing.json: there is no such file."),
        (("conf/nothing",), "Error: conf/nothing: there is no such file."),
        (("--quiet", "access"), 'there is no file "access"; as a command it comes first: dial-lint access ...'),
        (("--why",), "No such option '--why' here: it is an option of dial-lint access."),
        (("access", "--fix"), "No such option '--fix' here: it is an option of dial-lint check."),
        (("access", "--json"), "No such option '--json'; did you mean --format json?"),
        (("access", "--model", "gpt-4"), "No such option '--model'; did you mean --to NAME?"),
        (("check", "--severity", "error"), "No such option '--severity'; did you mean --min-severity SEVERITY?"),
        (("--formt", "json"), "--format"),
        (("--nothing-like-it",), "No such option"),
    ],
)
def test_what_is_mistyped_is_answered_with_what_is_known(run: Run, arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def choices() -> list[tuple[str, str, list[str]]]:
    """Every option of every command that takes one of some words: the command, the option, the words."""
    context = click.Context(main.dial_lint)
    commands = {name: main.dial_lint.get_command(context, name) for name in main.COMMANDS}
    return [
        (name, option.opts[0], list(option.type.choices))
        for name, command in commands.items()
        for option in (command.params if command else ())
        if isinstance(option, click.Option) and isinstance(option.type, click.Choice)
    ]


@pytest.mark.parametrize(("command", "option", "known"), choices(), ids=lambda one: str(one)[:30])
def test_unknown_values_are_answered_with_the_known_ones(run: Run, command: str, option: str, known: list[str]) -> None:
    done = run(command, option, "nothing")
    assert done.returncode == 2
    assert [word for word in known if f"'{word}'" not in done.stderr] == []


@pytest.mark.parametrize("command", ["check", "diff"])
def test_unknown_formats_are_answered_with_the_known_ones(run: Run, command: str) -> None:
    assert 'there is no format "yml"; there are text, ' in run(command, "--format", "yml").stderr


def test_strict_is_the_setting_strict(run: Run, folder: Path) -> None:
    (folder / "clean.json").write_text(CONFIG)
    plain, strict = run("--format", "json", "clean.json"), run("--strict", "--format", "json", "clean.json")
    (folder / "dial-lint.toml").write_text("strict = true\n")
    assert run("--format", "json", "clean.json").stdout == strict.stdout != plain.stdout


TYPED = "Zx81kQ2pLm94vTr7Bn36"


@pytest.mark.parametrize(
    "arguments",
    [
        (TYPED,),
        ("access", TYPED),
        ("access", "clean.json", "--key", TYPED),
        ("access", "clean.json", "--role", TYPED),
        ("access", "clean.json", "--to", TYPED),
        ("access", "clean.json", "--to", f"app/{TYPED}"),
        ("access", "clean.json", "--format", TYPED),
        ("access", "clean.json", f"--{TYPED}"),
        ("check", "clean.json", "--select", TYPED),
        ("check", "clean.json", f"--fix={TYPED}"),
        ("check", "clean.json", "--core-version", TYPED),
        ("diff", TYPED, "clean.json"),
        ("diff", "clean.json", "--assume", f'keys[{TYPED}].roles += "a"'),
        ("test", "clean.json", "--policy", TYPED),
        ("explain", TYPED),
        ("keygen", TYPED),
    ],
)
def test_what_may_be_a_secret_is_not_said_back(run: Run, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr
    assert TYPED not in done.stderr


@pytest.mark.parametrize("path", ["conf/Zx81kQ2pLm94vTr7Bn36", "Zx81kQ2pLm94vTr7Bn36.json"])
def test_a_path_is_said_back_however_it_looks(run: Run, path: str) -> None:
    assert run(path).stderr == f"Error: {path}: there is no such file.\n"
