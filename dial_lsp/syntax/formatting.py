"""The pretty printer: the same parts and comments, other blanks between them.

It never writes a part anew. All it does is to choose what stands in the gap between two tokens, so values cannot
change, a file that is formatted already needs no edit, and a range is formatted by leaving out the gaps beyond it.

One line per part, one space behind colons and before comments, at most one blank line in a row. A container that was
on one line stays there where the line has room for it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dial_lsp.syntax.layout import WIDTH, Begin, Layout
from dial_lsp.syntax.line_formatting import Look, rest_of
from dial_lsp.syntax.places import layout_of, root_container
from dial_lsp.syntax.tokens import LINE_BREAK, Token, extents, gap_on_line, leading_comments, next_parts, tokens
from dial_lsp.text import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.syntax import Document

_TAB = 4
"""Columns a tab is taken to have when a line is measured."""


def format_document(document: Document, *, indent: str | None = None, base: str = "") -> tuple[Edit, ...]:
    """The edits that format the whole text; ``indent`` is one level, as the file has it when None.

    ``base`` stands before every line, as in a block of YAML; that of the first is left as it is. () for a damaged
    document, and where text stands behind the end: what is not understood is not touched.
    """
    if document.problems or document.trailing:
        return ()
    return printed(document, indent=indent, base=base)


def printed(document: Document, *, indent: str | None = None, base: str = "") -> tuple[Edit, ...]:
    """The edits that format a text that can be read, though commas before brackets may be too much."""
    newline = Layout(document.source.text, begin=Begin.of(document.source)).newline
    look = Look(indent or unit_of(document), newline, base)
    rest = rest_of(document, look)
    return rest.placed(Printer(rest.text, *look).edits())


def format_span(document: Document, span: Span, *, indent: str | None = None, base: str = "") -> tuple[Edit, ...]:
    """The edits that format the lines a span touches, as they would be in the formatted whole."""
    layout = layout_of(document)
    start = layout.skip_blanks_back(layout.line_start(span.start))
    end = layout.line_end(span.end)
    edits = format_document(document, indent=indent, base=base)
    return tuple(edit for edit in edits if start <= edit.span.start and edit.span.end <= end)


def unit_of(document: Document) -> str:
    """One level of indentation, as the file has it."""
    root = root_container(document)
    layout = layout_of(document)
    part = root.part(0) if root.count else None
    return layout.style(part, root.span.start).unit


class Printer:
    """Walks over the tokens once; ``_spread`` says for each open container whether its parts have their own lines."""

    def __init__(self, text: str, unit: str, newline: str, base: str = "") -> None:
        self._text = text
        self._unit = unit
        self._base = base
        self._newline = newline
        self._tokens = tokens(text)
        self._extents = extents(text, self._tokens)
        self._leading = leading_comments(self._tokens)
        self._next_parts = next_parts(self._tokens)
        self._last_part = ""
        self._spread = [True]
        self._column = 0

    def edits(self) -> Iterator[Edit]:
        """The edits from the first gap to the last."""
        text = self._text
        done = 1 if text.startswith("\ufeff") else 0
        waiting = ""
        behind_comma = 0
        for number, token in enumerate(self._tokens):
            gap = self._gap(number, token)
            self._step(number, token, gap)
            if token.moved:
                waiting, behind_comma = ",", token.end
            elif token.start < behind_comma:
                waiting += gap + _shifted(text, token, gap)
            else:
                if text[done : token.start] != waiting + gap:
                    yield Edit(Span(done, token.start), waiting + gap)
                if token.kind == "/*" and (shifted := _shifted(text, token, gap)) != text[token.start : token.end]:
                    yield Edit(Span(token.start, token.end), shifted)
                waiting, done = "", token.end
        if text[done:] != waiting + self._newline:
            yield Edit(Span(done, len(text)), waiting + self._newline)

    def _gap(self, number: int, token: Token) -> str:
        if number == 0:
            return ""
        before = self._tokens[number - 1]
        if self._last_part == ":" or self._next_parts[number] == ":":
            if before.kind == "//":
                return self._line(len(self._spread))
            return "" if token.kind == ":" else " "
        return self._gap_between_lines(number, before, token) if self._spread[-1] else gap_on_line(before, token)

    def _gap_between_lines(self, number: int, before: Token, token: Token) -> str:
        if token.kind == "," or (before.opens and token.closes):
            return ""
        if token.closes:
            return self._line(len(self._spread) - 2)
        is_trailing = token.is_comment and number not in self._leading
        if token.breaks == 0 and (is_trailing or number - 1 in self._leading):
            return " "
        blank_line = self._newline if token.breaks > 1 and not before.opens else ""
        return blank_line + self._line(len(self._spread) - 1)

    def _step(self, number: int, token: Token, gap: str) -> None:
        """Move on behind a token."""
        self._column = self._column_behind(gap) if len(gap) > 1 else self._column + len(gap)
        if token.opens:
            self._spread.append(self._spread[-1] and not self._fits(number))
        elif token.closes:
            self._spread.pop()
        if token.kind == "/*":
            self._column = self._column_behind(_shifted(self._text, token, gap))
        else:
            self._column += token.end - token.start
        if not token.is_comment:
            self._last_part = token.kind

    def _fits(self, number: int) -> bool:
        closer, one_line, width = self._extents[number]
        is_root = len(self._spread) == 1
        comma = self._tokens[closer + 1 : closer + 2]
        with_comma = width + (1 if comma and comma[0].kind == "," else 0)
        return one_line and not is_root and self._column + with_comma <= WIDTH

    def _line(self, depth: int) -> str:
        return self._newline + self._base + self._unit * depth

    def _column_behind(self, text: str) -> int:
        *lines, last = LINE_BREAK.split(text)
        return (-len(self._base) if lines else self._column) + len(last.expandtabs(_TAB))


def _shifted(text: str, token: Token, gap: str) -> str:
    """The text of a token behind a gap: the further lines of a comment move as far as its first."""
    comment = text[token.start : token.end]
    if token.kind != "/*" or not LINE_BREAK.search(gap):
        return comment
    line = max(text.rfind("\n", 0, token.start), text.rfind("\r", 0, token.start)) + 1
    old = text[line : token.start]
    if old.strip(" \t"):
        return comment
    new = LINE_BREAK.split(gap)[-1]
    return re.sub(rf"(\r\n|\r|\n){old}(?![\r\n])", lambda match: match[1] + new, comment)
