"""The patterns we find in a text, and the guesses they take, are those that zxcvbn itself gives."""

from __future__ import annotations

import math
import os
import random
import re
import string
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import zxcvbn
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from zxcvbn import frequency_lists, matching, scoring
from zxcvbn.adjacency_graphs import ADJACENCY_GRAPHS

import dial_lsp.model.guesses
from dial_lsp.model.guesses import patterns
from dial_lsp.model.guesses.keyboards import KEYBOARDS
from dial_lsp.model.guesses.words import _MOST_WAYS, _substitutions

if TYPE_CHECKING:
    from collections.abc import Iterable

WORDS = Path(dial_lsp.model.guesses.__file__).with_name("common_words.txt")
KINDS = {
    "dictionary": "words",
    "date": "dates",
    "regex": "dates",
    "repeat": "repetition",
    "sequence": "sequences",
    "spatial": "rows of the keyboard",
}
COMMON = ("a", "of", "the", "password", "Pass", "dragon", "1qaz", "P@ssw0rd", "drowssap", "letmein", "l58jkdjp!", "İ")
LEET = st.text("4@8({[<369|!170$5+%2abcegilostxz", max_size=6)
SIGNS = frozenset("4@8({[<369|!170$5+%2")
PIECES = (
    st.sampled_from((*COMMON, " ", "\n", " 12\n", "2024-01-02", "qwerty", "9753", "abcabc", "zzz", "aabaab", "ЖЗИК"))
    | st.text(string.hexdigits + string.ascii_letters + string.punctuation, max_size=12)
    | st.text(max_size=8)
    | LEET
    | st.text(string.digits + "-./ ", max_size=12)
)
DIGITS_BEFORE_A_LINE_END = re.compile(r"\d{4}\n")
TEXTS = st.lists(PIECES, max_size=5).map(lambda pieces: DIGITS_BEFORE_A_LINE_END.sub("", "".join(pieces)[:40]))
"""The library takes a line end for the last of some digits, and fails where it stands for a day."""


def test_the_words_are_those_of_the_library() -> None:
    """Made from the library by ``UPDATE_EXPECTED=1 .venv/bin/pytest tests/model/test_guesses.py``."""
    ranks = ((word, rank) for words in frequency_lists.FREQUENCY_LISTS.values() for rank, word in enumerate(words, 1))
    text = "".join(sorted(f"{word} {rank}\n" for word, rank in ranks))
    if "UPDATE_EXPECTED" in os.environ:
        WORDS.write_text(text, encoding="ascii")
    assert WORDS.read_text(encoding="ascii") == text


def test_the_licence_of_the_words_stands_beside_them() -> None:
    licence = WORDS.with_name("common_words.LICENSE.txt").read_text(encoding="ascii")
    assert licence.startswith("MIT License\n\nCopyright (c) 2016 Daniel Wolf\n")


def test_the_keyboards_are_those_of_the_library() -> None:
    graphs = {
        name: {char: list(keys) for char, keys in keyboard.around.items()} for name, keyboard in KEYBOARDS.items()
    }
    assert graphs == ADJACENCY_GRAPHS


def of_library(text: str, first: Iterable[str]) -> set[tuple[int, int, str, str]]:
    ranked = matching.build_ranked_dict([word.lower() for word in first])
    found = matching.omnimatch(text, {**matching.RANKED_DICTIONARIES, "user_inputs": ranked})
    return {(one["i"], one["j"] + 1, KINDS[one["pattern"]], _rounded(one, text)) for one in found}


def _rounded(match: dict[str, Any], text: str) -> str:
    """In ten digits: the library counts with fractions where whole numbers would do."""
    return f"{math.log2(scoring.estimate_guesses(match, text)):.10g}"


def of_ours(text: str, first: Iterable[str]) -> set[tuple[int, int, str, str]]:
    return {(one.start, one.end, one.kind, f"{math.log2(one.guesses):.10g}") for one in patterns(text, first)}


def test_every_word_is_found_with_as_many_guesses_however_it_is_written() -> None:
    """Each word as it is, backwards, in capitals or with signs for letters, one of the four by turns."""
    dice = random.Random(1)
    signs = dict(matching.L33T_TABLE)
    ways = (
        str,
        lambda word: word[::-1],
        lambda word: "".join(dice.choice((char, char.upper())) for char in word),
        lambda word: "".join(dice.choice((char, *signs.get(char, ()))) for char in word),
    )
    every = [word for words in frequency_lists.FREQUENCY_LISTS.values() for word in words]
    for number, word in enumerate(every):
        if number % 6 == 0:
            text = ways[number // 6 % len(ways)](word)
            assert of_ours(text, ()) == of_library(text, ()), text


@settings(max_examples=500, deadline=None)
@given(TEXTS, st.lists(TEXTS, max_size=2))
@example("({46!1$5%2@038", [])
@example("1/1/91 11111991 2015_06_04", [])
def test_any_text_has_the_same_patterns_and_guesses(text: str, first: list[str]) -> None:
    assume(len(_substitutions(text)) < _MOST_WAYS)
    assert of_ours(text, first) == of_library(text, first)


def test_of_hundreds_of_ways_to_read_signs_a_few_are_tried() -> None:
    signs = "".join(sorted(SIGNS))
    assert len(matching.enumerate_l33t_subs(matching.relevant_l33t_subtable(signs, matching.L33T_TABLE))) > 500
    assert len(_substitutions(signs)) == _MOST_WAYS


def test_a_line_end_behind_digits_is_no_digit() -> None:
    assert of_ours("11111991\n", ()) == of_library("11111991 ", ())


def test_nothing_of_the_library_is_touched() -> None:
    """Whoever else uses it in our process gets what it gives everywhere; we do not even load it."""
    before = zxcvbn.zxcvbn("P4ssw0rd-drowssap")
    list(patterns("P4ssw0rd-drowssap"))
    after = zxcvbn.zxcvbn("P4ssw0rd-drowssap")
    assert (after["guesses"], after["score"]) == (before["guesses"], before["score"])
    code = (
        "import sys; from dial_lsp.model.strength import strength_of; strength_of('password');"
        "assert 'zxcvbn' not in sys.modules; import zxcvbn; print(zxcvbn.zxcvbn('password')['guesses'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "3\n"


@pytest.mark.parametrize("text", ["", "x", "a"])
def test_short_texts(text: str) -> None:
    assert of_ours(text, ()) == of_library(text, ())
