"""Reports in a folder: found again by what they depend on, and the oldest of them removed.

A file that is not what was written with the key of the folder counts as none. Whatever the disk refuses, a run goes on.
"""

from __future__ import annotations

import os
from contextlib import suppress

from dial_lsp.cache.folder import is_ours, make
from dial_lsp.cache.report import Shown, is_still_so, opened, written
from dial_lsp.notes import hashed

TYPE_CHECKING = False  # what typing says; its import takes 4 ms
if TYPE_CHECKING:
    from dial_lsp.notes import Notes

MOST = 1_000  # reports
MOST_BYTES = 50 * 1024 * 1024
_KEY, _KEY_BYTES = "key", 32
_NAME = 32  # digits, of a report


class Keeping:
    """A folder of reports of one user."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        key = self._read(_KEY) if is_ours(folder) else b""
        self._has_key = len(key) == _KEY_BYTES
        self.key = key if self._has_key else os.urandom(_KEY_BYTES)  # what names and contents are hashed with

    def found(self, circumstances: bytes) -> tuple[int, list[Shown]] | None:
        """The exit status and what was shown where it is still so; None where it is not known."""
        if not self._has_key:
            return None
        name = hashed(circumstances, self.key)
        report = opened(self._read(name), self.key)
        if report is None or not is_still_so(report[0], self.key):
            return None
        with suppress(OSError):
            os.utime(self._path(name))  # what is used goes last
        return report[1:]

    def keep(self, circumstances: bytes, notes: Notes, status: int) -> None:
        """Keep a report, and no more than there may be."""
        if self._is_ready() and self._write(hashed(circumstances, self.key), written(notes, status)):
            self._trim()

    def clean(self) -> tuple[int, int]:
        """Remove all that was kept, with the key; how many reports, and how many bytes."""
        reports = size = 0
        for name, state in self._states():
            if self._remove(name):
                reports += name != _KEY
                size += state.st_size
        with suppress(OSError):
            os.rmdir(self._folder)  # noqa: PTH106
        return reports, size

    def _is_ready(self) -> bool:
        """Whether something can be kept here with our key, which is put here if there is none."""
        if not make(self._folder):
            return False
        if not self._has_key:
            self._write(_KEY, self.key)
        return self._read(_KEY) == self.key  # another process may have put its own meanwhile

    def _trim(self) -> None:
        states = sorted(((state.st_mtime_ns, name, state.st_size) for name, state in self._states() if name != _KEY))
        many, size = len(states), sum(each[2] for each in states)
        for _, name, length in states:
            if many <= MOST and size <= MOST_BYTES:
                return
            self._remove(name)
            many, size = many - 1, size - length

    def _states(self) -> list[tuple[str, os.stat_result]]:
        """Our files, and nothing else that may lie there."""
        if not is_ours(self._folder):
            return []
        try:
            with os.scandir(self._folder) as entries:
                return [(each.name, each.stat(follow_symlinks=False)) for each in entries if _is_ours(each.name)]
        except OSError:  # somebody removes one meanwhile
            return []

    def _path(self, name: str) -> str:
        return os.path.join(self._folder, name)  # noqa: PTH118

    def _read(self, name: str) -> bytes:
        """What a file holds, and no link to one; nothing where it cannot be read."""
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        try:
            with os.fdopen(os.open(self._path(name), flags), "rb") as file:
                return file.read(2 * MOST_BYTES)
        except OSError:
            return b""

    def _write(self, name: str, data: bytes) -> bool:
        """Write a file whole or not at all; whether that went well."""
        new = f"{name}.{os.getpid()}.new"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        try:
            with os.fdopen(os.open(self._path(new), flags, 0o600), "wb") as file:
                file.write(data)
            os.replace(self._path(new), self._path(name))  # noqa: PTH105
        except OSError:
            self._remove(new)
            return False
        return True

    def _remove(self, name: str) -> bool:
        try:
            os.unlink(self._path(name))  # noqa: PTH108
        except OSError:
            return False
        return True


def _is_ours(name: str) -> bool:
    first, *rest = name.split(".")
    is_report = len(first) == _NAME and not set(first) - set("0123456789abcdef")
    return (is_report or first == _KEY) and rest[1:] in ([], ["new"])
