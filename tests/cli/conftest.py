"""The real command, run in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Protocol

import pytest

ROOT = Path(__file__).parents[2]
CLEAN = '{"roles": {"basic": {"limits": {}}}}'
REFUSED = '{"keys": {"proxyKey1-secret": {"role": "basic"}}, "roles": {"basic": {"limits": {}}}}'


class Run(Protocol):
    """Runs ``dial-lint`` with these arguments."""

    def __call__(
        self, *arguments: str, stdin: str | bytes = "", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]: ...


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The current folder of the command: a clean file, one that Core refuses, and one that holds neither."""
    (tmp_path / "clean.json").write_text(CLEAN)
    (tmp_path / "refused.json").write_text(REFUSED)
    (tmp_path / "latin.json").write_bytes(b'{"defaultLocale": "caf\xe9"}')
    return tmp_path


@pytest.fixture
def environment() -> dict[str, str]:
    """Our own environment without what changes colors, and with UTF-8 on every system."""
    ours = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR", "COLUMNS"}}
    return {**ours, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}


@pytest.fixture
def run(folder: Path, environment: dict[str, str]) -> Run:
    def run(
        *arguments: str, stdin: str | bytes = "", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "dial_lsp", *arguments],
            cwd=folder,
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            env={**environment, **(env or {})},
            capture_output=True,
            check=False,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode().replace("\r\n", "\n"), done.stderr.decode()
        )

    return run
