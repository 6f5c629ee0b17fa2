"""Patterns of routes: what they match, and how two of them stand to each other."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dial_lsp.javaregex.automaton import runs
from dial_lsp.javaregex.search import matches_whole
from dial_lsp.schema.route_patterns import can_match, covers, example_of, matches, overlaps

PIECES = st.sampled_from(
    [
        "a",
        "b",
        "/",
        "ab",
        "(a|b)",
        "(?:a|ab|)",
        "a*",
        "(ab)*",
        "[ab]",
        "[^a]",
        ".",
        "\\d",
        "a?",
        "b{2}",
        "(a?){2,3}",
        "|",
    ]
)
PATTERNS = st.lists(PIECES, max_size=6).map("".join)
TEXTS = st.text("aab/1", max_size=8)


@pytest.mark.parametrize(
    ("pattern", "path", "verdict"),
    [
        ("/v1/a", "/v1/a", True),
        ("/v1/a", "/v1/a/b", False),
        ("/v1/a", "/v1.a", False),
        ("/v1.a", "/v1/a", True),
        ("^/v1/a$", "/v1/a", True),
        ("/v1/.*", "/v1/", True),
        ("/v1/.+", "/v1/", False),
        ("/(?<id>[^/]+)/x", "/7/x", True),
        ("(?i)/V1", "/v1", True),
        ("/[a-z&&[^x]]", "/x", False),
        ("/a{2,3}", "/aaaa", False),
        (".*\n", "/\n", True),
        (".*", "/\n", False),
        ("/a$", "/a\n", False),
        ("/a$\n", "/a\n", True),
        ("[", "[", None),
        ("/(?!x).*", "/y", True),
        ("/(?!x).*", "/x", False),
        ("(?=/a).*", "/b", False),
        ("/.*(?<=a)", "/ba", True),
        ("/.*(?<!a)", "/ba", False),
        ("/(a)\\1", "/aa", True),
        ("/(?<n>[ab])\\k<n>", "/ab", False),
        ("/(?<n>[ab]|ab)\\k<n>", "/abab", True),
        ("/(a)\\11", "/aa1", True),
        ("(?i)/(a)\\1", "/aa", None),
        ("/a++", "/aa", True),
        ("/a++a", "/aa", False),
        ("/(?>a|ab)c", "/abc", False),
        ("/(?>ab|a)c", "/abc", True),
        ("/(?:a|b)*+/", "/abba/", True),
        ("/(?:a?)*x(?!y)", "/aax", True),
        ("/\\p{L}+", "/aé", True),
        ("/\\p{L}", "/1", False),
        ("/\\P{Lu}", "/a", True),
        ("/(?U)\\w", "/a", None),
        ("/\\ba", "/a", None),
        ("/(a*)*b(?!c)", "/" + "a" * 60, None),
        ("/(?!x)" + "a" * 5000, "/" + "a" * 5000, True),
        ("/(?!x)" + "(a)" * 5000, "/" + "a" * 5000, None),
        ("/a{5000}", "/a", False),
    ],
)
def test_a_pattern_must_match_the_whole_path(pattern: str, path: str, *, verdict: bool | None) -> None:
    assert matches(pattern, path) is verdict


@pytest.mark.parametrize(
    ("wide", "narrow", "verdict"),
    [
        ("/.*", "/v1/[a-z]+", True),
        (".*", "/.*", True),
        ("/v1/[a-z]+", "/.*", False),
        ("/v1/[^/]+", "/v1/.+", False),
        ("/a|/b", "/[ab]", True),
        ("/[ab]", "/a|/b", True),
        ("(?i)/a", "/A", True),
        ("/a", "x", True),
        ("/(?:a|b)*", "/(?:ab)*", True),
        ("/a(?=b)", "/a(?=b)", True),
        ("/a(?=b)", "/.*", None),
        ("[", "[", None),
    ],
)
def test_covering_means_that_no_path_is_left(wide: str, narrow: str, *, verdict: bool | None) -> None:
    assert covers(wide, narrow) is verdict


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("/v1/.*", "/.*/a", True),
        ("/v1/[a-c]+", "/v1/[d-f]+", False),
        ("/a", "/a/", False),
        ("/[^/]+", "/a/.*", False),
        ("/\\d+", "/[1-3]x?", True),
        ("/a", "(?=/).*", None),
    ],
)
def test_overlapping_is_the_same_from_both_sides(one: str, other: str, *, verdict: bool | None) -> None:
    assert (overlaps(one, other), overlaps(other, one)) == (verdict, verdict)


@pytest.mark.parametrize(
    ("pattern", "verdict"), [("/a", True), ("v1/a", False), ("/a$b", False), ("[^/].*", False), (".", True)]
)
def test_a_pattern_that_no_path_can_match_is_known(pattern: str, *, verdict: bool) -> None:
    assert can_match(pattern) is verdict


def test_an_exponential_comparison_is_given_up() -> None:
    one, other = "(a|b)*a(a|b){60}", "(a|b)*b(a|b){60}"
    assert covers(f"/({one}|{other})", f"/{other}") is None


def test_a_path_of_one_pattern_that_is_none_of_the_other_spares_the_comparison() -> None:
    assert covers("/(a|b)*a(a|b){60}", "/(a|b)*b(a|b){60}") is False


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("/a", "/a"),
        (".*/x{2,}", "/xx"),
        ("^/(b|c)d?$", "/b"),
        ("/[^/\\u0000-x]", "/y"),
        ("v1/a", None),
        ("/a$b", None),
    ],
)
def test_an_example_of_a_pattern_is_one_of_its_shortest_paths(pattern: str, path: str | None) -> None:
    assert example_of(pattern) == path


def test_nested_quantifiers_take_linear_time() -> None:
    assert matches("/(a*)*b", "/" + "a" * 5000) is False


@settings(max_examples=300, deadline=None)
@given(PATTERNS, TEXTS)
def test_python_agrees_where_both_engines_mean_the_same(pattern: str, text: str) -> None:
    assert matches(pattern, text) == bool(re.fullmatch(pattern, text))
    assert runs(pattern, text, anywhere=True) == bool(re.search(pattern, text))


@settings(max_examples=300, deadline=None)
@given(PATTERNS, PATTERNS, TEXTS)
def test_a_common_path_overlaps_and_one_beyond_is_not_covered(one: str, other: str, text: str) -> None:
    path = f"/{text}"
    here, there = matches(one, path), matches(other, path)
    if here and there:
        assert overlaps(one, other)
    if there and not here:
        assert covers(one, other) is False


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.sampled_from(["^", "$", "\\Z", "\n", "[\r\n]", "[\n-\r]"]), max_size=6).map("".join))
@example("/\n$")
@example("/$\n?a")
def test_what_can_match_overlaps_itself(pattern: str) -> None:
    assert can_match(pattern) is overlaps(pattern, pattern)
    path = example_of(pattern)
    assert bool(can_match(pattern)) is (path is not None)
    assert path is None or matches(pattern, path)


@settings(max_examples=100, deadline=None)
@given(PATTERNS, PATTERNS)
def test_every_pattern_covers_itself_and_its_part_of_a_choice(one: str, other: str) -> None:
    assert covers(one, one)
    assert covers(f"(?:{one})|(?:{other})", one)


@settings(max_examples=200, deadline=None)
@given(PATTERNS, TEXTS)
def test_backtracking_agrees_with_the_automaton(pattern: str, text: str) -> None:
    assert matches_whole(pattern, text) in (runs(pattern, text, anywhere=False), None)
