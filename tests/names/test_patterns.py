"""Names as people ask for them."""

from __future__ import annotations

import pytest

from dial_lsp.names.patterns import matching


@pytest.mark.parametrize(
    ("pattern", "like", "unlike"),
    [
        ("gpt", ["gpt"], ["gpt-4", "", "GPT"]),
        ("*", ["", "x", "a\nb"], []),
        ("gpt-*", ["gpt-", "gpt-4"], ["gpt", "a-gpt-4"]),
        ("*-mini", ["-mini", "gpt-mini"], ["mini", "gpt-mini-2"]),
        ("a*a", ["aa", "aba"], ["a", "ab"]),
        ("ab*ba", ["abba", "abxba"], ["aba"]),
        ("a*b*c", ["abc", "a-b-b-c"], ["acb", "ac", "abcd"]),
        ("*a*a*", ["aa", "xaxax"], ["a", ""]),
        ("**", ["", "x"], []),
        ("a.c+", ["a.c+"], ["abc", "a.cc"]),
    ],
)
def test_a_star_stands_for_any_text(pattern: str, like: list[str], unlike: list[str]) -> None:
    is_like = matching(pattern)
    assert [name for name in (*like, *unlike) if is_like(name)] == like


def test_many_stars_in_a_long_name_are_looked_for_once() -> None:
    is_like = matching("*a" * 1_000 + "*b")
    assert not is_like("a" * 10_000)
    assert is_like("a" * 10_000 + "b")
