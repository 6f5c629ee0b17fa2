"""All that is asked of the disk: the bytes of regular files, what a path is and where it leads, and names in folders.

A pipe or a device is refused before it is opened, for to open one may wait for ever, or do something. What lies in
``/proc``, ``/dev`` and ``/sys`` tells of the machine and its processes, whoever links to it.

What is asked here is noted with its answer (``dial_lsp.notes``), and ``again`` asks it once more.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import contextmanager
from contextvars import ContextVar

from dial_lsp.notes import asked, hashed, spoil

TYPE_CHECKING = False  # what typing says; its import takes 4 ms
if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator
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
        data = _bytes(path, largest)
    except UnreadableError as error:
        asked(f"bytes {largest}", path, str(error))
        raise
    asked(f"bytes {largest}", path, data)
    return data


def is_file(path: str | Path) -> bool:
    """Whether ``read_bytes`` would find a file there."""
    return _yes("file", path)


def is_folder(path: str | Path) -> bool:
    """Whether a path leads to a folder."""
    return _yes("folder", path)


def exists(path: str | Path) -> bool:
    """Whether a path leads to anything that may be looked at."""
    return _yes("anything", path)


def is_name(path: str | Path) -> bool:
    """Whether something bears the name, be it a link that leads nowhere."""
    return _yes("name", path)


def is_link(path: str | Path) -> bool:
    """Whether the path itself is a link, wherever it leads."""
    return _yes("link", path)


def real(path: str | Path) -> str:
    """The path with all links followed. Raises OSError, and ValueError for what cannot be a path."""
    try:
        found = os.path.realpath(path)
    except (OSError, ValueError):
        spoil()
        raise
    asked("real", path, found)
    return found


FOLDER, FILE, LINKED_FOLDER, LINKED_FILE, OTHER = "folder", "file", "link to a folder", "link to a file", "other"
Entry = tuple[str, str]
"""A name in a folder, and what it is of these."""


def entries(folder: str, endings: tuple[str, ...]) -> list[Entry] | None:
    """The folders in a folder, and what else has a name with such an end; None where it cannot be listed."""
    found = _entries(folder, endings)
    asked(" ".join(("entries", *endings)), folder, _told(found))
    return found


def files(folder: str, endings: tuple[str, ...]) -> list[str]:
    """The files in a folder whose names have such an end; none where it cannot be listed."""
    found = _files(folder, endings)
    asked(" ".join(("files", *endings)), folder, _told(found))
    return found


def again(what: str, path: str, key: bytes) -> str:
    """The answer of now to what was asked before, as it is noted with a key."""
    what, *details = what.split(" ")
    if what == "bytes":
        try:
            return hashed(_bytes(path, int(details[0])), key)
        except UnreadableError as error:
            return str(error)
    if what == "entries":
        return hashed(_told(_entries(path, tuple(details))), key)
    if what == "files":
        return hashed(_told(_files(path, tuple(details))), key)
    if what == "real":
        return os.path.realpath(path)
    return _word(_ASKED[what], path)


def _yes(what: str, path: str | Path) -> bool:
    answer = _word(_ASKED[what], path)
    asked(what, path, answer)
    return answer == "yes"


def _word(ask: Callable[[str | Path], bool], path: str | Path) -> str:
    try:
        return "yes" if ask(path) else "no"
    except (OSError, ValueError):
        return "no"


def _entries(folder: str, endings: tuple[str, ...]) -> list[Entry] | None:
    try:
        with os.scandir(folder) as found:
            told = [(one.name, _kind(one)) for one in found]
    except OSError:
        return None
    folders = (FOLDER, LINKED_FOLDER)
    return sorted((name, kind) for name, kind in told if kind in folders or name.endswith(endings))


def _files(folder: str, endings: tuple[str, ...]) -> list[str]:
    found = _entries(folder, endings) or ()
    return [name for name, kind in found if kind in (FILE, LINKED_FILE) and name.endswith(endings)]


def _kind(entry: os.DirEntry[str]) -> str:
    try:
        if entry.is_dir():
            return LINKED_FOLDER if entry.is_symlink() else FOLDER
        if entry.is_file():
            return LINKED_FILE if entry.is_symlink() else FILE
    except OSError:
        pass
    return OTHER


def _told(found: list[Entry] | list[str] | None) -> bytes:
    return os.fsencode(repr(found))


def _bytes(path: str | Path, largest: int) -> bytes:
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
    led = os.path.realpath(path)
    if not reason and sys.platform != "win32" and led.startswith(_OF_THE_MACHINE):
        return f"it lies in /{led.split('/')[1]}, of which nothing is read"
    folders = _CONFINED.get()
    if not reason and folders and not any(led.startswith(folder.rstrip(os.sep) + os.sep) for folder in folders):
        return "it lies outside of the folder to which reading is confined"
    return reason


_ASKED: dict[str, Callable[[str | Path], bool]] = {
    "file": lambda path: not _refused(path),
    "folder": os.path.isdir,
    "anything": os.path.exists,
    "name": os.path.lexists,
    "link": os.path.islink,
}


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
