"""Regular expressions as `java.util.regex` understands them, judged without running them.

Core compiles the `paths` of routes, and its schema validator every `pattern`, with Java's own engine and no flags.
Python's `re` accepts other patterns and means other things by some, so it is no judge, and it may be made to backtrack
for hours.
"""

from __future__ import annotations

from functools import lru_cache

from dial_lsp.javaregex.cursor import BeyondUsError, Cursor, RefusedError
from dial_lsp.javaregex.parser import read_pattern
from dial_lsp.javaregex.tree import Regex


def problem_of(pattern: str) -> str | None:
    """Why Java does not compile the pattern, with the place; None if it does, or if it is too large to judge."""
    answer = _read(pattern)
    return answer if isinstance(answer, str) else None


def parse(pattern: str) -> Regex | None:
    """The tree of a pattern that Java compiles; None for one it refuses or that is too large to judge."""
    answer = _read(pattern)
    return answer if isinstance(answer, Regex) else None


@lru_cache(maxsize=1024)
def _read(pattern: str) -> Regex | str | None:
    try:
        return Regex(pattern, read_pattern(Cursor(pattern)))
    except RefusedError as refused:
        return str(refused)
    except BeyondUsError:
        return None
