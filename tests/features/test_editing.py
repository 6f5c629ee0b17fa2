"""Folding, selecting, linked editing and formatting: answers in files, and laws."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dial_lsp.engine.analysis import Analysis
from dial_lsp.features.folding import Fold, folding
from dial_lsp.features.formatting import formatting, on_type_formatting, range_formatting
from dial_lsp.features.linked_editing import linked_editing
from dial_lsp.features.selection_ranges import selection_ranges
from dial_lsp.syntax import parse
from dial_lsp.syntax.formatting import format_document
from dial_lsp.text import Source, Span, apply_edits
from tests.support.cursor_cases import CursorCase, cursor_cases, title_of
from tests.support.reading import nearly_json
from tests.support.texts import roots, texts

HERE = Path(__file__).parent
PATH = "aidial.config.json"


def analysis_of(text: str) -> Analysis:
    return Analysis([parse(Source(PATH, text))])


@pytest.mark.parametrize("case", cursor_cases(HERE / "linked_editing"), ids=title_of)
def test_a_name_is_linked(case: CursorCase) -> None:
    text = case.files[case.path]
    for span in reversed(linked_editing(case.analysis, case.path, case.offset)):
        text = f"{text[: span.start]}[{text[span.start : span.end]}]{text[span.end :]}"
    case.check("" if text == case.files[case.path] else text)


@pytest.mark.parametrize("case", cursor_cases(HERE / "selection_ranges"), ids=title_of)
def test_a_selection_grows(case: CursorCase) -> None:
    text = case.files[case.path]
    found = selection_ranges(case.analysis, case.path, case.offset)
    case.check("".join(re.sub(r"\s*\n\s*", "⏎ ", text[slice(*span)]).rstrip("⏎ ") + "\n" for span in found))


@pytest.mark.parametrize("case", cursor_cases(HERE / "folding"), ids=title_of)
def test_a_file_is_folded(case: CursorCase) -> None:
    limit = re.match(r"limit=(\d+)", case.arguments)
    found = folding(case.analysis, case.path, limit=int(limit[1]) if limit else None)
    source = Source(case.path, case.files[case.path])
    case.check("".join(drawn(source, found)))


def drawn(source: Source, folds: tuple[Fold, ...]) -> list[str]:
    """The lines of a file, each with the kind of the folds that begin and end on it."""
    said = [""] * len(source.lines.starts)
    for number, fold in enumerate(folds, 1):
        kind = f" {fold.kind}" if fold.kind else ""
        said[source.position(fold.span.start).line - 1] += f" <{number}{kind}"
        said[source.position(fold.span.end).line - 1] += f" {number}>"
    lines = [source.line_text(line).ljust(34) + note for line, note in enumerate(said, 1)]
    return [line.rstrip() + "\n" for line in lines if line.strip()]


@pytest.mark.parametrize("case", cursor_cases(HERE / "formatting"), ids=title_of)
def test_text_is_formatted(case: CursorCase) -> None:
    how, _, rest = case.arguments.partition(" ")
    indent = re.search(r"indent=(\d)", rest)
    unit = " " * int(indent[1]) if indent else None
    if how == "whole":
        edits = formatting(case.analysis, case.path, indent=unit)
    elif how == "range":
        edits = range_formatting(case.analysis, case.path, Span(case.offset, case.end), indent=unit)
    else:
        typed = {"newline": "\n"}.get(rest, rest)
        edits = on_type_formatting(case.analysis, case.path, case.offset, typed, indent=unit)
    case.check(apply_edits(case.files[case.path], edits))


@settings(max_examples=100, deadline=None)
@given(text=st.one_of(roots.flatmap(texts), nearly_json))
def test_folds_lie_inside_each_other_or_apart_and_have_several_lines(text: str) -> None:
    source = Source(PATH, text)
    ends: list[int] = []
    for fold in folding(analysis_of(text), PATH):
        while ends and ends[-1] <= fold.span.start:
            ends.pop()
        assert all(fold.span.end <= end for end in ends)
        assert source.position(fold.span.start).line < source.position(fold.span.end).line
        ends.append(fold.span.end)


@settings(max_examples=100, deadline=None)
@given(text=st.one_of(roots.flatmap(texts), nearly_json), data=st.data())
def test_selections_grow_around_the_cursor_up_to_the_whole_file(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    found = selection_ranges(analysis_of(text), PATH, offset)
    assert found[-1] == Span(0, len(text))
    assert found[0].start <= offset <= found[0].end
    for inner, outer in pairwise(found):
        assert outer != inner
        assert outer.start <= inner.start <= inner.end <= outer.end


@settings(max_examples=100, deadline=None)
@given(text=roots.flatmap(texts), indent=st.sampled_from([None, "  ", "\t"]))
def test_the_small_edits_make_the_text_of_the_command(text: str, indent: str | None) -> None:
    whole = apply_edits(text, format_document(parse(Source(PATH, text)), indent=indent))
    assert apply_edits(text, formatting(analysis_of(text), PATH, indent=indent)) == whole


@settings(max_examples=100, deadline=None)
@given(text=st.one_of(roots.flatmap(texts), nearly_json))
def test_formatting_twice_changes_nothing_more(text: str) -> None:
    once = apply_edits(text, formatting(analysis_of(text), PATH))
    assert formatting(analysis_of(once), PATH) == ()


@settings(max_examples=200, deadline=None)
@given(text=st.one_of(roots.flatmap(texts), nearly_json), data=st.data())
def test_formatting_while_typing_leaves_all_but_blanks_and_the_cursor_alone(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    typed = data.draw(st.sampled_from(["}", "]", ",", "\n"]))
    edits = on_type_formatting(analysis_of(text), PATH, offset, typed)
    assert "".join(apply_edits(text, edits).split()) == "".join(text.split())
    assert all(edit.span.end <= offset for edit in edits)


@settings(max_examples=100, deadline=None)
@given(text=st.one_of(roots.flatmap(texts), nearly_json), data=st.data())
def test_linked_spans_hold_equal_text(text: str, data: st.DataObject) -> None:
    found = linked_editing(analysis_of(text), PATH, data.draw(st.integers(0, len(text))))
    assert len({text[slice(*span)] for span in found}) <= 1
