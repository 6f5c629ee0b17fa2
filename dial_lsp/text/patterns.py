"""Regular expressions that give nothing back, on every Python.

Python before 3.11.5, such as that of Debian 12, loses its place where an alternative of a possessive group,
``(?:a|b)*+``, fails late (https://github.com/python/cpython/issues/106052). An atomic group around the greedy one,
``(?>(?:a|b)*)``, says the same and is right there, too; it takes more memory, so it is used only where it must be.
"""

from __future__ import annotations

import re
import sys
from typing import Any, AnyStr, cast

_LOSES_ITS_PLACE = sys.version_info < (3, 11, 5)
_PIECES = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\\\]])*\]|(?P<note>\#[^\n]*)|(?P<mark>[()])|[^\\\[()#]+", re.DOTALL)
_POSSESSIVE = re.compile(r"([*+?]|\{\d*,?\d*\})\+")
_OF_PATTERNS = (
    *("match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "scanner"),
    *("pattern", "flags", "groups", "groupindex"),
)
_VERBOSE_POSSESSIVE = re.compile(rf"\s*{_POSSESSIVE.pattern}")


def compiled(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The pattern, in the form in which this Python is right.

    It is compiled when it is first asked for something, for most are not in a run. Raises ``re.error`` then.
    """
    return cast("re.Pattern[AnyStr]", _Late(pattern, flags))


class _Late:
    """Stands for a pattern, and is as fast as one from the second question on."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self._given = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _OF_PATTERNS:
            raise AttributeError(name)
        pattern, flags = self._given
        is_spelt = _LOSES_ITS_PLACE and isinstance(pattern, str)
        made = re.compile(with_atomic_groups(str(pattern), flags) if is_spelt else pattern, flags)
        for each in _OF_PATTERNS:
            setattr(self, each, getattr(made, each))
        return getattr(made, name)


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
