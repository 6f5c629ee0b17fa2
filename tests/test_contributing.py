"""The commands in CONTRIBUTING.md and docs/reliability.md do something."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
SELECTIONS = re.findall(r"\.venv/bin/pytest ([^`]+)`", TEXT)
WANTED = re.findall(
    r"^\| `([\w/-]+)` \|", (ROOT / "docs" / "wanted-rules.md").read_text(encoding="utf-8"), re.MULTILINE
)
PAGES = TEXT + (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
TARGETS = sorted({*re.findall(r"^make (\w+)", PAGES, re.MULTILINE), *re.findall(r"`make (\w+)", PAGES)})
MODULES = sorted(set(re.findall(r"python -m ([\w.]+)", PAGES)))


def test_there_are_commands_to_try() -> None:
    assert "tests/rules -k weak-key" in SELECTIONS
    assert {"test", "quick"} <= set(TARGETS)


@pytest.mark.parametrize("selection", SELECTIONS)
def test_a_selection_of_tests_is_not_empty(selection: str) -> None:
    command = [sys.executable, "-m", "pytest", "--collect-only", "--quiet", *shlex.split(selection)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-1000:]


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_is_known_to_make(target: str) -> None:
    done = subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S607
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", MODULES)
def test_a_module_that_is_run_is_there(name: str) -> None:
    assert ROOT.joinpath(*name.split(".")).with_suffix(".py").is_file()


def test_a_script_that_is_run_is_there() -> None:
    scripts = {*re.findall(r"python3? ([\w./]+\.py)", TEXT), *re.findall(r"`(\.ci/\w+)`", TEXT)}
    assert {"release/agree.py", ".ci/release", ".ci/editors"} <= scripts
    assert [name for name in scripts if not (ROOT / name).is_file()] == []


def test_a_rule_that_is_wanted_is_not_there_yet() -> None:
    assert WANTED
    rules = ROOT / "dial_lsp" / "rules"
    assert [name for name in WANTED if not (rules / name).parent.is_dir()] == []
    assert [name for name in WANTED if [*rules.glob(f"*/{Path(name).name.replace('-', '_')}.py")]] == []
