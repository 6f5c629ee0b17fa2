"""Files that are written whole or not at all, and only over what they are known to hold."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Self

from dial_lsp.notes import spoil
from dial_lsp.project.reach import outside

if TYPE_CHECKING:
    from types import TracebackType

_DEVICES = ("/dev", "/proc")
_NO_RENAMING = (errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY)


class ChangedError(OSError):
    """A file holds other bytes than those that were read."""


class Replacement:
    """The new bytes of a file, written beside it and not yet in its place; leaving the context takes them away.

    POSIX has no way to replace a file only if nobody has changed it. What comes nearest: the file is read again right
    before its name goes to the new bytes, and the old bytes keep a second name until they are read once more after
    that, for a program that had the file open may write to them in between. Who replaces the file as a whole
    in the microseconds between the reading and the renaming is not seen.
    """

    def __init__(self, target: Path, old: bytes, new: bytes) -> None:
        spoil()
        self._target, self._old = target, old
        self._new = _beside(target, new, target)
        self._kept: str | None = None

    def put(self) -> None:
        """Give the file its new bytes at once. Raises ChangedError if it holds others than the old ones by now."""
        self._kept = _second_name(self._target)
        if self._target.read_bytes() != self._old or (
            self._kept and not os.path.samefile(self._kept, self._target)  # noqa: PTH121 -- asks for the target last
        ):
            raise ChangedError
        os.replace(self._new, self._target)  # noqa: PTH105 -- a name, not a path, as all below
        if self._kept and Path(self._kept).read_bytes() != self._old:
            self.undo()
            raise ChangedError

    def undo(self) -> None:
        """Give the file its old bytes again after all."""
        os.replace(self._kept or _beside(self._target, self._old, self._target), self._target)  # noqa: PTH105

    def __enter__(self) -> Self:
        """Something to put."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave nothing beside the file."""
        for name in filter(None, (self._new, self._kept)):
            with contextlib.suppress(OSError):
                os.unlink(name)  # noqa: PTH108


def write_whole(path: str, data: bytes) -> None:
    """Write a file, whatever it holds; a link stays a link, and devices and pipes are written to. Raises OSError.

    A link that leads out of the repository is refused, for it may be somebody else's.

    A file whose folder takes no new ones, or that is mounted by itself, is written in place and gets its old bytes
    again if that fails.
    """
    spoil()
    _stay_inside(path)
    target = Path(os.path.realpath(path))
    if _is_stream(path):
        _overwrite(Path(path), data)
    elif not target.is_file():
        _rename(_beside(target, data, None), target)
    else:
        try:
            _rename(_beside(target, data, target), target)
        except OSError as error:
            if error.errno not in _NO_RENAMING:
                raise
            old = target.read_bytes()
            try:
                _overwrite(target, data)
            except OSError:
                _overwrite(target, old)
                raise


def create_whole(path: str, data: bytes) -> None:
    """Write a file that is not there. Raises FileExistsError if it is by then, another OSError if it cannot be made."""
    spoil()
    target = Path(path)
    name = _beside(target, data, None)
    try:
        os.link(name, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without second names
        with target.open("xb") as file:
            file.write(data)
    finally:
        os.unlink(name)  # noqa: PTH108


def append_whole(path: str, data: bytes) -> None:
    """Write behind what a file holds, all of it or nothing. Raises OSError."""
    spoil()
    _stay_inside(path)
    with Path(path).open("ab", buffering=0) as file:
        size = os.fstat(file.fileno()).st_size
        try:
            left = memoryview(data)
            while left:
                left = left[file.write(left) :]
        except OSError:
            if not _is_stream(path):
                file.truncate(size)
            raise


def _stay_inside(path: str) -> None:
    if reason := outside(path):
        raise OSError(None, reason)


def _rename(name: str, target: Path) -> None:
    try:
        os.replace(name, target)  # noqa: PTH105
    except OSError:
        os.unlink(name)  # noqa: PTH108
        raise


def _overwrite(path: Path, data: bytes) -> None:
    with open(path, "wb", opener=_open_at_once) as file:
        file.write(data)


def _open_at_once(path: str, flags: int) -> int:
    """Open a file to write to it; to open a pipe that nobody reads would wait for ever, so that is an OSError."""
    try:
        descriptor = os.open(path, flags | getattr(os, "O_NONBLOCK", 0), 0o666)
    except OSError as error:
        if error.errno == errno.ENXIO:
            raise OSError(errno.ENXIO, "it is a pipe that nobody reads") from error
        raise
    if hasattr(os, "set_blocking"):
        os.set_blocking(descriptor, True)
    return descriptor


def _is_stream(path: str) -> bool:
    """Whether bytes go through a file to somebody else, as through ``/dev/stdout``, whatever that is now."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 -- links are not followed
    return any(absolute.is_relative_to(folder) for folder in _DEVICES) or (
        absolute.exists() and not absolute.is_file() and not absolute.is_dir()
    )


def _beside(target: Path, data: bytes, like: Path | None) -> str:
    """The name of a new file in the same folder, with mode, owner and attributes of another. Raises OSError."""
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if like is None:
            os.chmod(name, 0o666 & ~_umask())  # noqa: PTH101
        else:
            _dress(name, like)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        raise
    return name


def _dress(name: str, like: Path) -> None:
    old = like.stat()
    if hasattr(os, "chown"):
        with contextlib.suppress(OSError):  # only root may give files away
            os.chown(name, old.st_uid, old.st_gid)
    with contextlib.suppress(OSError):  # some attributes only root may give
        shutil.copystat(like, name)
    os.chmod(name, stat.S_IMODE(old.st_mode))  # noqa: PTH101
    os.utime(name)


def _second_name(target: Path) -> str | None:
    """Another name for the same file, in its folder; None where file systems know no such thing."""
    for number in range(100):
        name = str(target.with_name(f".{target.name}.{os.getpid()}.{number}"))
        try:
            os.link(target, name)
        except FileExistsError:
            continue
        except OSError:
            return None
        return name
    return None


def _umask() -> int:
    """What the process takes away from the modes of new files; it can only be asked for by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
