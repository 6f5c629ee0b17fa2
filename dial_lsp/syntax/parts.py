"""Taking a part out of its container and putting one in: commas, lines and the comments that belong to a part.

The comments of a part are those on lines of their own directly above it and those behind it on its last line. All
others stay, and whatever is done, nothing ever comes to stand on the line of a comment that runs to the line's end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.text import Edit, Span

if TYPE_CHECKING:
    from dial_lsp.syntax.layout import Layout

_ENDS_LINE = ("", "\r", "\n", "}", "]")


class Slot(NamedTuple):
    """Room for a new part: ``lead`` and ``tail`` stand around it; ``comma`` is where one must be added, if any.

    ``own_line`` says that the part starts a line; ``indent`` is how its line is indented.
    """

    at: int
    lead: str
    tail: str
    indent: str
    own_line: bool
    comma: int | None = None

    def filled(self, text: str) -> tuple[Edit, ...]:
        """The edits that put the part's text there."""
        new = self.lead + text + self.tail
        if self.comma is None or self.comma == self.at:
            return (Edit(Span(self.at, self.at), ("" if self.comma is None else ",") + new),)
        return (Edit(Span(self.comma, self.comma), ","), Edit(Span(self.at, self.at), new))


def slot_behind(layout: Layout, container: Span, part: Span, gap: str) -> Slot | None:
    """Room behind a part; ``gap`` stands behind commas within a line; None where the text is damaged."""
    text = layout.text
    after = layout.skip(part.end)
    has_comma = text.startswith(",", after)
    following = layout.skip(after + 1) if has_comma else after
    is_last = following == container.end - 1
    if not is_last and (not has_comma or text.startswith((",", "}", "]", ":"), following)):
        return None
    own_line = layout.starts_line(part.start if is_last else following)
    indent = layout.indent(part.start if layout.starts_line(part.start) else following)
    at = after + 1 if has_comma else part.end
    tail = "" if is_last else ","
    comma = None if has_comma else part.end
    if not own_line:
        return Slot(at, gap, tail, indent, own_line, comma)
    return Slot(_behind_comments(layout, at), layout.newline + indent, tail, indent, own_line, comma)


def slot_among_comments(layout: Layout, container: Span, unit: str) -> Slot:
    """Room at the end of a container that holds nothing but comments."""
    closer = container.end - 1
    at = layout.skip_blanks_back(closer)
    comment = layout.comment_before(at)
    around = layout.indent(container.start)
    indent = around + unit
    if comment is not None and layout.breaks(container.start, comment.start) and layout.starts_line(comment.start):
        indent = layout.indent(comment.start)
    tail = "" if layout.breaks(at, closer) else layout.newline + around
    return Slot(at, layout.newline + indent, tail, indent, own_line=True)


def stands_clear(layout: Layout, part: Span) -> bool:
    """Whether a part has a comma or a bracket of its container on either side, as it should."""
    text = layout.text
    return text.endswith(("{", "[", ","), 0, layout.skip_back(part.start)) and text.startswith(
        (",", "}", "]"), layout.skip(part.end)
    )


def cut(layout: Layout, part: Span) -> tuple[Edit, ...]:
    """The edits that take a part, which stands clear, out of its container with a comma and its comments."""
    text = layout.text
    before = layout.skip_back(part.start)
    after = layout.skip(part.end)
    comma = after if text.startswith(",", after) else None
    following = after if comma is None else layout.skip(comma + 1)
    is_first = text.endswith(("{", "["), 0, before)
    follows_comma = text.endswith(",", 0, before)
    is_last = text.startswith(("}", "]"), following)
    start = _first_comment(layout, part.start)
    if comma is not None and layout.breaks(part.end, comma):
        end = _behind_comments(layout, part.end)
        if follows_comma:
            return _cut_last(layout, before - 1, start, end)
        return (_erase(start, end), _erase(comma, comma + 1))
    end = part.end if comma is None else comma + 1
    if is_first or layout.starts_line(part.start) or (follows_comma and layout.starts_line(before - 1)):
        end = _behind_comments(layout, end)
    if is_first and is_last and _is_all(layout, Span(before, following), start, end):
        return (_erase(before, following),)
    if comma is None and follows_comma:
        return _cut_last(layout, before - 1, start, end)
    return (_cut_first(layout, start, end, is_first=is_first),)


def _cut_last(layout: Layout, comma: int, start: int, end: int) -> tuple[Edit, ...]:
    """The part goes with the comma before it; comments between the two stay."""
    if layout.skip_blanks(comma + 1) == start:
        is_line = layout.starts_line(comma) and layout.next_line(end) is not None
        return (_erase(layout.skip_blanks_back(comma) if is_line else comma, end),)
    kept = layout.skip_blanks_back(start)
    if layout.next_line(end) is not None or layout.text.endswith("*/", 0, kept):
        start = kept
    else:
        end = layout.skip_spaces(end)
    return (_erase(comma, comma + 1), _erase(start, end))


def _cut_first(layout: Layout, start: int, end: int, *, is_first: bool) -> Edit:
    """The part goes with what is already between ``start`` and ``end``, and with its lines where they become empty."""
    text = layout.text
    line = layout.line_start(start)
    next_line = layout.next_line(end)
    if next_line is None:
        return _erase(start, layout.skip_spaces(end))
    if not text[line:start].strip(" \t"):
        return _erase(line, _behind_blank_lines(layout, line, next_line))
    if is_first:
        return _erase(start, layout.skip_blanks(end))
    return _erase(layout.skip_blanks_back(start, " \t"), end)


def _behind_blank_lines(layout: Layout, start: int, end: int) -> int:
    """Where to stop when the lines up to ``end`` go, so that no two groups of blank lines meet."""
    rest = layout.line_start(layout.skip_blanks(end))
    before = layout.skip_blanks_back(start)
    outside = layout.skip_back(before)
    is_first_line = layout.text.endswith(("{", "["), 0, outside) and not layout.breaks(outside, before)
    return rest if rest > end and (is_first_line or layout.blank_lines(before, start)) else end


def _is_all(layout: Layout, inside: Span, start: int, end: int) -> bool:
    """Whether a container holds only what stands between ``start`` and ``end``."""
    return layout.skip_blanks(inside.start) == start and layout.skip_blanks(end) == inside.end


def _first_comment(layout: Layout, at: int) -> int:
    """Where the comments directly above a part start; the part's own start when there are none."""
    if not layout.starts_line(at):
        return at
    while True:
        before = layout.skip_blanks_back(at)
        comment = layout.comment_before(before)
        if comment is None or layout.blank_lines(before, at):
            return at
        if layout.breaks(before, at) and not layout.starts_line(comment.start):
            return at
        at = comment.start


def _behind_comments(layout: Layout, at: int) -> int:
    """The end of the comments that follow on the same line, unless something else follows them there."""
    end = at
    while True:
        start = layout.skip_spaces(end)
        comment = layout.comment_from(start)
        if comment is None:
            return end if layout.text[start : start + 1] in _ENDS_LINE else at
        end = comment.end


def _erase(start: int, end: int) -> Edit:
    return Edit(Span(start, end), "")
