"""Reading a file as Core would, with a clear word about every file that cannot be read."""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dial_lsp.project.encoding import decode
from dial_lsp.text import Source, Span

if TYPE_CHECKING:
    from typing import BinaryIO

STANDARD_INPUT = "-"
LARGEST = 50 * 1024 * 1024  # bytes; no configuration has so many


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file whose bytes could not be had, and why, in words for the user."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Undecodable:
    """A file whose bytes are not text that Core reads, so that it refuses the file.

    The source has U+FFFD for what cannot be read; the span is the first such place.
    """

    source: Source
    span: Span
    reason: str


def read_source(path: str) -> Source | Undecodable | Unreadable:
    """The text of a file, or of standard input for ``-``; never raises for a file that cannot be read."""
    data = _read_standard_input() if path == STANDARD_INPUT else _read(path)
    if isinstance(data, Unreadable):
        return data
    if len(data) > LARGEST:
        return Unreadable(path, f"it is larger than {LARGEST // 1024 // 1024} MB")
    decoded = decode(data)
    source = Source(path, decoded.text)
    if decoded.problem:
        return Undecodable(source, Span(decoded.at, min(decoded.at + 1, len(decoded.text))), decoded.problem)
    return source


def _read_standard_input() -> bytes | Unreadable:
    if sys.stdin is None:
        return Unreadable(STANDARD_INPUT, "standard input is closed")
    try:
        return sys.stdin.buffer.read(LARGEST + 1)
    except OSError as error:
        return Unreadable(STANDARD_INPUT, _reason(error))


def _read(path: str) -> bytes | Unreadable:
    try:
        # An empty path is no file, but Path takes it for the current folder.
        if kind := _special(path, os.stat(path).st_mode):  # noqa: PTH116
            return Unreadable(path, kind)
        with Path(path).open("rb") as file:
            return _read_unchanged(file)
    except OSError as error:
        return Unreadable(path, _reason(error))
    except ValueError:  # a zero byte
        return Unreadable(path, "this cannot be a file name")


def _read_unchanged(file: BinaryIO) -> bytes:
    """The bytes of a file; once more from the start if somebody wrote to it in the meantime."""
    before = _state(file)
    data = file.read(LARGEST + 1)
    if _state(file) == before:
        return data
    file.seek(0)
    return file.read(LARGEST + 1)


def _state(file: BinaryIO) -> tuple[int, int] | None:
    status = os.fstat(file.fileno())
    return (status.st_size, status.st_mtime_ns) if stat.S_ISREG(status.st_mode) else None


def _special(path: str, mode: int) -> str:
    """Why a thing of that mode is not read; empty for files and for what a shell passes as one."""
    if stat.S_ISREG(mode) or (stat.S_ISFIFO(mode) and path.startswith(("/dev/", "/proc/"))):
        return ""
    if stat.S_ISDIR(mode):
        return "it is a folder; name the files in it"
    return "it is a device, a pipe or a socket, not a file"


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, PermissionError):
        return "you are not allowed to read it"
    return error.strerror or str(error)
