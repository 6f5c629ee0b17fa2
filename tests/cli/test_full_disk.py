"""Where nothing can be written any more: a message, exit status 2, and files as they were."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/dev/full and limits of processes")
FULL = "Error: the output cannot be written: No space left on device.\n"
LIMITED = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
from dial_lsp.cli.main import main
main()
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["check", "--help"],
        ["--version"],
        ["check", "clean.json", "--format", "json"],
        ["rules"],
        ["keygen"],
    ],
    ids=" ".join,
)
def test_standard_output(folder: Path, environment: dict[str, str], arguments: list[str]) -> None:
    command = [sys.executable, "-m", "dial_lsp", *arguments]
    with open("/dev/full", "wb") as full:  # noqa: PTH123 -- a device
        done = subprocess.run(
            command, cwd=folder, env=environment, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, done.stderr) == (2, FULL)


@pytest.mark.parametrize("arguments", [["--unheard-of"], ["missing.json"]], ids=" ".join)
def test_standard_error_too(folder: Path, environment: dict[str, str], arguments: list[str]) -> None:
    command = [sys.executable, "-m", "dial_lsp", *arguments]
    with open("/dev/full", "wb") as full:  # noqa: PTH123 -- a device
        done = subprocess.run(command, cwd=folder, env=environment, stdout=full, stderr=full, check=False)
    assert done.returncode == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--fix", "comma.json"], "comma.json was left alone: File too large."),
        (["format", "clean.json"], "clean.json was left alone: File too large."),
        (["--write-baseline", "new.json", "refused.json"], "new.json cannot be written: File too large."),
        (["--format", "json=new.json", "clean.json"], "new.json cannot be written: File too large."),
        (["init"], "dial-lint.toml cannot be written: File too large."),
    ],
    ids=["--fix", "format", "--write-baseline", "--format", "init"],
)
def test_files(folder: Path, environment: dict[str, str], arguments: list[str], said: str) -> None:
    (folder / "comma.json").write_text('{"roles": {},}')
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said in done.stderr
    assert done.returncode == 2
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
