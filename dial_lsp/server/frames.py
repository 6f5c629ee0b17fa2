"""Messages in a stream of bytes: a header, an empty line, and as many bytes of JSON as the header says.

A message whose bytes are no JSON is known by its length, so the next one can be read. Where the header does not say
how long the message is, nothing behind it can be understood.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from email.message import Message
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Read = Callable[[], bytes]

LONGEST_HEADER = 1 << 16  # bytes
LONGEST_MESSAGE = 1 << 30  # bytes; some twenty times what the largest file takes
_UTF_8 = frozenset({"utf-8", "utf8"})  # the latter was in LSP until 3.0


class FrameError(Exception):
    """The stream cannot be read any further; the text says why and holds nothing of it."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Stands for a message that is no JSON."""

    reason: str


def messages(read: Read) -> Iterator[Any]:
    """The messages of a stream, to its end. Raises FrameError, and what reading raises."""
    stream = _Stream(read)
    while header := _header(stream):
        yield _message(header, stream.take(_length(header)))


class _Stream:
    """Bytes that come in chunks of any size."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._buffer = bytearray()

    def line(self, longest: int) -> bytes:
        """The next line with its end; nothing where the stream ends before it begins."""
        searched = 0
        while (end := self._buffer.find(b"\n", searched)) < 0:
            searched = len(self._buffer)
            if searched > longest:
                raise FrameError(f"the header of a message is longer than {LONGEST_HEADER:,} bytes")
            if not self._more():
                return b""
        return self._cut(end + 1)

    def take(self, size: int) -> bytes:
        """The next bytes."""
        while len(self._buffer) < size:
            if not self._more():
                raise FrameError("the input ends within a message")
        return self._cut(size)

    def _more(self) -> bool:
        chunk = self._read()
        self._buffer += chunk
        if not chunk and self._buffer:
            raise FrameError("the input ends within a message")
        return bool(chunk)

    def _cut(self, size: int) -> bytes:
        data = bytes(self._buffer[:size])
        del self._buffer[:size]
        return data


def _header(stream: _Stream) -> list[tuple[str, str]]:
    """Names, in lower case, and values; nothing at the end of the stream."""
    fields: list[tuple[str, str]] = []
    left = LONGEST_HEADER
    while line := stream.line(left):
        left -= len(line)
        if not line.endswith(b"\r\n"):
            raise FrameError("a line of a header does not end with CR LF")
        if line == b"\r\n":
            if not fields:
                raise FrameError("a message has no header")
            return fields
        name, colon, value = line.decode("latin-1").partition(":")
        if not colon:
            raise FrameError("a line of a header is not a name, a colon and a value")
        fields.append((name.strip().lower(), value.strip()))
    if fields:
        raise FrameError("the input ends within a header")
    return []


def _length(header: list[tuple[str, str]]) -> int:
    said = {value for name, value in header if name == "content-length"}
    if not said:
        raise FrameError("a header has no Content-Length")
    if len(said) > 1:
        raise FrameError("a header has two Content-Lengths")
    digits = said.pop()
    if not (digits.isascii() and digits.isdigit()):
        raise FrameError("a Content-Length is not a number of bytes")
    digits = digits.lstrip("0") or "0"
    if len(digits) > len(str(LONGEST_MESSAGE)) or int(digits) > LONGEST_MESSAGE:
        raise FrameError(f"a message is longer than {LONGEST_MESSAGE:,} bytes")
    return int(digits)


def _message(header: list[tuple[str, str]], body: bytes) -> Any:
    if _charset(header) not in _UTF_8:
        return Unreadable("the message is not in UTF-8")
    try:
        # Halves of surrogate pairs come from editors that cut a text between them.
        return json.loads(body.decode("utf-8", "surrogatepass"))
    except UnicodeError:
        return Unreadable("the message is not in UTF-8")
    except ValueError:
        return Unreadable("the message is no JSON")
    except RecursionError:
        return Unreadable("the message is nested too deeply")


def _charset(header: list[tuple[str, str]]) -> str:
    parsed = Message()
    for name, value in header:
        if name == "content-type":
            parsed["Content-Type"] = value
    return str(parsed.get_content_charset("utf-8"))
