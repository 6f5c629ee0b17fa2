"""Bytes to text as Core does it, through Jackson: the encoding is told from the first four bytes.

Core's reader takes UTF-8 with at most one byte order mark, and UTF-16 and UTF-32 with or without one. Inside strings
it takes some UTF-8 that is not valid (overlong forms, code points past 10FFFF), and what follows the closing brace of
the root it never reads. Surrogates as bytes are refused by Jackson 2.21 and taken by 2.14 to 2.17; which release of
Core came with the change is not known, so they are refused. Source: ByteSourceJsonBootstrapper and
UTF8StreamJsonParser of Jackson 2; run with both.
"""

from __future__ import annotations

import codecs
import json
import sys
from typing import NamedTuple

_SHORTEST = 4  # bytes of a file in which Jackson looks for byte order marks


class Decoded(NamedTuple):
    """The text of a file without its byte order mark, and what of it Core cannot read."""

    text: str  # with U+FFFD for what cannot be read
    problem: str = ""  # why Core cannot read it, or empty
    at: int = 0  # the code point of the text where Core stops, if there is a problem


def decode(data: bytes) -> Decoded:
    """The text of a file's bytes."""
    encoding, mark = _encoding(data)
    decoded = _decoded(data[mark:], encoding)
    if mark and not decoded.problem and decoded.text.startswith("\ufeff"):
        return Decoded(decoded.text[1:], "a second byte order mark stands here", 0)
    return decoded


def _decoded(data: bytes, encoding: str) -> Decoded:
    if encoding == "utf-8":
        return _utf_8(data)
    if encoding.startswith("utf-16"):
        return Decoded(data.decode(encoding, "replace"))  # as Java's own reader, which never fails
    if encoding.startswith("utf-32"):
        return _utf_32(data, encoding)
    problem = f"these are the bytes of UTF-32 in the order {encoding}, which Core does not read"
    return Decoded(data.decode("latin-1"), problem)


def encode(text: str, like: bytes) -> bytes:
    """The text in the encoding of other bytes, with a byte order mark if they have one.

    Raises UnicodeError for an encoding that Core does not read, and where it cannot hold the text.
    """
    encoding, mark = _encoding(like)
    if not encoding.startswith("utf"):
        raise UnicodeError(f"there is no writing in the order {encoding}")
    return like[:mark] + text.encode(encoding, "strict" if encoding == "utf-8" else "surrogatepass")


def _encoding(data: bytes) -> tuple[str, int]:
    """The name of the encoding, or the byte order if Core cannot read it, and the length of the byte order mark."""
    if len(data) >= _SHORTEST:
        for mark, encoding in _MARKS:
            if data.startswith(mark):
                return encoding, len(mark)
    # Without a mark the first character of JSON is ASCII, so the zero bytes around it tell.
    zeros = bytes(byte != 0 for byte in data[:_SHORTEST])
    for pattern, encoding in _ZEROS:
        if zeros.startswith(pattern):
            return encoding, 0
    return "utf-8", 0


_MARKS = (
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (b"\x00\x00\xff\xfe", "2143"),
    (b"\xfe\xff\x00\x00", "3412"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF8, "utf-8"),
)
_ZEROS = (
    (b"\x00\x00\x00", "utf-32-be"),
    (b"\x01\x00\x00\x00", "utf-32-le"),
    (b"\x00\x01\x00\x00", "3412"),
    (b"\x00\x00\x01\x00", "2143"),
    (b"\x00", "utf-16-be"),
    (b"\x01\x00", "utf-16-le"),
)


def _utf_8(data: bytes) -> Decoded:
    try:
        return Decoded(data.decode())
    except UnicodeDecodeError:
        pass
    try:
        return Decoded(data.decode(errors=_LENIENT))
    except UnicodeDecodeError as error:
        read, byte = data[: error.start].decode(errors=_LENIENT), data[error.start]
        text = read + data[error.start :].decode(errors="replace")
        if _has_whole_value(read):
            return Decoded(text)
        return Decoded(text, f"the byte 0x{byte:02X} is not UTF-8 here", len(read))


def _utf_32(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding, "surrogatepass"))
    except UnicodeDecodeError as error:
        at = error.start // 4
        return Decoded(data.decode(encoding, "replace"), "these four bytes are not UTF-32", at)


def _lenient(error: UnicodeError) -> tuple[str, int]:
    """Reads what Jackson reads although it is not UTF-8: a codec error handler."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    first = error.object[error.start]
    length = next((length for bits, mask, length in _FIRST_BYTES if first & mask == bits), 0)
    sequence = error.object[error.start : error.start + length]
    if not length or len(sequence) < length or any(byte & _LATER_MASK != _LATER_BITS for byte in sequence[1:]):
        raise error
    code = first & (0xFF >> (length + 1))
    for byte in sequence[1:]:
        code = code << 6 | byte & 0x3F
    if code in _SURROGATES:
        raise error
    return _character(code), error.start + length


_FIRST_BYTES = ((0xC0, 0xE0, 2), (0xE0, 0xF0, 3), (0xF0, 0xF8, 4))  # bits, their mask, bytes of the sequence
_LATER_BITS, _LATER_MASK = 0x80, 0xC0
_SURROGATES = range(0xD800, 0xE000)


def _character(code: int) -> str:
    """What stands for the code point in a string, where an overlong quotation mark does not end the string."""
    return "\ufffd" if code < ord(" ") or code > sys.maxunicode or chr(code) in '"\\' else chr(code)


_LENIENT = "dial_lsp.lenient"
codecs.register_error(_LENIENT, _lenient)


def _has_whole_value(text: str) -> bool:
    """Whether Core would stop reading before the end of the text."""
    try:
        json.JSONDecoder(parse_int=len, parse_float=len).raw_decode(text, len(text) - len(text.lstrip(" \t\r\n")))
    except (ValueError, RecursionError):
        return False
    return True
