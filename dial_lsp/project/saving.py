"""Writing a changed text back to its file: all of it or nothing, and only over the text that was read."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from dial_lsp.project.encoding import decode, encode
from dial_lsp.project.files import STANDARD_INPUT

if TYPE_CHECKING:
    from collections.abc import Mapping


class SaveError(Exception):
    """A file is left as it is; the text says why, for the user."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(reason)
        self.path = path


def save(path: str, before: str, after: str) -> None:
    """Write a text in the place of the one that was read.

    The file keeps its encoding, byte order mark, mode and owner; a link stays a link. Raises SaveError for a file that
    holds another text by now, whose bytes cannot be kept, or that cannot be written.
    """
    save_all({path: (before, after)})


def save_all(texts: Mapping[str, tuple[str, str]]) -> None:
    """Write several texts, by path the one that was read and the new one: if one cannot be written, none is."""
    prepared = [_prepared(path, before, after) for path, (before, after) in texts.items()]
    done: list[tuple[Path, bytes]] = []
    for path, target, old, new in prepared:
        try:
            replace_file(target, new)
        except OSError as error:
            for earlier, data in done:
                with contextlib.suppress(OSError):
                    replace_file(earlier, data)
            raise SaveError(path, error.strerror or str(error)) from error
        done.append((target, old))


def _prepared(path: str, before: str, after: str) -> tuple[str, Path, bytes, bytes]:
    """The file to replace, its bytes and the new ones."""
    if path == STANDARD_INPUT:
        raise SaveError(path, "standard input cannot be written")
    # The target of a link is replaced, not the link.
    target = Path(os.path.realpath(path))
    try:
        data = target.read_bytes()
        if decode(data).text != before:
            raise SaveError(path, "it changed meanwhile")
        if encode(before, like=data) != data:
            raise SaveError(path, "some of its bytes are not in the encoding of the others")
        return path, target, data, encode(after, like=data)
    except OSError as error:
        raise SaveError(path, error.strerror or str(error)) from error
    except UnicodeError as error:
        raise SaveError(path, "its encoding cannot be written") from error


def replace_file(target: Path, data: bytes) -> None:
    """Give a file other bytes at once, so that whoever reads it sees the old or the new ones. Raises OSError."""
    old = target.stat() if target.exists() else None
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, stat.S_IMODE(old.st_mode) if old else 0o666 & ~_umask())  # noqa: PTH101 -- a name, not a path
        if old and hasattr(os, "chown"):
            with contextlib.suppress(OSError):  # only root may give files away
                os.chown(name, old.st_uid, old.st_gid)
        os.replace(name, target)  # noqa: PTH105
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        raise


def _umask() -> int:
    """What the process takes away from the modes of new files; it can only be asked for by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
