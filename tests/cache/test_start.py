"""Which runs are kept, what is shown of them, and what a run that is shown again does not do."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import dial_lsp
from dial_lsp.cache import circumstances
from tests.cache.conftest import Lint, reports
from tests.cli.repositories import Repository

ROOT = Path(__file__).parents[2]
SPYING = """
import sys
from dial_lsp.cli.start import main
try:
    main(sys.argv[1:])
finally:
    print(*(name for name in ("click", "typing", "pathlib", "json", "dial_lsp.cli.main") if name in sys.modules))
"""
KEPT = (
    ["clean.json"],
    ["refused.json"],
    ["check", "--format", "json", "clean.json", "refused.json"],
    ["check", "--jobs=2", "clean.json", "refused.json"],
    ["access", "clean.json"],
    ["diff", "clean.json", "refused.json"],
    ["access", "--lock", "clean.json"],
)
NOT_KEPT = (
    ["-"],  # standard input
    ["check", "--fix", "clean.json"],
    ["check", "--diff", "refused.json"],
    ["check", "--format=json=report.json", "clean.json"],
    ["check", "--write-baseline=known.json", "refused.json"],
    ["check", "--add-ignores=later", "refused.json"],
    ["diff"],  # git
    ["check", "--help"],
    ["check", "missing.json"],
    ["check", "--no-such-option"],
    ["--version"],
    ["format", "--check", "clean.json"],
    ["render", "clean.json"],
    ["rules"],
    ["keygen"],
    ["settings"],
)


@pytest.mark.parametrize("arguments", KEPT, ids=" ".join)
def test_a_report_is_shown_again(arguments: list[str], lint: Lint, kept: Path) -> None:
    first, without = lint(*arguments), lint(*arguments, cache=None)
    (report,) = reports(kept)
    written = report.read_bytes()
    assert first == lint(*arguments) == without
    assert report.read_bytes() == written


@pytest.mark.parametrize("arguments", NOT_KEPT, ids=" ".join)
def test_other_runs_are_not_kept(arguments: list[str], lint: Lint, kept: Path, folder: Path) -> None:
    repository = Repository(folder)
    repository.commit({})
    lint(*arguments)
    assert reports(kept) == []


def test_a_report_that_is_shown_again_is_not_made_again(folder: Path, kept: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DIAL_LINT_CACHE_DIR": str(kept), "DIAL_LINT_NO_CACHE": ""}

    def said() -> list[str]:
        command = [sys.executable, "-S", "-c", SPYING, "refused.json"]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 1, done.stderr
        return done.stdout.splitlines()

    environment["PYTHONPATH"] += os.pathsep + os.pathsep.join(sys.path)
    *report, imported = said()
    assert "click" in imported
    assert said() == [*report, ""]


def test_no_cache_neither_uses_nor_keeps(lint: Lint, kept: Path) -> None:
    lint("--no-cache", "clean.json")
    lint("clean.json", env={"DIAL_LINT_NO_CACHE": "1"})
    assert not kept.exists()
    lint("clean.json")
    (report,) = reports(kept)
    report.write_bytes(b"")
    lint("check", "--no-cache", "clean.json")
    assert report.read_bytes() == b""


@pytest.mark.parametrize("name", circumstances.VARIABLES)
def test_each_variable_makes_another_report(name: str, lint: Lint, kept: Path, tmp_path: Path) -> None:
    lint("clean.json")
    lint("clean.json", env={name: str(tmp_path / "9")})
    assert len(reports(kept)) == 2


def test_another_day_another_python_and_other_code_make_another_report(
    lint: Lint, kept: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lint("clean.json")
    code = tmp_path / "dial_lsp"
    (code / "cli").mkdir(parents=True)
    (code / "cli" / "main.py").write_text("1")
    monkeypatch.setattr(circumstances, "_PACKAGE", str(code))
    lint("clean.json")
    (code / "cli" / "main.py").write_text("12")
    lint("clean.json")
    installed = tmp_path / f"dial_lsp-{dial_lsp.__version__}.dist-info"
    installed.mkdir()
    (installed / "RECORD").write_text("1")
    lint("clean.json")
    monkeypatch.setattr(sys, "version", "another")
    lint("clean.json")
    tomorrow = time.time() + 24 * 60 * 60
    monkeypatch.setattr(time, "time", lambda: tomorrow)
    lint("clean.json")
    assert len(reports(kept)) == 6
    lint("clean.json")
    assert len(reports(kept)) == 6


def test_clean_says_what_it_removed_and_removes_no_more(lint: Lint, kept: Path) -> None:
    assert lint("clean").out == f"There is nothing to remove in {kept}.\n"
    lint("clean.json")
    lint("access", "clean.json")
    (kept / "mine.txt").write_text("of somebody")
    size = sum(path.stat().st_size for path in kept.iterdir() if path.suffix != ".txt") / 1024
    assert lint("clean").out == f"Removed 2 reports, {size:.0f} kB, from {kept}.\n"
    assert [path.name for path in kept.iterdir()] == ["mine.txt"]
    (kept / "mine.txt").unlink()
    lint("clean.json")
    lint("clean")
    assert not kept.exists()


def test_a_reader_who_has_gone_is_no_failure_and_a_full_disk_is(folder: Path, kept: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DIAL_LINT_CACHE_DIR": str(kept), "DIAL_LINT_NO_CACHE": ""}
    command = [sys.executable, "-m", "dial_lsp", "clean.json"]
    for _ in range(2):
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(command, cwd=folder, env=environment, stdout=full, stderr=-1, text=True, check=False)
        assert (done.returncode, done.stderr) == (2, "Error: the output cannot be written: No space left on device.\n")
        assert subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False).returncode == 0
        reading, writing = os.pipe()
        os.close(reading)
        gone = subprocess.run(command, cwd=folder, env=environment, stdout=writing, stderr=-1, text=True, check=False)
        os.close(writing)
        assert (gone.returncode, gone.stderr) == (0, "")
