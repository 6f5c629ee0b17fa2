"""A place in a regular expression that is being read: look, move, and complain the way Java does.

With the flag `x` blanks and comments are no part of the pattern, wherever the next character is looked at through here.
"""

from __future__ import annotations

MOST_CHARACTERS = 20_000
MOST_DEPTH = 60

_BLANKS = " \t\n\v\f\r"
_DIGITS = "0123456789"


class RefusedError(Exception):
    """Java does not compile the pattern."""

    def __init__(self, problem: str, at: int) -> None:
        super().__init__(f"{problem} (character {at + 1})")


class BeyondUsError(Exception):
    """The pattern is longer or nested deeper than we want to judge."""


class Cursor:
    """A pattern without its quotations, the current place, the flags in force and the groups seen so far."""

    def __init__(self, pattern: str) -> None:
        if len(pattern) > MOST_CHARACTERS:
            raise BeyondUsError
        self.text = unquoted(pattern)
        self.at = 0
        self.flags: frozenset[str] = frozenset()
        self.groups = 0
        self.names: dict[str, int] = {}
        self.depth = 0

    @property
    def is_at_end(self) -> bool:
        """Nothing is left."""
        return self.at >= len(self.text)

    def raw(self, ahead: int = 0) -> str:
        """The character here or further on, blanks included; "" behind the end."""
        return self.text[self.at + ahead : self.at + ahead + 1]

    def peek(self) -> str:
        """The next character, "" at the end."""
        if "x" in self.flags:
            self._skip_blanks()
        return self.raw()

    def take(self) -> str:
        """The next character, stepping over it."""
        char = self.peek()
        self.at += 1
        return char

    def next(self) -> str:
        """Step over the current character, whatever it is, and look at the one behind it."""
        self.at += 1
        return self.peek()

    def refuse(self, problem: str) -> RefusedError:
        """The error to raise for a problem here."""
        return RefusedError(problem, min(self.at, len(self.text)))

    def enter(self) -> None:
        """One bracket deeper."""
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise BeyondUsError

    def leave(self) -> None:
        """Out of a bracket."""
        self.depth -= 1

    def _skip_blanks(self) -> None:
        line_ends = "\n" if "d" in self.flags else "\n\r\x85\u2028\u2029"
        while (char := self.raw()) and (char in _BLANKS or char == "#"):
            if char == "#":
                while self.raw() and self.raw() not in line_ends:
                    self.at += 1
            else:
                self.at += 1


def unquoted(pattern: str) -> str:
    r"""The pattern with every `\Q...\E` written as single escapes, which is how Java reads quotations."""
    pieces: list[str] = []
    at = 0
    while at < len(pattern):
        if pattern.startswith("\\Q", at):
            end = pattern.find("\\E", at + 2)
            quoted = pattern[at + 2 :] if end < 0 else pattern[at + 2 : end]
            pieces.append(_escaped(quoted))
            at = len(pattern) if end < 0 else end + 2
        else:
            width = 2 if pattern[at] == "\\" else 1
            pieces.append(pattern[at : at + width])
            at += width
    return "".join(pieces)


def _escaped(text: str) -> str:
    if text[:1] and text[0] in _DIGITS:
        # A digit that follows a back reference must not become part of it.
        return f"\\x3{text[0]}" + _escaped_rest(text[1:])
    return _escaped_rest(text)


def _escaped_rest(text: str) -> str:
    return "".join(char if not char.isascii() or char.isalnum() else f"\\{char}" for char in text)
