"""Formatting of a stretch: as the whole would be, and beside damage."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dial_lsp.syntax import Document, parse
from dial_lsp.syntax.formatting import format_document, format_span
from dial_lsp.syntax.partial_formatting import format_lines, format_readable
from dial_lsp.text import Source, Span, apply_edits
from tests.support.reading import LINES, SEEDS, nearly_json
from tests.support.texts import roots, texts

indents = st.sampled_from([None, "  ", "    ", "\t"])


def documented(text: str) -> Document:
    return parse(Source("aidial.config.json", text))


def spans(text: str, data: st.DataObject) -> Span:
    return Span(*sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text))))))


@settings(max_examples=150, deadline=None)
@given(text=roots.flatmap(texts), data=st.data(), indent=indents)
def test_lines_are_formatted_as_in_the_formatted_whole(text: str, data: st.DataObject, indent: str | None) -> None:
    document, span = documented(text), spans(text, data)
    assert format_lines(document, span, indent=indent) == format_span(document, span, indent=indent)


@pytest.mark.parametrize("text", SEEDS.values(), ids=SEEDS)
def test_every_line_of_a_file_is_formatted_as_in_the_whole(text: str) -> None:
    document = documented(text)
    for line in range(1, len(document.source.lines.starts) + 1):
        span = document.source.lines.span(line)
        if not document.problems:
            assert format_lines(document, span) == format_span(document, span)


@settings(max_examples=150, deadline=None)
@given(text=roots.flatmap(texts), indent=indents)
def test_a_sound_text_is_formatted_as_ever(text: str, indent: str | None) -> None:
    assert format_readable(documented(text), indent=indent) == format_document(documented(text), indent=indent)


@settings(max_examples=200, deadline=None)
@given(text=nearly_json, data=st.data())
def test_only_blanks_change_in_a_damaged_text(text: str, data: st.DataObject) -> None:
    document = documented(text)
    for edits in (format_readable(document), format_lines(document, spans(text, data))):
        after = apply_edits(text, edits)
        if document.problems:
            assert solid(after) == solid(text)


def solid(text: str) -> str:
    return "".join(text.split())


def test_a_damaged_text_is_not_formatted_by_half() -> None:
    text = LINES.replace('"x": 1', '"x":1').replace('"tiny": {"y": 2}', '"tiny": {"y": }')
    assert format_readable(documented(text)) == ()
    assert format_readable(documented('{"a":1} {"b":1}')) == ()


def test_a_text_with_a_comma_too_many_is_formatted() -> None:
    text = '{\n  "models": {\n    "a": {\n        "x":1,\n    }\n  }\n}\n'
    edits = format_readable(documented(text))
    assert apply_edits(text, edits) == '{\n  "models": {\n    "a": {\n      "x": 1,\n    }\n  }\n}\n'
