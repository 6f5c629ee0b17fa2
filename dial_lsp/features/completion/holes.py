"""Text with holes that the user fills in: written for editors that jump from hole to hole, and for those that do not.

Holes are marked in the text itself, so that a value with holes is laid out like any other value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    import re

_OPEN, _MIDDLE, _CHOICE, _CLOSE = "\ue0f0", "\ue0f1", "\ue0f2", "\ue0f3"
_RAW, _RAW_END = "\ue0f4", "\ue0f5"
_HOLE: Final = compiled(f"{_OPEN}(?P<number>[0-9]+){_MIDDLE}(?P<text>[^{_CLOSE}]*){_CLOSE}")
_QUOTED_RAW: Final = compiled(f'"{_RAW}([^{_RAW_END}]*){_RAW_END}"')
_SPECIAL_OUTSIDE: Final = compiled(r"[\\$]")
_SPECIAL: Final = compiled(r"[\\$}]")
_SPECIAL_IN_CHOICE: Final = compiled(r"[\\$},|]")


def hole(number: int, text: str = "", *choices: str) -> str:
    """A hole inside a JSON string: what stands there until the user says otherwise, and what there is to choose from.

    Holes with the same number always hold the same text. With choices the first one stands there.
    """
    return f"{_OPEN}{number}{_MIDDLE}{_CHOICE.join(choices) or text}{_CLOSE}"


def raw(text: str) -> str:
    """A string that becomes JSON text as it stands once ``unquoted`` has seen it."""
    return f"{_RAW}{text}{_RAW_END}"


def unquoted(text: str) -> str:
    """JSON text in which raw strings have lost their quotes."""
    return _QUOTED_RAW.sub(r"\1", text)


def plain(text: str) -> str:
    """The text with what stands in its holes."""
    return _HOLE.sub(lambda found: found["text"].partition(_CHOICE)[0], text)


def snippet(text: str) -> str:
    """The text in the snippet syntax of LSP; the cursor ends up behind it."""
    pieces: list[str] = []
    done = 0
    for found in _HOLE.finditer(text):
        pieces += (_SPECIAL_OUTSIDE.sub(_escaped, text[done : found.start()]), _written(found["number"], found["text"]))
        done = found.end()
    return "".join([*pieces, _SPECIAL_OUTSIDE.sub(_escaped, text[done:])])


def has_holes(text: str) -> bool:
    """Whether there is anything to fill in."""
    return _OPEN in text


def _written(number: str, text: str) -> str:
    choices = text.split(_CHOICE)
    if len(choices) > 1:
        return f"${{{number}|{','.join(_SPECIAL_IN_CHOICE.sub(_escaped, choice) for choice in choices)}|}}"
    return f"${{{number}:{_SPECIAL.sub(_escaped, text)}}}" if text else f"${{{number}}}"


def _escaped(found: re.Match[str]) -> str:
    return "\\" + found[0]
