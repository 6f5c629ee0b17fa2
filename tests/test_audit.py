"""``.ci/audit.py`` is green only where every package was looked up: pip-audit alone says that nothing is wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOUND: dict[str, Any] = {"name": "lark", "version": "1.3.1", "vulns": []}
SKIPPED: dict[str, Any] = {"name": "pygls", "skip_reason": "Dependency not found on PyPI and could not be audited"}
BAD = {"name": "jinja2", "version": "3.1.4", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3.1.6"]}]}


def audited(folder: Path, script: str) -> tuple[int, str]:
    """What is said where pip-audit is this script."""
    command = folder / "pip-audit"
    command.write_text(f"#!{sys.executable}\n{script}", encoding="utf-8")
    command.chmod(0o755)
    done = subprocess.run(
        [sys.executable, str(ROOT / ".ci" / "audit.py"), "locks/run.txt"],
        cwd=ROOT,
        env={**os.environ, "PATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout.strip()


@pytest.mark.parametrize(
    ("packages", "code", "said"),
    [
        ([SOUND], 0, "locks/run.txt: 1 packages, none with a known vulnerability"),
        ([SOUND, BAD], 1, "locks/run.txt: jinja2 3.1.4 has PYSEC-1, mended in 3.1.6"),
        ([SOUND, SKIPPED], 3, "locks/run.txt: not audited: no answer about pygls"),
        ([], 3, "locks/run.txt: not audited: no answer about any package"),
    ],
)
def test_what_is_not_looked_up_is_said(tmp_path: Path, packages: list[Any], code: int, said: str) -> None:
    text = json.dumps({"dependencies": packages, "fixes": []})
    assert audited(tmp_path, f"print({text!r})\nraise SystemExit({int(code == 1)})") == (code, said)


@pytest.mark.parametrize("package", [BAD, SKIPPED])
def test_of_a_vulnerability_and_a_gap_both_are_told(tmp_path: Path, package: dict[str, Any]) -> None:
    text = json.dumps({"dependencies": [BAD, SKIPPED, package], "fixes": []})
    code, said = audited(tmp_path, f"print({text!r})")
    assert code == 3
    assert "PYSEC-1" in said
    assert "not audited" in said


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("import sys; sys.exit('ConnectionError: no route to host')", "ConnectionError: no route to host"),
        ("print('No known vulnerabilities found')", "pip-audit said nothing"),
    ],
)
def test_a_database_that_does_not_answer_is_no_good_news(tmp_path: Path, script: str, said: str) -> None:
    assert audited(tmp_path, script) == (3, f"locks/run.txt: not audited: {said}")


def test_without_pip_audit_nothing_is_audited(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / ".ci" / "audit.py"), "locks/run.txt"]
    done = subprocess.run(command, cwd=ROOT, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "not audited: there is no command pip-audit" in done.stdout
