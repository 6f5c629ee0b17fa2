"""Writing a changed text back to its file: all of it or nothing, and only over the text that was read."""

from __future__ import annotations

import contextlib
import os
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from dial_lsp.disk import read_bytes
from dial_lsp.project.encoding import decode, encode
from dial_lsp.project.files import STANDARD_INPUT
from dial_lsp.project.whole_files import ChangedError, Replacement

if TYPE_CHECKING:
    from collections.abc import Mapping

_CHANGED = "it changed meanwhile"


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
    """Write several texts, by path the one that was read and the new one: if one cannot be written, none is.

    All are written beside their files before the first takes its place, so that little can fail from then on.
    """
    with ExitStack() as stack:
        made = [(path, stack.enter_context(_prepared(path, before, after))) for path, (before, after) in texts.items()]
        done: list[Replacement] = []
        for path, one in made:
            try:
                one.put()
            except OSError as error:
                for earlier in reversed(done):
                    with contextlib.suppress(OSError):
                        earlier.undo()
                raise SaveError(path, _reason(error)) from error
            done.append(one)


def _prepared(path: str, before: str, after: str) -> Replacement:
    if path == STANDARD_INPUT:
        raise SaveError(path, "standard input cannot be written")
    # The target of a link is replaced, not the link.
    target = Path(os.path.realpath(path))
    try:
        data = read_bytes(target)
        if decode(data).text != before:
            raise SaveError(path, _CHANGED)
        if encode(before, like=data) != data:
            raise SaveError(path, "some of its bytes are not in the encoding of the others")
        return Replacement(target, data, encode(after, like=data))
    except OSError as error:
        raise SaveError(path, _reason(error)) from error
    except UnicodeError as error:
        raise SaveError(path, "its encoding cannot be written") from error


def _reason(error: OSError) -> str:
    return _CHANGED if isinstance(error, ChangedError) else error.strerror or str(error)
