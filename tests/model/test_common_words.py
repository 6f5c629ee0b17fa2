"""Our way to find words gives what zxcvbn itself would give."""

from __future__ import annotations

import importlib
import string
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from zxcvbn import matching

from dial_lsp.model.common_words import omnimatch

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

COMMON = ("a", "of", "the", "password", "Pass", "dragon", "1qaz", "P@ssw0rd", "drowssap", "letmein", "l58jkdjp!", "İ")
PIECES = st.sampled_from((*COMMON, " ", "\n", " 12\n", "2024-01-02", "qwerty", "abcabc", "zzz")) | st.text(
    string.hexdigits + string.ascii_letters + string.punctuation, max_size=12
)
TEXTS = st.lists(PIECES, max_size=5).map(lambda pieces: "".join(pieces)[:40])


@pytest.fixture(scope="module")
def original() -> ModuleType:
    """The library as it is without us: a second copy of it."""
    changed = {name: sys.modules.pop(name) for name in list(sys.modules) if name.partition(".")[0] == "zxcvbn"}
    try:
        return importlib.import_module("zxcvbn.matching")
    finally:
        for name in [name for name in sys.modules if name.partition(".")[0] == "zxcvbn"]:
            del sys.modules[name]
        sys.modules.update(changed)


def test_every_common_word_is_found_with_its_rank(original: ModuleType) -> None:
    for ranked in original.RANKED_DICTIONARIES.values():
        for word, rank in ranked.items():
            found = matching.dictionary_match(word, {})
            assert [one["rank"] for one in found if one["matched_word"] == word] == [rank]


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.lists(TEXTS, max_size=2))
def test_the_patterns_are_those_of_the_library(original: ModuleType, text: str, first: list[str]) -> None:
    ranked = original.build_ranked_dict([word.lower() for word in first])
    expected = original.omnimatch(text, {**original.RANKED_DICTIONARIES, "user_inputs": ranked})
    assert _told(omnimatch(text, first)) == _told(expected)


def _told(matches: Iterable[dict[str, Any]]) -> list[list[tuple[str, str]]]:
    """Everything that a match says, in any order: its list of words has no name here."""
    left_out = ("dictionary_name", "regex_match", "base_matches")
    told = ([(name, repr(one)) for name, one in match.items() if name not in left_out] for match in matches)
    return sorted(sorted(one) for one in told)
