"""Formatting of a stretch: as the whole would be, and beside damage."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dial_lsp.syntax import Document, parse
from dial_lsp.syntax.formatting import Printer, format_document, format_span, unit_of
from dial_lsp.syntax.partial_formatting import format_lines, format_readable
from dial_lsp.syntax.places import layout_of
from dial_lsp.text import Edit, Source, Span, apply_edits
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


def as_printed(text: str, indent: str | None) -> tuple[Edit, ...]:
    """The edits of the printer, which goes token by token."""
    document = documented(text)
    return tuple(Printer(text, indent or unit_of(document), layout_of(document).newline).edits())


@settings(max_examples=150, deadline=None)
@given(text=roots.flatmap(texts), indent=indents, again=indents)
def test_what_is_laid_out_is_formatted_as_the_printer_does(text: str, indent: str | None, again: str | None) -> None:
    for one in (text, apply_edits(text, format_document(documented(text), indent=indent))):
        if not documented(one).problems:
            assert format_document(documented(one), indent=again) == as_printed(one, again)


ENTRY = '{\n  "models": {\n    "m": {\n      %s\n    },\n    "n": {}\n  }\n}\n'
LINES_OF_ENTRIES = {
    "as it should be": '"a": {\n        "b": [1, {"c": [[]]}]\n      },\n      "d": 1',
    "nothing in an object of two lines": '"a": {\n      },\n      "b": [\n      ]',
    "a blank line": '"a": 1,\n\n      "b": 2',
    "blank lines": '"a": 1,\n\n\n      "b": 2',
    "a blank line at the start": '\n      "a": 1',
    "two in a line": '"a": 1, "b": [1], "c": {"d": [2], "e": 3}',
    "two lists in a line": '"a": [\n        [1], [2]\n      ]',
    "an end in the line of a part": '"a": {\n        "b": 1}',
    "a part in the line of a start": '"a": {"b": 1,\n        "c": 2\n      }',
    "a comma on its own": '"a": 1\n      , "b": 2',
    "blanks in a line": '"a" : 1,\n      "b":  [ 1,2 ],\n      "c": {"d":1} ,\n      "e": 1 ',
    "comments": '"a": 1, // c\n      /* d */ "b": 2\n      // e',
    "too deep for one line": '"a": [[[[[[[1]]]]]]]',
    "signs in texts": '"a": "[{,:/*",\n      "//": "\\"", "b": "\\u0041"',
    "tabs": '"a": 1,\n\t\t\t"b": {\n\t\t\t\t"c": 1\n      }',
    **{f"{width} characters": f'"a": ["{"x" * (width - 15)}"]' for width in range(116, 123)},
    **{f"{width} characters and more": f'"a": ["{"x" * (width - 15)}"],\n      "b": 1' for width in range(116, 123)},
}
"""What may stand in an entry: right or wrong in one way each."""


@pytest.mark.parametrize("indent", ["  ", "   ", "\t"], ids=["two", "three", "tab"])
@pytest.mark.parametrize("inside", LINES_OF_ENTRIES.values(), ids=LINES_OF_ENTRIES)
def test_the_lines_of_an_entry_are_formatted_as_the_printer_does(inside: str, indent: str) -> None:
    for text in (ENTRY % inside, ENTRY.replace("\n", "\r\n") % inside, (ENTRY % inside).replace("\n", "\r\n")):
        assert format_document(documented(text), indent=indent) == as_printed(text, indent)


@pytest.mark.parametrize(
    "text",
    [
        '{"models": {"a": {\n      "b": 1\n    }}}',
        '{"models": {"a": {\n      "b": 1\n    }, "c": {\n      "d": 1\n    }}}',
        '{\n  "models": {\n    "a": {}, "b": {\n      "c": 1\n    }\n    , "d": {}\n  }\n}',
        '{\n  "models": {\n    /* a */ "a": ["x"], // b\n    "c": {} /* d */\n    , "e": {}\n    // f\n  }\n}',
        '{\n  "models": {\n    "a": {},\n\n    "b": {},\n    "c": {},  \n    "d": {}\n  }, "roles": {\n    "r": {}}\n}',
    ],
)
def test_entries_that_share_lines_are_formatted_as_the_printer_does(text: str) -> None:
    for one in (text, text.replace("\n", "\r\n")):
        assert format_document(documented(one), indent="  ") == as_printed(one, "  ")


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
