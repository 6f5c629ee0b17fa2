"""The lexer takes whole members at once; trees and problems are those of the plain grammar, mark by mark."""

from __future__ import annotations

import os
import random
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lark import Lark, Token
from lark.lark import PostLex

from benchmarks.generate import generate
from dial_lsp.syntax import lexer, parser
from dial_lsp.syntax.brackets import are_balanced, balanced, cut_depth
from dial_lsp.syntax.comments import blank
from dial_lsp.syntax.quotes import mend_quotes
from dial_lsp.syntax.tree import nodes
from tests.support.reading import SEEDS, TOKENS, described_part
from tests.syntax.test_cases import cases

if TYPE_CHECKING:
    from collections.abc import Iterator

TRIES = int(os.environ.get("DIAL_LSP_LEXED", "400"))


class Plain(PostLex):
    """What happens to the tokens of Lark's own lexer."""

    always_accept = ()

    def __init__(self, depth: int) -> None:
        self.depth = depth

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        tokens = mend_quotes(list(stream))
        return cut_depth(tokens if are_balanced(tokens) else balanced(tokens), self.depth)


@cache
def plain(depth: int) -> Lark:
    grammar = Path(parser.__file__).with_name("jsonc.lark").read_text(encoding="utf-8")
    builder = parser._Builder()
    return Lark(
        grammar, parser="lalr", lexer="basic", postlex=Plain(depth), transformer=builder, maybe_placeholders=False
    )


def described(parts: Any) -> list[Any]:
    return [
        (part.type, str(part), part.start_pos, part.end_pos, part.line, part.column)
        if isinstance(part, Token)
        else [described_part(each) for each in nodes(part)]
        for part in parts
    ]


def assert_same(text: str) -> None:
    text = blank(text).text
    for depth in (0, 2, 999):
        assert described(parser._parts(text, depth)) == described(plain(depth).parse(text)), (text, depth)


def test_of_the_cases() -> None:
    for case in cases():
        assert_same(case.values[0].text)


def test_of_generated_texts() -> None:
    source = random.Random(20261130)
    seeds = list(SEEDS.values())
    for number in range(TRIES):
        if number % 2:
            text = "".join(source.choices(TOKENS, k=source.randrange(40)))
        else:
            text = source.choice(seeds)
            for _ in range(source.randrange(1, 4)):
                at = source.randrange(len(text) + 1)
                text = text[:at] + source.choice(("", *TOKENS)) + text[at + source.choice((0, 0, 1, 1, 4)) :]
        assert_same(text)


def test_of_the_corpus(shared: Path) -> None:
    files = sorted(file for file in (shared / "corpus").rglob("*.json") if file.stat().st_size < 20_000)
    for file in random.Random(1).sample(files, min(len(files), max(TRIES // 20, 1))):
        assert_same(file.read_text(encoding="utf-8", errors="replace"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"a": 1, "b": "x"', [["MEMBER", "COMMA", "MEMBER"]]),
        ('"a": {"b": 1 "c": true}', [["STRING", "COLON"], "LBRACE", ["MEMBER", "MEMBER"], "RBRACE"]),
        ('"a": "b": 1', [["STRING", "COLON", "MEMBER"]]),
        ('"a":\n1', [["STRING", "COLON", "NUMBER"]]),
        ('"a": 1 }', [["STRING", "COLON", "NUMBER", "STRAY"]]),
        ('"a": 1, "b', [["STRING", "COLON", "NUMBER", "COMMA", "UNCLOSED"]]),
    ],
)
def test_what_is_taken_at_once(text: str, expected: list[Any]) -> None:
    conf = parser._lark().parser.lexer
    state = type("State", (), {"text": lexer.Stretch(text, 1)})
    tokens = conf.lex(state, None)
    assert [[one.type for one in each.value] if each.type == "RUN" else each.type for each in tokens] == expected


def test_lark_is_handed_half_of_the_marks() -> None:
    text = generate(20_000)
    lark = parser._lark().parser.lexer
    state = type("State", (), {"text": lexer.Stretch(text, 0)})
    marks = sum(1 for _ in lark._marks.finditer(text))
    assert sum(1 for _ in lark.lex(state, None)) * 2 < marks
