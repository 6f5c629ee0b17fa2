"""URIs: the verdicts of Java's own class, and the trimming that fields get."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dial_lsp.schema import uris

CASES = [line.split("\t") for line in Path(__file__).with_name("uris.cases").read_text("utf-8").splitlines()[1:]]


@pytest.mark.parametrize(("verdict", "text"), [(verdict, json.loads(text)) for verdict, text in CASES])
def test_the_verdict_is_that_of_java(verdict: str, text: str) -> None:
    is_uri = uris.problem_of(text, trimmed=False) is None
    assert (is_uri, uris.is_absolute(text)) == (verdict != "refused", verdict == "absolute")


def test_a_field_is_trimmed_before_it_is_read() -> None:
    assert uris.problem_of(" urn:x\n") is None
    assert uris.problem_of(" urn:x\n", trimmed=False) is not None
    assert uris.problem_of(" ") is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a b", "the path holds a character that must be escaped"),
        ("http://a/%4", "the path holds a percent sign without two hexadecimal digits"),
        ("http://a b", "the host holds a character that must be escaped"),
        ("http://a?<", "the query holds a character that must be escaped"),
        ("#a#b", "the fragment holds a character that must be escaped"),
        ("1a:b", "what stands before the first colon is not a scheme name"),
        ("urn:", "nothing follows the scheme"),
        ("http://", "nothing follows the two slashes"),
        ("http://[::1", "square brackets in the host may only hold an IPv6 address"),
    ],
)
def test_a_refusal_says_which_part_is_wrong(text: str, problem: str) -> None:
    assert uris.problem_of(text) == problem
