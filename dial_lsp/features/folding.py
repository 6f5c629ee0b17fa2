"""Folding: objects, lists, comments and regions that somebody marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.syntax.places import layout_of, root_container
from dial_lsp.text import Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.syntax import Document, Entry
    from dial_lsp.syntax.layout import Layout

_MARK = compiled(r'"(?:[^"\\\r\n]++|\\[^\r\n])*+"?|//[^\r\n]*+|#[^\r\n]*+|/\*(?:[^*]++|\*(?!/))*+(?:\*/)?|[{}\[\]]')
_OPENERS = {"}": "{", "]": "["}
_BREAK = compiled(r"\r\n|\r|\n")
_REGION = compiled(r"(?://|#|/\*)[ \t]*#?(?P<end>end)?region\b")


class Fold(NamedTuple):
    """What may be hidden: all from the end of the line of ``span.start`` to the end of the line of ``span.end``.

    ``kind`` is "comment", "region" or "" for brackets.
    """

    span: Span
    kind: str = ""


def folding(analysis: Analysis, path: str, *, limit: int | None = None) -> tuple[Fold, ...]:
    """The folds of a file in the order of the text; of more than ``limit`` the inner ones are left out.

    Folds lie inside each other or apart, and each is of more than one line. What stands in an entry is looked for once
    in the entry's life.
    """
    document = analysis.continued.document(path)
    if document is None:
        return ()
    layers = [list(_brackets(document)), list(_comments(document)), list(_regions(document))]
    entries = [(entry, _in_entry(entry)) for section in document.sections for entry in section.entries]
    inner = [(document.offset_of(entry), folds) for entry, folds in entries if folds]
    depth = 0
    while inner and (limit is None or sum(map(len, layers)) < limit):
        layers.append([Fold(Span(at + start, at + end)) for at, folds in inner for start, end in folds[depth]])
        depth += 1
        inner = [one for one in inner if depth < len(one[1])]
    found = [fold for layer in layers for fold in layer][:limit]
    return tuple(_nested(sorted(found, key=_outside_in)))


def _outside_in(fold: Fold) -> tuple[int, int]:
    return fold.span.start, -fold.span.end


def _nested(folds: Iterable[Fold]) -> Iterator[Fold]:
    """The folds without those that reach out of one they start in, as marked regions may."""
    ends: list[int] = []
    for fold in folds:
        while ends and ends[-1] <= fold.span.start:
            ends.pop()
        if not ends or fold.span.end <= ends[-1]:
            ends.append(fold.span.end)
            yield fold


def _brackets(document: Document) -> Iterator[Fold]:
    """The root and the sections."""
    text = document.source.text
    if document.root_kind == "object":
        yield from _fold(text, root_container(document).span)
    for section in document.sections:
        if section.kind == "object":
            yield from _fold(text, document.section_span(section, "value"))


def _in_entry(entry: Entry) -> list[list[Span]]:
    """The folds of an entry by depth, counted from its start."""
    known: list[list[Span]] | None = entry.memo.get("folding")
    if known is None:
        known = entry.memo["folding"] = _by_depth(entry.text)
    return known


def _by_depth(text: str) -> list[list[Span]]:
    layers: list[list[Span]] = []
    opened: list[tuple[str, int]] = []
    for mark in _MARK.finditer(text):
        bracket = mark[0]
        if bracket in ("{", "["):
            opened.append((bracket, mark.start()))
        elif bracket in _OPENERS:
            depth = next((at for at in reversed(range(len(opened))) if opened[at][0] == _OPENERS[bracket]), None)
            if depth is None:
                continue
            span = Span(opened[depth][1], mark.end())
            del opened[depth:]
            layers += [[] for _ in range(depth + 1 - len(layers))]
            layers[depth] += [fold.span for fold in _fold(text, span)]
    return layers


def _fold(text: str, span: Span) -> Iterator[Fold]:
    """The fold of a container: its last line stays if it holds nothing but the bracket that closes."""
    end = span.end - 1 if text[span.end - 1 : span.end] in _OPENERS else span.end
    before = end
    while before > span.start and text[before - 1] in " \t":
        before -= 1
    if before > span.start and text[before - 1] in "\r\n":
        end = before - (2 if text[before - 2 : before] == "\r\n" else 1)
    if end > span.start and _BREAK.search(text, span.start, end):
        yield Fold(Span(span.start, end))


def _comments(document: Document) -> Iterator[Fold]:
    """Comments of several lines, and line comments below each other with nothing else between them."""
    if not document.comments:  # it takes as long as a text to lay it out
        return
    layout = layout_of(document)
    run: list[Span] = []
    for comment in document.comments:
        if run and not _goes_on(layout, run[-1], comment):
            yield from _run(layout, run)
            run = []
        run.append(comment)
    yield from _run(layout, run)


def _goes_on(layout: Layout, before: Span, comment: Span) -> bool:
    gap = layout.text[before.end : comment.start]
    marks = [_REGION.match(layout.text, one.start) for one in (before, comment)]
    is_apart = gap.strip(" \t\r\n") or len(_BREAK.findall(gap)) != 1 or any(marks)
    return not is_apart and layout.starts_line(before.start)


def _run(layout: Layout, run: Iterable[Span]) -> Iterator[Fold]:
    every = list(run)
    if every and layout.breaks(every[0].start, every[-1].end):
        yield Fold(Span(every[0].start, every[-1].end), "comment")


def _regions(document: Document) -> Iterator[Fold]:
    """``// #region`` to the ``// #endregion`` that belongs to it."""
    text = document.source.text
    opened: list[int] = []
    for comment in document.comments:
        mark = _REGION.match(text, comment.start)
        if mark is None:
            continue
        if not mark["end"]:
            opened.append(comment.start)
        elif opened:
            start = opened.pop()
            if _BREAK.search(text, start, comment.end):
                yield Fold(Span(start, comment.end), "region")
