"""Names as people ask for them, where ``*`` stands for any text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def matching(pattern: str) -> Callable[[str], bool]:
    """Whether a name is the pattern, or like it where ``*`` stands for any text: one pass, however many there are."""
    first, *rest = pattern.split("*")
    if not rest:
        return lambda name: name == pattern
    *between, last = rest

    def is_like(name: str) -> bool:
        at, end = len(first), len(name) - len(last)
        if at > end or not (name.startswith(first) and name.endswith(last)):
            return False
        for part in between:
            found = name.find(part, at, end)
            if found < 0:
                return False
            at = found + len(part)
        return True

    return is_like
