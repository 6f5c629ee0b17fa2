"""Java's regular expressions: the verdicts of Java's own engine, and the trees of what it compiles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dial_lsp.javaregex.pattern import parse, problem_of
from dial_lsp.javaregex.tree import (
    Anchor,
    Characters,
    Choice,
    Group,
    Opaque,
    Repeat,
    Sequence,
    complement,
    has,
    union,
)

CASES = [line.split("\t") for line in Path(__file__).with_name("java_regex.cases").read_text("utf-8").splitlines()[1:]]
A, B, SLASH = (Characters(((ord(char), ord(char)),)) for char in "ab/")


@pytest.mark.parametrize(("verdict", "pattern"), [(verdict, json.loads(text)) for verdict, text in CASES])
def test_the_verdict_is_that_of_java(verdict: str, pattern: str) -> None:
    problem = problem_of(pattern)
    assert ((problem is None), parse(pattern) is None) == (verdict == "ok", verdict != "ok"), problem


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("*a", "the quantifier * has nothing before it to repeat (character 1)"),
        ("/v1/**", "the quantifier * has nothing before it to repeat (character 6)"),
        ("/{id}", "{ must be followed by a number of repetitions, or be escaped (character 2)"),
        ("a{2", "a number of repetitions is not closed with } (character 4)"),
        ("a{2,1}", "a number of repetitions whose maximum is below its minimum (character 6)"),
        ("(a", "a group is not closed with ) (character 3)"),
        ("a)", "a closing bracket ) without an opening one (character 2)"),
        ("(?P<n>x)", "(? begins a group of a kind that Java does not know (character 4)"),
        ("[a", "a character class is not closed with ] (character 3)"),
        ("[z-a]", "the end of a range in a character class comes before its start (character 5)"),
        ("\\y", "Java has no escape \\y (character 3)"),
        ("[\\b]", "Java has no escape \\b in a character class (character 4)"),
        ("\\p{Bogus}", "unknown character family after \\p (character 10)"),
        ("(?<=(a|b)+)", "what a look-behind looks for has no obvious maximum length (character 11)"),
        ("a\\", "a backslash at the end escapes nothing (character 3)"),
    ],
)
def test_a_refusal_says_what_and_where(pattern: str, problem: str) -> None:
    assert problem_of(pattern) == problem


@pytest.mark.parametrize(
    ("pattern", "root"),
    [
        ("", Sequence()),
        ("ab", Sequence((A, B))),
        ("a|b", Choice((A, B))),
        ("(a)*", Repeat(Group(A, number=1), 0, None)),
        ("a{2,3}?", Repeat(A, 2, 3, "lazy")),
        ("a++", Repeat(A, 1, None, "possessive")),
        ("(?>a)", Group(A, "atomic")),
        ("(?=a)(?<!b)", Sequence((Group(A, "ahead"), Group(B, "behind", is_negative=True)))),
        ("^a$", Sequence((Anchor("start"), A, Anchor("newline")))),
        ("(?m)^", Anchor("line start")),
        ("\\Q/\\E", SLASH),
        ("\\x2F", SLASH),
        ("\\u002f", SLASH),
        (
            "(a)\\1\\b\\R",
            Sequence((Group(A, number=1), Opaque("reference", 1), Opaque("boundary"), Opaque("line break"))),
        ),
        ("[a-cx]", Characters(((97, 99), (120, 120)))),
        ("[^\\x00-\\x{10FFFF}]", Characters(())),
        ("[a-z&&[^b-y]]", Characters(((97, 97), (122, 122)))),
        ("(?i)a", Characters(((65, 65), (97, 97)))),
        ("(?i:a)b", Sequence((Group(Characters(((65, 65), (97, 97)))), B))),
        ("(?i)[k-m]", Characters(((75, 77), (107, 109)))),
        ("(?iu)a", Characters(None)),
        ("\\p{L}", Characters(None, "L")),
        ("\\p{Digit}", Characters(((48, 57),))),
        ("(?s).", Characters(((0, 0x10FFFF),))),
    ],
)
def test_the_tree_is_that_of_the_pattern(pattern: str, root: object) -> None:
    regex = parse(pattern)
    assert regex is not None
    assert regex.root == root


@pytest.mark.parametrize("opening", ["(", "[", "(?:", "(?<=", "a&&["])
def test_a_pattern_nested_too_deeply_is_not_judged(opening: str) -> None:
    pattern = "[" * (opening[0] == "a") + opening * 5000
    assert (problem_of(pattern), parse(pattern)) == (None, None)


@settings(max_examples=200, deadline=None)
@given(st.text("ab{}()[]|*+?.\\^$-&123,<>=!:pQEkux\n é"))
def test_any_text_is_either_refused_with_a_reason_or_has_a_tree(pattern: str) -> None:
    assert (problem_of(pattern) is None) == (parse(pattern) is not None)


SETS = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 40)).map(lambda pair: (pair[0], sum(pair)))).map(
    lambda pieces: union([tuple(pieces)]) or ()
)


@settings(max_examples=100, deadline=None)
@given(SETS, st.integers(0, 400).map(chr))
def test_a_character_is_in_a_set_or_in_its_complement(ranges: tuple[tuple[int, int], ...], char: str) -> None:
    rest = complement(ranges)
    assert rest is not None
    assert has(ranges, char) != has(rest, char)
    assert complement(rest) == ranges
