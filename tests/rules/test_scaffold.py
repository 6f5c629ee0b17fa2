"""A rule that is begun by the scaffolder: it is sound, it finds nothing, and what is still to fill in is told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules import scaffold

ROOT = Path(__file__).resolve().parent.parent.parent
RULES = ROOT / "dial_lsp" / "rules"
SUBJECTS = sorted(path.name for path in RULES.iterdir() if (path / "__init__.py").is_file())


def begun(tmp_path: Path, name: str) -> list[Path]:
    """The files of a rule that is begun in an empty copy of the project."""
    for subject in SUBJECTS:
        (tmp_path / "dial_lsp" / "rules" / subject).mkdir(parents=True)
        (tmp_path / "dial_lsp" / "rules" / subject / "__init__.py").touch()
    (tmp_path / "tests" / "rules").mkdir(parents=True)
    assert scaffold.main([name], tmp_path) == 0
    return sorted(path for path in tmp_path.rglob("*.*") if path.is_file() and path.name != "__init__.py")


def test_it_writes_a_rule_and_its_cases(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = begun(tmp_path, "keys/old-key")
    assert [path.relative_to(tmp_path).as_posix() for path in files] == [
        "dial_lsp/rules/keys/old_key.py",
        "tests/rules/keys/old-key.md",
    ]
    said = capsys.readouterr().out
    assert all(word in said for word in ("planted", "Source", "rests_on", "CHANGELOG.md", "-k old-key"))


def test_of_every_subject_it_is_sound(tmp_path: Path) -> None:
    for subject in SUBJECTS:
        (tmp_path / f"{subject}_rule.py").write_text(scaffold.rule_text(subject, "old_key"), encoding="utf-8")
    settings = ROOT / "pyproject.toml"
    as_rules = ["--config", str(settings), "--ignore", "INP001,E501"]
    for command in (
        ["ruff", "check", *as_rules, "."],
        ["ruff", "format", "--check", "--config", str(settings), "."],
        ["mypy", "--strict", "--config-file=", *(f"{subject}_rule.py" for subject in SUBJECTS)],
    ):
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=tmp_path,
            env={"MYPYPATH": str(ROOT), "PATH": ""},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ([], "name it as subject/name"),
        (["old-key"], "name it as subject/name"),
        (["keys/Old_Key"], "name it as subject/name"),
        (["keys/../../escape"], "name it as subject/name"),
        (["kees/old-key"], 'there is no subject "kees"; there are applications, cost,'),
        (["models/weak-key"], "dial_lsp/rules/keys/weak_key.py is there already"),
    ],
)
def test_it_refuses_what_is_no_new_rule(arguments: list[str], why: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert scaffold.main(arguments) == 2
    assert capsys.readouterr().err.startswith(why)


def test_nothing_is_left_to_fill_in() -> None:
    written = [*RULES.glob("*/*.py"), *RULES.glob("*/*.md"), *(ROOT / "tests" / "rules").glob("*/*.md")]
    left = [
        f"{path.relative_to(ROOT).as_posix()}:{number}: {line.strip()}"
        for path in sorted(written)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if "FILL IN" in line
    ]
    assert left == []
