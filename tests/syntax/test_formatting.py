"""The pretty printer: whole files before and after, and its laws."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dial_lsp.syntax import Document, parse
from dial_lsp.syntax.formatting import format_document, format_span
from dial_lsp.text import Source, Span, apply_edits
from tests.support.texts import comments, read, roots, texts

CASES = Path(__file__).parent / "cases-formatting.md"
_CASE = re.compile(r"^## (.+?)\n+```json\n(.*?)```\n+(?:```json\n(.*?)```|(unchanged))$", re.MULTILINE | re.DOTALL)

indents = st.sampled_from([None, "  ", "    ", "\t"])


def documented(text: str) -> Document:
    return parse(Source("aidial.config.json", text))


def formatted(text: str, indent: str | None = None) -> str:
    return apply_edits(text, format_document(documented(text), indent=indent))


def cases() -> list[Any]:
    return [
        pytest.param(before, before if unchanged else after, id=name)
        for name, before, after, unchanged in _CASE.findall(CASES.read_text(encoding="utf-8"))
    ]


def test_every_case_is_read() -> None:
    assert len(cases()) == CASES.read_text(encoding="utf-8").count("\n## ")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize(("before", "after"), cases())
def test_a_file_is_formatted(before: str, after: str, newline: str) -> None:
    assert formatted(before.replace("\n", newline)) == after.replace("\n", newline)


@settings(max_examples=150, deadline=None)
@given(text=roots.flatmap(texts), indent=indents)
def test_values_and_comments_stay(text: str, indent: str | None) -> None:
    after = formatted(text, indent)
    assert repr(read(after)) == repr(read(text))
    assert [words(comment) for comment in comments(after)] == [words(comment) for comment in comments(text)]


@settings(max_examples=150, deadline=None)
@given(text=roots.flatmap(texts), indent=indents)
def test_a_formatted_file_needs_no_edit(text: str, indent: str | None) -> None:
    assert format_document(documented(formatted(text, indent)), indent=indent) == ()


@settings(max_examples=100, deadline=None)
@given(text=roots.flatmap(texts), data=st.data())
def test_a_range_keeps_values_comments_and_all_lines_beyond_it(text: str, data: st.DataObject) -> None:
    span = Span(*sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text))))))
    edits = format_span(documented(text), span)
    after = apply_edits(text, edits)
    assert repr(read(after)) == repr(read(text))
    assert len(comments(after)) == len(comments(text))
    assert set(edits) <= set(format_document(documented(text)))
    lines = documented(text).source.lines
    first, last = lines.position(span.start).line, lines.position(span.end).line
    above = text[: lines.span(first).start]
    assert after.startswith(above.rstrip())
    assert after.endswith(text[lines.span(last).end :])


@given(text=roots.flatmap(texts))
@settings(max_examples=50, deadline=None)
def test_the_whole_text_is_a_range_too(text: str) -> None:
    document = documented(text)
    assert format_span(document, Span(0, len(text))) == format_document(document)


@pytest.mark.parametrize("text", ["", "{", '{"a": 1,}', "{'a': 1}", '{"a": 1} {}', "[]", '{"a": 01}', '{"a": 1 # b\n}'])
def test_a_damaged_file_is_left_alone(text: str) -> None:
    assert format_document(documented(text)) == ()
    assert format_span(documented(text), Span(0, len(text))) == ()


def test_real_files_keep_their_values(shared: Path) -> None:
    for path in sorted((shared / "corpus").glob("*.json")):
        text = path.read_bytes().decode("utf-8-sig")
        if documented(text).problems:
            continue
        after = formatted(text)
        assert repr(read(after)) == repr(read(text)), path.name
        assert formatted(after) == after, path.name


def words(comment: str) -> list[str]:
    return comment.split()
