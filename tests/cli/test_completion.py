"""What shells propose for names: of rules, and of what the files on the command line have."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Run

SECRET = "made-up-secret-1"
CONFIG = {
    "models": {"gpt-4": {"userRoles": ["analyst"]}, "gpt-4o": {}},
    "applications": {"app": {"routes": {"r": {"paths": ["/r"]}}}},
    "roles": {"reader": {}},
    "keys": {
        SECRET: {"project": "My Reports", "role": "analyst"},
        "made-up-secret-2": {"project": SECRET, "roles": ["a'b"]},
    },
}
RULES = ["weak-key", "weak-key/placeholder"]


def proposed(run: Run, shell: str, words: str, at: int) -> list[str]:
    """What is proposed in the place of a word of a line; bash counts words from 0 and parts them at =, too."""
    env = {"_DIAL_LINT_COMPLETE": f"{shell}_complete", "COMP_WORDS": words, "COMP_CWORD": str(at)}
    if shell == "fish":
        env["COMP_CWORD"] = words.split(" ")[at]
    done = run(env=env)
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    if shell == "zsh":
        return [value for kind, value in zip(lines[::3], lines[1::3], strict=True) if kind == "plain"]
    return [line.removeprefix("plain,") for line in lines if line.startswith("plain,")]


@pytest.fixture
def config(folder: Path) -> str:
    (folder / "config.json").write_text(json.dumps(CONFIG))
    return "config.json"


@pytest.mark.parametrize(
    ("words", "at", "expected"),
    [
        ("access config.json --role ", 4, ["reader", "analyst", "a\\'b", "default"]),
        ("access config.json --role re", 4, ["reader"]),
        ("access --role re", 3, []),
        ("access config.json --role = re", 5, ["reader"]),
        ("access config.json --key ", 4, ["My\\ Reports", "\\#1", "\\#2"]),
        ("access config.json --to ", 4, ["gpt-4", "gpt-4o", "app", "app/r"]),
        ("access config.json --to gpt-4 --to a", 6, ["app", "app/r"]),
        ("access missing.json --to a", 4, []),
        ("access latin.json --to a", 4, []),
        ("access - --to a", 4, []),
        ("config.json --fix = weak", 4, RULES),
        ("check config.json --fix = odd-name,weak", 5, [f"odd-name,{name}" for name in RULES]),
        ("--fix weak", 2, []),
        ("--select weak", 2, RULES),
        ("--ignore weak-key,weak", 2, ["weak-key,weak-key/placeholder"]),
        ("--select mer", 2, ["merge-conflict", "merge"]),
        ("explain weak", 2, RULES),
        ("rules weak", 2, RULES),
        ("access --merge --ke", 3, ["--key"]),
    ],
)
def test_bash(run: Run, config: str, words: str, at: int, expected: list[str]) -> None:
    assert (config, proposed(run, "bash", f"dial-lint {words}", at)) == (config, expected)


@pytest.mark.parametrize("shell", ["zsh", "fish"])
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("access config.json --role re", ["reader"]),
        ("access config.json --role=re", ["--role=reader"]),
        ("access config.json --key My", ["My Reports"]),
        ("config.json --fix=weak", [f"--fix={name}" for name in RULES]),
    ],
)
def test_shells_in_which_an_option_and_its_value_are_one_word(
    run: Run, config: str, shell: str, words: str, expected: list[str]
) -> None:
    at = words.count(" ") + 1
    assert (config, proposed(run, shell, f"dial-lint {words}", at)) == (config, expected)


@pytest.mark.parametrize("option", ["--key", "--role", "--to"])
def test_no_secret_is_proposed(run: Run, config: str, option: str) -> None:
    assert "made-up" not in "".join(proposed(run, "bash", f"dial-lint access {config} {option} ", 4))


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_a_bash_puts_the_only_name_in(run: Run, folder: Path, config: str, environment: dict[str, str]) -> None:
    """The script in a real bash, with the words as readline parts them."""
    script = folder / "completion.bash"
    script.write_text(run("completion", "bash").stdout)
    line = (
        f'PATH="{Path(sys.executable).parent}:$PATH"; source {script}; '
        f"COMP_WORDS=(dial-lint access {config} --role = rea); COMP_CWORD=5; "
        '_dial_lint_completion dial-lint; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        ["bash", "--norc", "-c", line],  # noqa: S607
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("reader\n", "")
