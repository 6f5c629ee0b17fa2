"""What is said of YAML files, and what fixing makes of them: each case is a file, its output and what is fixed.

NAME.yaml is checked, NAME.txt is the output, NAME.fixed.yaml the file after ``--fix``, if that changes it.
UPDATE_EXPECTED=1 writes both, a reviewer reads them.
"""

from __future__ import annotations

import os
from pathlib import Path
from shutil import copyfile

import pytest
from click.testing import CliRunner

from dial_lsp.cli.main import dial_lint

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.name for path in CASES.glob("*.yaml") if not path.name.endswith(".fixed.yaml"))


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_checked_and_fixed_as_expected(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    copyfile(CASES / name, name)
    before = Path(name).read_bytes()
    output = _run("check", "--no-config", name) + _run("check", "--no-config", "--fix", "--format=statistics", name)
    after = Path(name).read_bytes()
    told, fixed = CASES / name.replace(".yaml", ".txt"), CASES / name.replace(".yaml", ".fixed.yaml")
    if os.environ.get("UPDATE_EXPECTED"):
        told.write_text(output, encoding="utf-8")
        fixed.unlink(missing_ok=True)
        if after != before:
            fixed.write_bytes(after)
    assert output == told.read_text(encoding="utf-8")
    assert after == (fixed.read_bytes() if fixed.exists() else before)


@pytest.mark.parametrize("name", ["umbrella-values", "manifests-of-one-release", "template", "single-quoted", "folded"])
def test_windows_line_ends_and_a_byte_order_mark_change_nothing(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = Path(f"{name}.yaml")
    file.write_bytes(_as_on_windows(CASES / file.name))
    output = _run("check", "--no-config", file.name) + _run(
        "check", "--no-config", "--fix", "--format=statistics", file.name
    )
    fixed = CASES / f"{name}.fixed.yaml"
    assert output == (CASES / f"{name}.txt").read_text(encoding="utf-8")
    assert file.read_bytes() == _as_on_windows(fixed if fixed.exists() else CASES / file.name)


def test_no_case_shows_a_secret() -> None:
    for path in CASES.glob("*.txt"):
        assert "made-up" not in path.read_text(encoding="utf-8"), path.name


def _as_on_windows(path: Path) -> bytes:
    return b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")


def _run(*arguments: str) -> str:
    return CliRunner(env={"COLUMNS": "120"}).invoke(dial_lint, list(arguments), prog_name="dial-lint").output
