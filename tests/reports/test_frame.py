from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dial_lsp.masking.masks import Masked
from dial_lsp.reports.frame import frame, printable
from dial_lsp.text import Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

# A case: what the line is, which part of it is meant (between angle brackets), which are secret (between braces),
# and the two lines that are shown.
CASES = {
    "plain": ("key: ⟨value⟩,", "key: value,", "     ^^^^^"),
    "nothing is a caret": ("key: ⟨⟩value", "key: value", "     ^"),
    "the end of a line is a caret": ("key:⟨⟩", "key:", "    ^"),
    "a tab is four cells": ("\t⟨a⟩\tb", "    a    b", "    ^"),
    "a wide character is two cells": ("日⟨本⟩語", "日本語", "  ^^"),
    "a combining character has no cell of its own": ("e\u0301 ⟨x⟩", "e\u0301 x", "  ^"),
    "control characters are pictures": ("\x1b[31m⟨\x00⟩\x7f", "␛[31m␀␡", "     ^"),
    "invisible characters are spelled": ("a\u200b⟨b⟩", "a<U+200B>b", "         ^"),
    "a lone surrogate is spelled": ("⟨\ud800⟩", "<U+D800>", "^^^^^^^^"),
    "a secret is masked": ("{a secret}: ⟨value⟩", "•••: value", "     ^^^^^"),
    "a long secret has the same mask": ("{a much longer secret}: ⟨value⟩", "•••: value", "     ^^^^^"),
    "a secret is underlined as a whole": ("k: ⟨{secret}⟩, v", "k: •••, v", "   ^^^"),
    "so is a part of one": ("k: {se⟨cr⟩et}, v", "k: •••, v", "   ^^^"),
    "two secrets": ("{a}:⟨{b}⟩", "•••:•••", "    ^^^"),
    "a long line is cut right": ("⟨0123⟩4567890123456789012345", "0123456789012345678…", "^^^^"),
    "a long line is cut left": ("01234567890123456789012⟨345⟩", "…789012345678901" + "2345", " " * 17 + "^^^"),
}


@pytest.mark.parametrize("case", CASES)
def test_frame(case: str) -> None:
    line, text, underline = CASES[case]
    shown = frame(*_marked(line), width=20)
    assert (shown.text, shown.underline) == (text, underline)


def test_a_huge_line_is_cut_around_the_span() -> None:
    line = "x" * 10_000_000 + "HERE" + "x" * 10_000_000
    shown = frame(Source("a", line), Span(10_000_000, 10_000_004), (), width=20)
    assert (shown.text, shown.underline) == ("…xxxxxHERExxxxxxxxx…", "      ^^^^")


@pytest.mark.parametrize("width", range(20, 60))
def test_a_frame_keeps_its_width_and_its_secrets(width: int) -> None:
    line = "日本 " * 10 + "proxyKey1" + " 日本" * 10
    for start in range(len(line)):
        shown = frame(Source("a", line), Span(start, start + 3), [Masked(30, 39)], width)
        assert len(shown.underline) <= width
        assert "y" not in shown.text


def test_a_span_over_several_lines_shows_the_first() -> None:
    shown = frame(Source("a", "one {\r\ntwo\r\n}\r\n"), Span(4, 13), (), width=20)
    assert (shown.line, shown.last_line, shown.text, shown.underline) == (1, 3, "one {", "    ^")


def test_printable_keeps_what_can_be_read() -> None:
    assert printable("плата — 日本 \U0001f600") == "плата — 日本 \U0001f600"
    assert printable("a\x1b[2Jb\nc\u202ed\xa0e") == "a␛[2Jb␊c<U+202E>d e"


def _marked(line: str) -> tuple[Source, Span, list[Masked]]:
    text = ""
    places: dict[str, list[int]] = {char: [] for char in "⟨⟩{}"}
    for char in line:
        if char in places:
            places[char].append(len(text))
        else:
            text += char
    secrets = [Masked(start, end) for start, end in zip(places["{"], places["}"], strict=True)]
    return Source("a", text), Span(places["⟨"][0], places["⟩"][0]), secrets


class _Listed(tuple[Masked, ...]):
    """Secrets of which nobody goes through all."""

    __slots__ = ()

    def __iter__(self) -> Iterator[Masked]:
        raise AssertionError


def test_of_many_secrets_only_those_that_are_seen_are_looked_at() -> None:
    line = "secret " * 1_000
    secrets = _Listed(Masked(start, start + 6) for start in range(0, len(line), 7))
    assert frame(Source("a", line), Span(3_500, 3_506), secrets, width=20).text == "… ••• ••• ••• ••• …"
