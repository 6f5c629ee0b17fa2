"""A report as it is kept: what was asked with each answer, the exit status, and what was shown."""

from __future__ import annotations

import os

from dial_lsp.disk import again
from dial_lsp.notes import hashed

TYPE_CHECKING = False  # what typing says; its import takes 4 ms
if TYPE_CHECKING:
    from collections.abc import Sequence

    from dial_lsp.notes import Notes

_SEAL, _NUMBER = 32, 8  # bytes
Shown = tuple[int, bytes]
"""Something that was printed, and to which stream."""


def written(notes: Notes, status: int) -> bytes:
    """The report as a file, sealed with the key. Nothing in it is of a file but what was shown, and names."""
    answers = (part for (what, path), answer in notes.answers.items() for part in (what, path, answer))
    asked = os.fsencode("\0".join(answers))
    shown = b"".join(bytes([stream]) + _number(len(data)) + data for stream, data in notes.shown)
    told = _number(len(asked)) + asked + bytes([status]) + shown
    return _seal(told, notes.key) + told


def opened(data: bytes, key: bytes) -> tuple[str, int, list[Shown]] | None:
    """The answers, the exit status and what was shown; None for what was not sealed with the key."""
    told = data[_SEAL:]
    if data[:_SEAL] != _seal(told, key):
        return None
    end = _NUMBER + int.from_bytes(told[:_NUMBER], "big")
    shown, at = [], end + 1
    while at < len(told):
        start = at + 1 + _NUMBER
        stop = start + int.from_bytes(told[at + 1 : start], "big")
        shown.append((told[at], told[start:stop]))
        at = stop
    return os.fsdecode(told[_NUMBER:end]), told[end], shown


def is_still_so(answers: str, key: bytes) -> bool:
    """Whether each question has the answer that it had."""
    parts: Sequence[str] = answers.split("\0") if answers else ()
    try:
        return all(again(what, path, key) == answer for what, path, answer in zip(*[iter(parts)] * 3, strict=True))
    except (OSError, ValueError):
        return False


def _seal(told: bytes, key: bytes) -> bytes:
    return hashed(told, key, b"report").encode()


def _number(value: int) -> bytes:
    return value.to_bytes(_NUMBER, "big")
