"""What a report depends on beside files: this program, how it was called and where, and what it prints to."""

from __future__ import annotations

import os
import sys
import time

from dial_lsp import __version__

TYPE_CHECKING = False  # what typing says; its import takes 4 ms
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

VARIABLES = (
    *("NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS", "LINES", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "LC_MESSAGES"),
    *("PYTHONIOENCODING", "PYTHONUTF8", "DIAL_LINT_PAGER", "SOURCE_DATE_EPOCH", "HOME", "USERPROFILE"),
    *("GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION", "GITEA_ACTIONS", "GITHUB_STEP_SUMMARY"),
    *("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "RAPIDFUZZ_IMPLEMENTATION"),
)
"""The variables of the environment that a report may depend on."""
_DAY = 24 * 60 * 60  # seconds
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120


def circumstances(arguments: Sequence[str]) -> bytes:
    """All of it as one text. Where two are equal, the same files give the same report."""
    told = (
        *("dial-lint", __version__, program(), tuple(arguments), os.getcwd()),  # noqa: PTH109
        tuple(os.environ.get(name) for name in VARIABLES),
        (_printing(sys.stdout), _printing(sys.stderr), _size()),
        int(time.time()) // _DAY,  # policies end on a day
    )
    return repr(told).encode("utf-8", "surrogateescape")


def program() -> tuple[object, ...]:
    """Which Python runs which code, and with which libraries: installing one writes to the folder it lies in."""
    return (sys.version, str(sys.flags), tuple((path, _written(path)) for path in sys.path), _code())


def _code() -> object:
    """Our own code: the list that an installation makes of it, else the state of each of its files."""
    installed = f"{_PACKAGE}-{__version__}.dist-info"
    made = _written(os.path.join(installed, "RECORD"))  # noqa: PTH118
    return made or tuple(_files(_PACKAGE))


def _files(folder: str) -> list[tuple[str, int, int]]:
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                found += _files(entry.path) if entry.name != "__pycache__" else []
            else:
                state = entry.stat()
                found.append((entry.path, state.st_mtime_ns, state.st_size))
    return sorted(found)


def _written(path: str) -> tuple[int, int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _printing(stream: TextIO | None) -> tuple[object, ...]:
    """What a stream leads to, as far as a report differs."""
    return () if stream is None else (stream.isatty(), stream.encoding, stream.errors)


def _size() -> tuple[int, ...] | None:
    """How large the terminal is; None for what is none."""
    try:
        return tuple(os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else -1))
    except (OSError, ValueError):
        return None
