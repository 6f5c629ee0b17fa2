"""Doing something again whenever one of its files changes."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dial_lsp.cli import output
from dial_lsp.notes import spoil
from dial_lsp.project.files import STANDARD_INPUT
from dial_lsp.settings import FILE_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_SECONDS = 0.3
_SHARED = "pyproject.toml"

State = dict[str, tuple[int, int] | None]


def watch(again: Callable[[], Iterable[str]], wait: Callable[[State], None] | None = None) -> int:
    """Do it, and once more after each change of the files it names, until it is interrupted."""
    spoil()
    known: tuple[str, ...] = ()
    try:
        while True:
            if sys.stdout is not None and sys.stdout.isatty():
                click.clear()
            # What changes while it is being done counts as a change after it.
            before = state_of(known)
            known = tuple(again())
            state = state_of(known) | {path: before[path] for path in known if path in before}
            output.write_error("Watching for changes; Ctrl-C ends it.")
            (wait or wait_for_change)(state)
    except KeyboardInterrupt:
        return 0


def watched(paths: Iterable[str]) -> set[str]:
    """The files whose change may change what is found: these, and all settings files they have or could have."""
    found = set(paths) - {STANDARD_INPUT}
    folders = {Path(os.path.abspath(path)).parent for path in found} | {Path.cwd()}  # noqa: PTH100 -- as named
    return found | {
        str(folder / name) for start in folders for folder in (start, *start.parents) for name in (FILE_NAME, _SHARED)
    }


def state_of(paths: Iterable[str]) -> State:
    """When each file was written and how long it is; None for one that is not there."""
    return {path: _state_of(path) for path in paths}


def wait_for_change(state: State, pause: Callable[[float], None] = time.sleep) -> None:
    """Return when a file is no longer in that state."""
    while state_of(state) == state:
        pause(_SECONDS)


def _state_of(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 -- polled often
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size
