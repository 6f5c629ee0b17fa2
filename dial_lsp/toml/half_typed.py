"""Where the cursor stands in TOML that is being typed: in which table, at which name, value or element of a list.

A string without an end ends with its line; a list or an inline table without one ends where a line starts as a table
or a member does. So whatever is half-typed leaves the lines behind it what they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from dial_lsp.text import Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from dial_lsp.toml.places import TomlPath

Role = Literal["table", "name", "value", "element"]

_MARK: Final = "\ue0fe"
_TOKEN: Final = compiled(
    r"""
      (?P<comment> \# [^\r\n]* )
    | (?P<text>
          \"{3} (?: \\. | [^\\] )*? (?: \"{3,5} | \Z )
        | '{3} .*? (?: '{3,5} | \Z )
        | " (?: \\[^\r\n] | [^"\\\r\n] )* "?
        | ' [^'\r\n]* '?
      )
    | (?P<line> \r\n | \r | \n )
    | (?P<mark> [\[\]{}=,] )
    | (?P<word> [^\s\[\]{}=,\#"']+ )
    """,
    re.VERBOSE | re.DOTALL,
)
_HEADER: Final = compiled(r"\[{1,2}[ \t]*(?P<name>[^\]\[\r\n#={},]*)(?P<end>\]{0,2})")
_NEXT: Final = compiled(
    r"""[ \t]*(?:(?:"[^"\r\n]*"|'[^'\r\n]*'|[\w.-]+)+[ \t]*=|\[{1,2}[ \t]*[\w.-]+[ \t]*\]{1,2}[ \t]*(?:[\r\n#]|\Z))"""
)
_NAME: Final = compiled(r"""\"([^"\r\n]*)\"?|'([^'\r\n]*)'?|([^\s."']+)""")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a text.

    ``table`` names the table around it and ``path`` leads from there to what stands here: names, and the numbers of
    elements. ``span`` is what is typed here, its quotes included, and ``typed`` is that as it is written. ``others``
    are the other names of the same table, or the other texts of the same list.
    """

    role: Role
    table: tuple[str, ...]
    path: TomlPath
    span: Span
    typed: str
    others: frozenset[str]
    has_value: bool

    def steps(self, root: TomlPath = ()) -> tuple[str, ...] | None:
        """The names that lead here, by headers, dotted names and inline tables; numbers of elements are left out.

        They are counted from the table ``root``; None outside of it.
        """
        steps = tuple(step for step in (*self.table, *self.path) if isinstance(step, str))
        return steps[len(root) :] if steps[: len(root)] == root else None

    @property
    def said(self) -> str:
        """What is typed, without quotes."""
        return plain(self.typed)


def spot_at(text: str, offset: int) -> Spot | None:
    """Where an offset is; None in comments, behind a finished value, and in what is none of this."""
    for token in _TOKEN.finditer(text):
        if token.start() <= offset <= token.end():
            if token["comment"] and token.start() < offset:
                return None
            if token["text"] or token["word"]:
                return _spot(text, offset, text[slice(*token.span())])
    return _spot(f"{text[:offset]}{_MARK}{text[offset:]}", offset, "")


def plain(written: str) -> str:
    """What a text or a name says that may lack its end; escapes stay as they are written."""
    quote = written[:1]
    if quote not in ('"', "'"):
        return written
    return written[1:-1] if len(written) > 1 and written.endswith(quote) else written[1:]


class _Part(NamedTuple):
    role: Role
    table: tuple[str, ...]
    number: int  # of the table, from the start of the text
    path: TomlPath
    span: Span
    has_value: bool = False


def _spot(text: str, offset: int, typed: str) -> Spot | None:
    parts = _Reader(text).parts
    here = next((part for part in parts if part.span.start <= offset <= part.span.end), None)
    if here is None:
        return None
    like = [one for one in parts if one is not here and one.number == here.number and one.path[:-1] == here.path[:-1]]
    others = {
        str(one.path[-1]) if here.role == "name" else plain(text[slice(*one.span)])
        for one in like
        if one.role == here.role
    }
    span = here.span if typed else Span(offset, offset)
    written = text[slice(*here.span)] if typed else ""
    return Spot(here.role, here.table, here.path, span, written, frozenset(others), here.has_value)


@dataclass(slots=True)
class _Open:
    """A list, with the number of its element, or an inline table, that is open."""

    path: TomlPath
    index: int | None


class _Reader:
    """Goes over the tokens once; ``_expects`` says what may come: a name, a value, or "" for what parts them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.parts: list[_Part] = []
        self._table: tuple[str, ...] = ()
        self._number = 0
        self._open: list[_Open] = []
        self._path: TomlPath = ()
        self._key: Span | None = None
        self._expects: Literal["name", "value", ""] = "name"
        at = 0
        while token := _TOKEN.search(text, at):
            at = self._take(token)
        self._end_line()

    def _take(self, token: re.Match[str]) -> int:
        """Take a token; returns where the next one is looked for."""
        if token["line"]:
            if not self._open or _NEXT.match(self.text, token.end()):
                self._end_line()
        elif token["mark"] == "[" and self._expects == "name" and not self._open and self._key is None:
            return self._header(token.start())
        elif token["mark"]:
            self._mark(token["mark"])
        elif not token["comment"]:
            self._word(Span(*token.span()))
        return token.end()

    def _end_line(self) -> None:
        if self._key is not None:
            self._name(has_value=False)
        self._open.clear()
        self._expects, self._path = "name", ()

    def _header(self, start: int) -> int:
        found = _HEADER.match(self.text, start)
        assert found is not None  # noqa: S101 -- it starts with a bracket
        self._table = _names(found["name"])
        self._number += 1
        begin, end = found.span("name")
        self.parts.append(_Part("table", self._table, self._number, (), Span(begin, end), bool(found["end"])))
        self._expects = ""
        return found.end()

    def _word(self, span: Span) -> None:
        if self._expects == "name":
            self._key = Span(self._key.start, span.end) if self._key else span
        elif self._expects == "value":
            is_element = bool(self._open) and self._open[-1].index is not None
            role: Role = "element" if is_element else "value"
            self.parts.append(_Part(role, self._table, self._number, self._here(), span))
            self._expects = ""

    def _mark(self, mark: str) -> None:
        if mark == "=" and self._key is not None:
            self._name(has_value=True)
            self._expects = "value"
        elif mark in "[{" and self._expects == "value":
            self._open.append(_Open(self._here(), 0 if mark == "[" else None))
            self._expects = "value" if mark == "[" else "name"
        elif mark == "," and self._open:
            self._comma(self._open[-1])
        elif mark in "]}" and self._open:
            if self._key is not None:
                self._name(has_value=False)
            self._open.pop()
            self._expects = ""

    def _comma(self, around: _Open) -> None:
        if self._key is not None:
            self._name(has_value=False)
        self._expects = "name" if around.index is None else "value"
        around.index = None if around.index is None else around.index + 1

    def _name(self, *, has_value: bool) -> None:
        assert self._key is not None  # noqa: S101 -- asked by all who call
        base = self._open[-1].path if self._open else ()
        self._path = (*base, *_names(self.text[slice(*self._key)]))
        self.parts.append(_Part("name", self._table, self._number, self._path, self._key, has_value))
        self._key = None

    def _here(self) -> TomlPath:
        around = self._open[-1] if self._open else None
        return self._path if around is None or around.index is None else (*around.path, around.index)


def _names(written: str) -> tuple[str, ...]:
    found = (match[1] or match[2] or match[3] or "" for match in _NAME.finditer(written))
    return tuple(name.replace(_MARK, "") for name in found) or ("",)
