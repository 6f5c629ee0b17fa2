"""What all editors need: a home of their own, the server on PATH, and patience with a limit."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import pytest

from tests.editors import recording

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SHIPPED = ROOT / "editors"
INSTALLED = ROOT / "build" / "editors"  # where .ci/editors puts what Debian's packages do not have
PATIENCE = 60  # seconds; a machine with other work to do needs some of them

T = TypeVar("T")

_WRAPPER = """#!/bin/sh
echo $$ >>'{pids}'
exec '{server}' "$@"
"""


@dataclass(frozen=True, slots=True)
class Home:
    """A user's home folder, in which ``dial-lsp`` is installed and the project lies that is worked on."""

    folder: Path

    @property
    def project(self) -> Path:
        """A configuration in two files; one names a role that is misspelt."""
        return self.folder / "project"

    @property
    def sessions(self) -> Path:
        """Where all that the servers hear and say is kept."""
        return self.folder / "sessions"

    @property
    def environment(self) -> dict[str, str]:
        """The variables of the user's shell."""
        xdg = {
            f"XDG_{kind}_HOME": str(self.folder / f".{kind.lower()}") for kind in ("CONFIG", "DATA", "STATE", "CACHE")
        }
        return {
            "HOME": str(self.folder),
            "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "TMPDIR": str(self.folder / "tmp"),
            "XDG_RUNTIME_DIR": str(self.folder / "tmp"),
            **xdg,
        }

    def servers(self) -> list[int]:
        """The processes of all servers that were started here and still run."""
        pids = self.folder / "servers"
        started = [int(pid) for pid in pids.read_text(encoding="utf-8").split()] if pids.exists() else []
        return [pid for pid in started if _runs(pid)]


def home_in(folder: Path) -> Home:
    """Set up a home in an empty folder."""
    home = Home(folder)
    for name in ("bin", "tmp"):
        (folder / name).mkdir()
    shutil.copytree(HERE / "workspace", home.project)
    scripts = Path(sys.executable).parent
    (folder / "bin" / "dial-lint").symlink_to(scripts / "dial-lint")
    wrapper = folder / "bin" / "dial-lsp"
    recording.install(folder / "recorded", home.sessions)
    wrapper.write_text(_WRAPPER.format(pids=folder / "servers", server=folder / "recorded"), encoding="utf-8")
    wrapper.chmod(0o755)
    return home


def end_servers(home: Home) -> None:
    """End what an editor that failed has left running."""
    for pid in home.servers():
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def installed(name: str, *places: Path) -> Path:
    """The program of an editor. Without it the test is skipped, but in CI it fails."""
    found = next((str(place) for place in places if os.access(place, os.X_OK)), None) or shutil.which(name)
    if found is None:
        missing(name)
    return Path(found)


def missing(what: str) -> NoReturn:
    """Skip the test for want of something, but fail in CI."""
    how = "Debian's package npm has it, and nodejs.org" if what in ("node", "npm") else ".ci/editors installs it"
    fail = pytest.fail if os.environ.get("DIAL_LSP_CI") else pytest.skip
    fail(f"{what} is not installed; {how}")


def run(command: Sequence[str | Path], home: Home) -> subprocess.CompletedProcess[str]:
    """Run a program of the user's to its end, in the project."""
    words = [str(word) for word in command]
    return subprocess.run(
        words, cwd=home.project, env=home.environment, capture_output=True, text=True, check=False, timeout=PATIENCE
    )


def wait_for(what: str, look: Callable[[], T], instead: Callable[[], str] = str, seconds: float = PATIENCE) -> T:
    """Look until there is something to see; ``instead`` tells those who waited in vain what there is."""
    end = time.monotonic() + seconds
    while not (seen := look()):
        assert time.monotonic() < end, f"waited {seconds} s in vain for {what}; there is:\n{instead()}"
        time.sleep(0.05)
    return seen


def _runs(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"  # ended, but nobody has asked for its exit code yet
