"""Characters that no editor shows are marks of their own where damaged text is bounded."""

from __future__ import annotations

import pytest

from dial_lsp.syntax.prefix import LONGEST, is_too_long


@pytest.mark.parametrize("character", "\0\x1b\x7f\x85\u00a0\u200b\u2028\ufeff")
def test_each_counts_where_the_grammar_reads_each_by_itself(character: str) -> None:
    assert not is_too_long(character * LONGEST)
    assert is_too_long(character * (LONGEST + 1))


@pytest.mark.parametrize("text", ["word", "слово", " \t\r\n"])
def test_words_count_once_and_blanks_not_at_all(text: str) -> None:
    assert not is_too_long(text * LONGEST)
