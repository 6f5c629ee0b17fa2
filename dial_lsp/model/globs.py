"""Globs in patterns of routes: signs that mean something in other gateways, and something else in a regular expression.

Core matches a whole path, without its query, with a Java regular expression.
"""

from __future__ import annotations

import re

from dial_lsp.text.patterns import compiled

_ENDS = r"(?=/|\$?\Z)"
_TOKENS = compiled(
    rf"""
      (?P<skipped> (?: \\Q.*?(?:\\E|\Z) | \\. | \[(?:\\.|[^\]\\])*\] ) \*? )
    | (?P<star> /\* {_ENDS} )
    | (?P<after> (?<=[A-Za-z])\* {_ENDS} )
    | (?P<parameter> /:[A-Za-z_]\w* {_ENDS} )
    | (?P<query> \?[A-Za-z_][\w-]*=[^/]*\Z )
    """,
    re.VERBOSE | re.DOTALL,
)
MEANING = {
    "star": '"/*" matches any number of slashes',
    "after": '"*" repeats the letter before it',
    "parameter": "a name with a colon matches only itself",
    "query": "the query is no part of the path",
}


def glob_in(pattern: str) -> str | None:
    """The kind of the first glob in a pattern, one of MEANING; None where there is none."""
    return next((kind for found in _TOKENS.finditer(pattern) if (kind := found.lastgroup) in MEANING), None)


def as_expression(pattern: str) -> str:
    """The pattern with its globs written as what they were meant to match."""
    return _TOKENS.sub(_meant, pattern)


def _meant(found: re.Match[str]) -> str:
    is_last = found.end() == len(found.string) or found.string[found.end() :] == "$"
    match found.lastgroup:
        case "star":
            return "/.*" if is_last else "/[^/]*"
        case "after":
            return ".*" if is_last else "[^/]*"
        case "parameter":
            return "/[^/]+"
        case "query":
            return ""
        case _:
            return found[0]
