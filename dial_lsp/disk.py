"""The bytes of regular files, and of nothing else that may bear their names.

A pipe or a device is refused before it is opened, for to open one may wait for ever, or do something. What lies in
``/proc``, ``/dev`` and ``/sys`` tells of the machine and its processes, whoever links to it.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

LARGEST = 50 * 1024 * 1024  # bytes; no configuration has so many
_OF_THE_MACHINE = ("/proc/", "/dev/", "/sys/")


_CONFINED: ContextVar[tuple[str, ...]] = ContextVar("confined", default=())


@contextmanager
def confined(*folders: str) -> Iterator[None]:
    """Read only what really lies in these folders, or in those it is confined to already, while this lasts."""
    token = _CONFINED.set((*_CONFINED.get(), *map(os.path.realpath, folders)))
    try:
        yield
    finally:
        _CONFINED.reset(token)


def is_confined() -> bool:
    """Whether only some folders may be read."""
    return bool(_CONFINED.get())


class UnreadableError(OSError):
    """A file whose bytes could not be had; the text says why, for the user."""

    def __init__(self, reason: str) -> None:
        super().__init__(None, reason)

    def __str__(self) -> str:
        """Only the reason."""
        return str(self.strerror)


def read_bytes(path: str | Path, largest: int = LARGEST) -> bytes:
    """The bytes of a regular file. Raises UnreadableError."""
    try:
        reason = _refused(path)
        data = b"" if reason else _read(path, largest)
    except UnreadableError:
        raise
    except OSError as error:
        raise UnreadableError(_reason(error)) from error
    except ValueError as error:  # a zero byte
        raise UnreadableError("this cannot be a file name") from error
    if len(data) > largest:
        reason = f"it is larger than {largest // 1024 // 1024} MB"
    if reason:
        raise UnreadableError(reason)
    return data


def is_file(path: str | Path) -> bool:
    """Whether ``read_bytes`` would find a file there."""
    try:
        return not _refused(path)
    except (OSError, ValueError):
        return False


def _read(path: str | Path, largest: int) -> bytes:
    # What takes the place of the file in this moment is not waited for.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        if reason := _no_file(os.fstat(descriptor).st_mode):
            raise UnreadableError(reason)
        return read_unchanged(file, largest)


def read_unchanged(file: BinaryIO, largest: int = LARGEST) -> bytes:
    """All bytes of an open file, or one more than the most; read once more if somebody writes to it meanwhile."""
    before = os.fstat(file.fileno())
    data = file.read(largest + 1)
    after = os.fstat(file.fileno())
    if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns):
        return data
    file.seek(0)
    return file.read(largest + 1)


def _refused(path: str | Path) -> str:
    """Why a path is not opened; empty for a file. Raises OSError where nothing is."""
    # Looked at as it is written: an empty path is no file, but Path takes it for the current folder.
    reason = _no_file(os.stat(path).st_mode)  # noqa: PTH116
    real = os.path.realpath(path)
    if not reason and sys.platform != "win32" and real.startswith(_OF_THE_MACHINE):
        return f"it lies in /{real.split('/')[1]}, of which nothing is read"
    folders = _CONFINED.get()
    if not reason and folders and not any(real.startswith(folder.rstrip(os.sep) + os.sep) for folder in folders):
        return "it lies outside of the folder to which reading is confined"
    return reason


def _no_file(mode: int) -> str:
    if stat.S_ISREG(mode):
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


def mentions(path: str | Path, pattern: re.Pattern[bytes], largest: int = LARGEST) -> bool:
    """Whether a regular file can be read and a pattern is found in its bytes."""
    try:
        return pattern.search(read_bytes(path, largest)) is not None
    except UnreadableError:
        return False
