"""What a run has asked of the disk and shown to the user, while somebody takes notes.

A run is the same as an earlier one where it begins in the same circumstances and each question has the same answer:
all that is read comes through ``dial_lsp.disk``, which notes it here. What cannot be noted spoils the notes.
"""

from __future__ import annotations

import os

try:
    from _blake2 import blake2b  # hashlib takes 3 ms to find it, an eighth of all that an answer that is kept takes
except ImportError:
    from hashlib import blake2b

TYPE_CHECKING = False  # what typing says; its import takes 4 ms
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self

Question = tuple[str, str]
"""What is asked and of which path, such as ``("real", "core/base.json")``."""

MOST_SHOWN = 5 * 1024 * 1024  # bytes
MOST_ASKED = 20_000  # questions
STDOUT, STDERR = 1, 2


class Notes:
    """The answers that a run got, and what it showed, in order; ``key`` is what texts are hashed with."""

    def __init__(self, key: bytes) -> None:
        self.key = key
        self.answers: dict[Question, str] = {}
        self.shown: list[tuple[int, bytes]] = []
        self._size = 0
        self.is_report = False
        self.is_spoilt = False

    def __enter__(self) -> Self:
        """Notes are taken from here on."""
        global _taken  # noqa: PLW0603 -- one run in one process
        _taken = self
        return self

    def __exit__(self, *_: object) -> None:
        global _taken  # noqa: PLW0603
        _taken = None

    @property
    def are_whole(self) -> bool:
        """Whether they say all there is to know of a run that made a report."""
        return self.is_report and not self.is_spoilt and len(self.answers) <= MOST_ASKED

    def add(self, question: Question, answer: str) -> None:
        """Note an answer; two that differ, as where somebody writes meanwhile, spoil the notes."""
        if "\0" in question[1] or self.answers.setdefault(question, answer) != answer:
            self.is_spoilt = True

    def show(self, stream: int, data: bytes) -> None:
        """Note what was printed; too much of it spoils the notes."""
        self._size += len(data)
        if self._size > MOST_SHOWN:
            self.is_spoilt = True
            self.shown.clear()
        else:
            self.shown.append((stream, data))

    def join(self, other: Notes) -> None:
        """Add what another process has noted that did a part of the work."""
        self.is_spoilt |= other.is_spoilt
        for question, answer in other.answers.items():
            self.add(question, answer)


_taken: Notes | None = None


def taken() -> Notes | None:
    """The notes that are being taken, if any are."""
    return _taken


def asked(what: str, path: str | Path, answer: str | bytes) -> None:
    """Note what was asked of a path, and the answer; of bytes only a keyed hash."""
    if _taken is not None:
        _taken.add((what, os.fspath(path)), hashed(answer, _taken.key) if isinstance(answer, bytes) else answer)


def shown(stream: int, data: bytes) -> None:
    """Note what the user was shown."""
    if _taken is not None:
        _taken.show(stream, data)


def report() -> None:
    """Note that this run makes a report of files, which is the same as long as they are."""
    if _taken is not None:
        _taken.is_report = True


def spoil() -> None:
    """Note that this run does or shows something that must not be kept, or must be done each time."""
    if _taken is not None:
        _taken.is_spoilt = True


def hashed(data: bytes, key: bytes, purpose: bytes = b"") -> str:
    """A hash of bytes that says nothing to whoever lacks the key: 32 digits."""
    return blake2b(data, digest_size=16, key=key, person=purpose).hexdigest()
