"""The command, run in a folder of its own: within this process, or as a user runs it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Protocol

import pytest

from dial_lsp.cli.main import main
from tests.cli.repositories import Repository

ROOT = Path(__file__).parents[2]
CLEAN = '{"roles": {"basic": {"limits": {}}}}'
REFUSED = '{"keys": {"proxyKey1-secret": {"role": "basic"}}, "roles": {"basic": {"limits": {}}}}'
COLORING = ("NO_COLOR", "FORCE_COLOR", "COLUMNS")


class Run(Protocol):
    """Runs ``dial-lint`` with these arguments."""

    def __call__(
        self, *arguments: str, stdin: str | bytes = "", env: dict[str, str] | None = None, folder: str = ""
    ) -> subprocess.CompletedProcess[str]: ...


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The current folder of the command: a clean file, one that Core refuses, and one that is not UTF-8."""
    (tmp_path / "clean.json").write_text(CLEAN)
    (tmp_path / "refused.json").write_text(REFUSED)
    (tmp_path / "latin.json").write_bytes(b'{"defaultLocale": "caf\xe9"}')
    return tmp_path


@pytest.fixture
def repository(folder: Path) -> Repository:
    """The same folder as a git repository without files."""
    for file in folder.iterdir():
        file.unlink()
    return Repository(folder)


@pytest.fixture
def environment() -> dict[str, str]:
    """Our own environment without what changes colors, and with UTF-8 on every system."""
    ours = {name: value for name, value in os.environ.items() if name not in COLORING}
    return {**ours, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command within this process, which is much faster; ``folder`` is one below the current one."""
    home = folder

    def run(
        *arguments: str, stdin: str | bytes = "", env: dict[str, str] | None = None, folder: str = ""
    ) -> subprocess.CompletedProcess[str]:
        streams = {name: io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for name in ("stdout", "stderr")}
        with monkeypatch.context() as patch:
            patch.chdir(home / folder)
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(_bytes(stdin))))
            for name in COLORING:
                patch.delenv(name, raising=False)
            for name, value in (env or {}).items():
                patch.setenv(name, value)
            for name, stream in streams.items():
                patch.setattr(sys, name, stream)
            with pytest.raises(SystemExit) as raised:
                main(arguments)
        out, err = (stream.buffer.getvalue().decode() for stream in streams.values())
        assert isinstance(raised.value.code, int)
        return subprocess.CompletedProcess(arguments, raised.value.code, out, err)

    return run


@pytest.fixture
def spawn(folder: Path, environment: dict[str, str]) -> Run:
    """The command as a process of its own."""

    home = folder

    def spawn(
        *arguments: str, stdin: str | bytes = "", env: dict[str, str] | None = None, folder: str = ""
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "dial_lsp", *arguments],
            cwd=home / folder,
            input=_bytes(stdin),
            env={**environment, **(env or {})},
            capture_output=True,
            check=False,
        )
        out, err = (stream.decode().replace("\r\n", "\n") for stream in (done.stdout, done.stderr))
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    return spawn


def _bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text
