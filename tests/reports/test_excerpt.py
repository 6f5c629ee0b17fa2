from __future__ import annotations

from dial_lsp.masking.masks import Masked
from dial_lsp.reports.excerpt import Line, excerpt
from dial_lsp.text import Source, Span

TEXT = "one\ntwo\nthree secret\nfour\nfive\nsix\n"


def test_lines_around_a_mark() -> None:
    start = TEXT.index("three")
    secret = TEXT.index("secret")
    assert list(excerpt(Source("a", TEXT), Span(start, start + 5), [Masked(secret, secret + 6)])) == [
        Line(1, "one", "", ""),
        Line(2, "two", "", ""),
        Line(3, "", "three", " •••"),
        Line(4, "four", "", ""),
        Line(5, "five", "", ""),
    ]


def test_a_mark_over_several_lines() -> None:
    start, end = TEXT.index("wo"), TEXT.index("ree")
    assert list(excerpt(Source("a", TEXT), Span(start, end), ()))[:3] == [
        Line(1, "one", "", ""),
        Line(2, "t", "wo", ""),
        Line(3, "", "th", "ree secret"),
    ]


def test_many_lines_and_long_lines_are_cut() -> None:
    many = list(excerpt(Source("a", "x\n" * 1000), Span(0, 2000), ()))
    assert [line.number for line in many if line.marked] == list(range(1, 14))
    (long,) = excerpt(Source("a", "x" * 10_000_000), Span(5_000_000, 5_000_001), ())
    assert long == Line(1, "…" + "x" * 240, "x", "x" * 240 + "…")
