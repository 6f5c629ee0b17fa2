"""Regular expressions that give nothing back, on every Python.

Python before 3.11.5, such as that of Debian 12, loses its place where an alternative of a possessive group,
``(?:a|b)*+``, fails late (https://github.com/python/cpython/issues/106052). An atomic group around the greedy one,
``(?>(?:a|b)*)``, says the same and is right there, too; it takes more memory, so it is used only where it must be.
"""

from __future__ import annotations

import re
import sys

_LOSES_ITS_PLACE = sys.version_info < (3, 11, 5)
_PIECES = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\\\]])*\]|(?P<note>\#[^\n]*)|(?P<mark>[()])|[^\\\[()#]+", re.DOTALL)
_POSSESSIVE = re.compile(r"([*+?]|\{\d*,?\d*\})\+")
_VERBOSE_POSSESSIVE = re.compile(rf"\s*{_POSSESSIVE.pattern}")


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, in the form in which this Python is right. Raises ``re.error`` as ``re.compile`` does."""
    return re.compile(with_atomic_groups(pattern, flags) if _LOSES_ITS_PLACE else pattern, flags)


def with_atomic_groups(pattern: str, flags: int = 0) -> str:
    """The same pattern without possessive groups."""
    possessive = _VERBOSE_POSSESSIVE if flags & re.VERBOSE else _POSSESSIVE
    pieces: list[str] = []
    opened: list[int] = []
    at = 0
    while found := _PIECES.match(pattern, at):
        at = found.end() if not found["note"] or flags & re.VERBOSE else at + 1
        pieces.append(pattern[found.start() : at])
        if found["mark"] == "(":
            opened.append(len(pieces) - 1)
        elif found["mark"] == ")":
            start = opened.pop()
            if repeated := possessive.match(pattern, at):
                pieces[start] = "(?>("
                pieces.append(f"{repeated[1]})")
                at = repeated.end()
    return "".join(pieces)
