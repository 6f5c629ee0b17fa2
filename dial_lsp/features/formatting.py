"""Formatting: a whole file, some of its lines, and what somebody just finished typing. Comments and values stay."""

from __future__ import annotations

from os.path import commonprefix
from typing import TYPE_CHECKING

from dial_lsp.project.put_back import dedented, has_layout, indentation, with_text
from dial_lsp.syntax import parse
from dial_lsp.syntax.partial_formatting import format_lines, format_readable
from dial_lsp.syntax.places import layout_of
from dial_lsp.syntax.tree import ArrayNode, BadNode, ObjectNode, StringNode, node_at
from dial_lsp.text import Edit, Source, Span, apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.syntax import Document
    from dial_lsp.text import Host

TYPED = ("}", "]", ",", "\n")
"""What has to be typed for a piece of text to be formatted."""


def formatting(
    analysis: Analysis, path: str, *, indent: str | None = None, final_newline: bool = True
) -> tuple[Edit, ...]:
    """The edits that format a file, each as small as it can be; a damaged file is left alone.

    ``indent`` is one level, as the file has it when None. ``final_newline`` says whether a missing line end is added
    at the end of the file.
    """
    document = analysis.document(path)
    if document is None:
        return ()
    if document.source.host is not None:
        return _smallest(document, _in_host(document, document.source.host, indent))
    edits = format_readable(document, indent=indent)
    end = len(document.source.text)
    wanted = (edit for edit in edits if final_newline or edit.span.end < end)
    return _smallest(document, wanted)


def range_formatting(analysis: Analysis, path: str, span: Span, *, indent: str | None = None) -> tuple[Edit, ...]:
    """The edits that format the lines a span touches, as they would be in the formatted file.

    A line of which a selection holds nothing but blanks at its start is not touched.
    """
    document = analysis.document(path)
    if document is None:
        return ()
    end = len(document.source.text[: span.end].rstrip(" \t"))
    ends_before = end > span.start and document.source.text[end - 1] in "\r\n"
    lines = Span(span.start, end - 1 if ends_before else span.end)
    return _smallest(document, format_lines(document, lines, indent=indent, base=indentation(document.source)))


def on_type_formatting(
    analysis: Analysis, path: str, offset: int, typed: str, *, indent: str | None = None
) -> tuple[Edit, ...]:
    """The edits that format what ended with the character ``typed``, behind which the cursor stands at ``offset``.

    A bracket ends its object or list, a comma or a new line what stands before it on its line. Nothing changes where
    the cursor is, and nothing but in the entry that is being typed.
    """
    document = analysis.document(path)
    span = _finished(document, offset, typed) if document else None
    if document is None or span is None:
        return ()
    edits = format_lines(document, span, indent=indent, base=indentation(document.source))
    inside = (edit for edit in edits if span.start <= edit.span.start and edit.span.end < min(span.end, offset))
    return _smallest(document, inside)


def _in_host(document: Document, host: Host, indent: str | None) -> Iterator[Edit]:
    """The edit that formats a text in another file; one in which template code stands is left as it is."""
    source = document.source
    written = host.source.text[host.span.start : host.span.end]
    is_as_written = source.text[slice(*host.span)] == written if host.is_literal else "{{" not in written
    if host.form.reason or host.is_template or not is_as_written or not has_layout(source):
        return
    text = dedented(source)
    after = with_text(source, apply_edits(text, format_readable(parse(Source(source.path, text)), indent=indent)))
    if not host.is_literal:
        yield Edit(Span(0, len(source.text)), after.text)
    elif after.host is not None:
        yield Edit(host.span, after.text[after.host.span.start : after.host.span.end])


def _finished(document: Document, offset: int, typed: str) -> Span | None:
    """What has been finished by a character; nothing is by one in a string or a comment."""
    layout = layout_of(document)
    end = layout.skip_blanks_back(offset)
    entry = document.entry_at(max(end - (typed == ","), 0))
    if entry is None or document.section_of(entry).kind != "object":
        return None
    start = document.offset_of(entry)
    path = node_at(entry.tree, end - start)
    if typed in ("}", "]"):
        ended = (part for part in path if isinstance(part, ObjectNode | ArrayNode) and part.end == offset - start)
        return next((part.span.shifted(start) for part in ended), None)
    is_text = any(isinstance(part, StringNode | BadNode) and part.start < end - start - 1 for part in path)
    is_comment = any(comment.start < end <= comment.end for comment in document.comments)
    if typed == "," and (is_comment or (is_text and document.source.text[end - 1 : end] == ",")):
        return None
    return Span(max(layout.skip_blanks_back(layout.line_start(end)), start), end)


def _smallest(document: Document, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    text, found = document.source.text, list[Edit]()
    for edit in edits:
        start, end = edit.span
        old, new = text[start:end], edit.text
        if new.startswith(old) and not old.endswith("\r"):  # as where a line is to stand deeper
            found.append(Edit(Span(end, end), new[end - start :]))
        else:
            found += _trimmed(text, edit)
    return tuple(found)


def _trimmed(text: str, edit: Edit) -> Iterator[Edit]:
    """The edit without what it has in common with the text at its start and end: there are cursors and folds."""
    start, end = edit.span
    old, new = text[start:end], edit.text
    same = len(commonprefix((old, new)))  # noqa: RUF071 -- texts, not paths
    if old[:same].endswith("\r") and (old[same:].startswith("\n") or new[same:].startswith("\n")):
        same -= 1
    old, new = old[same:], new[same:]
    tail = len(commonprefix((old[::-1], new[::-1])))  # noqa: RUF071
    if old[len(old) - tail :].startswith("\n") and (old[: len(old) - tail] + new[: len(new) - tail]).endswith("\r"):
        tail -= 1
    if len(old) > tail or len(new) > tail:
        yield Edit(Span(start + same, end - tail), new[: len(new) - tail])
