"""Reading a file as Core would, with a clear word about every file that cannot be read."""

from __future__ import annotations

import sys
from typing import NamedTuple

from dial_lsp.disk import LARGEST, UnreadableError, read_bytes
from dial_lsp.notes import spoil
from dial_lsp.project.encoding import decode
from dial_lsp.text import Source, Span

STANDARD_INPUT = "-"


class Unreadable(NamedTuple):
    """A file whose bytes could not be had, and why, in words for the user."""

    path: str
    reason: str


class Undecodable(NamedTuple):
    """A file whose bytes are not text that Core reads, so that it refuses the file.

    The source has U+FFFD for what cannot be read; the span is the first such place.
    """

    source: Source
    span: Span
    reason: str


def read_source(path: str, largest: int = LARGEST) -> Source | Undecodable | Unreadable:
    """The text of a file of at most so many bytes, or of standard input for ``-``; never raises."""
    try:
        data = _read_standard_input() if path == STANDARD_INPUT else read_bytes(path, largest)
    except UnreadableError as error:
        return Unreadable(path, str(error))
    decoded = decode(data)
    source = Source(path, decoded.text)
    if decoded.problem:
        return Undecodable(source, Span(decoded.at, min(decoded.at + 1, len(decoded.text))), decoded.problem)
    return source


def _read_standard_input() -> bytes:
    spoil()
    if sys.stdin is None:
        raise UnreadableError("standard input is closed")
    try:
        data = sys.stdin.buffer.read(LARGEST + 1)
    except OSError as error:
        raise UnreadableError(error.strerror or str(error)) from error
    if len(data) > LARGEST:
        raise UnreadableError(f"it is larger than {LARGEST // 1024 // 1024} MB")
    return data
