"""Packages of npm beside tests, installed once for what their lock says."""

from __future__ import annotations

import fcntl
import hashlib
import json
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LIMIT = 600  # seconds, for downloads on slow lines as well


def install(folder: Path) -> None:
    """Install what the lock of a folder says, unless that was done."""
    (folder / "build").mkdir(exist_ok=True)
    with alone(folder, "npm"):
        unless_done(folder, "npm", lock_digest(folder), "npm", "ci", "--ignore-scripts")


def run(folder: Path, *command: str, environment: Mapping[str, str] | None = None) -> str:
    """What a command prints that must succeed; ``environment`` is that of the process if not said otherwise."""
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=LIMIT
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def unless_done(
    folder: Path, step: str, digest: str, *command: str, environment: Mapping[str, str] | None = None
) -> None:
    """Run a step of a build unless it was done for what is there now."""
    mark = folder / "build" / f".{step}"
    if mark.exists() and mark.read_text(encoding="utf-8") == digest:
        return
    run(folder, *command, environment=environment)
    mark.write_text(digest, encoding="utf-8")


def lock_digest(folder: Path) -> str:
    return hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()


def lock_faults(folder: Path) -> list[str]:
    """The packages of a lock that name a registry or lack a checksum."""
    packages = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    return [name for name, package in packages.items() if name and ("resolved" in package or not package["integrity"])]


@contextmanager
def alone(folder: Path, name: str) -> Iterator[None]:
    """Only one process of the test run is in here at a time."""
    with (folder / "build" / f".{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
