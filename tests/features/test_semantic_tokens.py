"""Semantic tokens: answers in files, and laws."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dial_lsp.engine.analysis import Analysis
from dial_lsp.features.semantic_tokens import MODIFIERS, TYPES, Look, semantic_tokens
from dial_lsp.syntax import parse
from dial_lsp.text import Edit, Source, Span
from tests.support.cursor_cases import CursorCase, cursor_cases, title_of
from tests.support.reading import SEEDS, nearly_json
from tests.support.texts import roots, texts

HERE = Path(__file__).parent / "semantic_tokens"
PATH = "aidial.config.json"


def analysis_of(text: str) -> Analysis:
    return Analysis([parse(Source(PATH, text))])


def tokens(analysis: Analysis, path: str = PATH, span: Span | None = None) -> list[tuple[Span, Look]]:
    return [
        (token.span.shifted(stretch.start), token.look)
        for stretch in semantic_tokens(analysis, path, span)
        for token in stretch.tokens
    ]


@pytest.mark.parametrize("case", cursor_cases(HERE), ids=title_of)
def test_tokens(case: CursorCase) -> None:
    text = case.files[case.path]
    found = tokens(case.analysis, case.path, Span(case.offset, case.end) if case.arguments == "range" else None)
    lines = (
        f"{' '.join((look.type, *sorted(look.modifiers)))}: {text[slice(*span)]}\n"
        for span, look in found
        if look.type != "property" or look.modifiers or case.arguments
    )
    case.check("".join(lines))


@settings(max_examples=150, deadline=None)
@given(text=st.one_of(roots.flatmap(texts), nearly_json, st.sampled_from(sorted(SEEDS.values()))))
def test_tokens_are_sorted_apart_in_bounds_and_on_one_line(text: str) -> None:
    done = 0
    for span, look in tokens(analysis_of(text)):
        assert done <= span.start < span.end <= len(text)
        assert not {"\n", "\r"} & set(text[slice(*span)])
        assert look.type in TYPES
        assert look.modifiers <= set(MODIFIERS)
        done = span.end


def test_an_edit_finds_out_the_tokens_of_one_entry_only() -> None:
    text = SEEDS["lines"]
    before = analysis_of(text)
    old = semantic_tokens(before, PATH)
    at = text.index("http://large")
    after = before.after({PATH: [Edit(Span(at, at), "x")]})
    new = semantic_tokens(after, PATH)
    fresh = [stretch.text for stretch in new if stretch.tokens not in [other.tokens for other in old]]
    changed = [one.text for one, other in zip(new, old, strict=True) if one.memo and one.memo is not other.memo]
    assert [text[:9] for text in changed] == ['"large": ']
    assert len(fresh) == 1
    assert tokens(after) == tokens(analysis_of(after.documents[0].source.text))


@pytest.mark.parametrize("text", SEEDS.values(), ids=SEEDS)
def test_a_range_has_the_tokens_of_the_whole(text: str) -> None:
    analysis = analysis_of(text)
    whole = tokens(analysis)
    for start in range(0, len(text), 7):
        span = Span(start, min(start + 20, len(text)))
        found = tokens(analysis, span=span)
        assert set(found) <= set(whole)
        assert {one for one in whole if one[0].start < span.end and span.start < one[0].end} <= set(found)
