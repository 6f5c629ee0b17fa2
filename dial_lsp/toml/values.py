"""The values of a TOML text, read by the standard library but for what would take it minutes or make it fail."""

from __future__ import annotations

from typing import Any

from dial_lsp.text.patterns import compiled

MOST_PARTS = 100
"""Parts of a dotted name. The standard library takes time by the square of their number, and nobody writes so many."""

_PART = r"""(?:"(?:[^"\\\r\n]|\\.)*+"|'[^'\r\n]*+'|[A-Za-z0-9_-]++)"""
_DOT = r"[ \t]*+\.[ \t]*+"
_MANY_PARTS = compiled(rf"(?:^|[\[{{,])[ \t]*+(?P<name>(?:{_PART}{_DOT}){{{MOST_PARTS},}}){_PART}[ \t]*+[=\]]")


def loads(text: str) -> dict[str, Any]:
    """The values. Raises TOMLDecodeError for a text that is no TOML, is nested too deep, or has too long a number."""
    import tomllib

    for line, written in enumerate(text.split("\n"), 1):
        if written.count(".") >= MOST_PARTS and (found := _MANY_PARTS.search(written)):
            where = f"(at line {line}, column {found.start('name') + 1})"
            raise tomllib.TOMLDecodeError(f"A name has more than {MOST_PARTS} parts {where}")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError as error:
        raise tomllib.TOMLDecodeError("it is nested too deep") from error
    except ValueError as error:
        raise tomllib.TOMLDecodeError("a number has too many digits") from error
