"""What Core's reader puts a limit to, and texts made to take long: deep, wide, endless."""

from __future__ import annotations

import re
import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from dial_lsp.syntax import MISSING, Document, Entry, prefix, update
from dial_lsp.syntax.tree import nodes
from dial_lsp.text import Edit, Span
from tests.support.reading import read

if TYPE_CHECKING:
    from collections.abc import Callable


def codes(text: str) -> list[str]:
    return [problem.code for problem in read(text).problems]


def only_entry(document: Document) -> Entry:
    return document.sections[0].entries[0]


@pytest.mark.parametrize("depth", [10, 998, 999])
def test_nesting_up_to_a_thousand_is_sound(depth: int) -> None:
    document = read('{"a": ' + "[" * depth + "]" * depth + "}")
    assert document.problems == ()
    assert sum(1 for _ in nodes(only_entry(document).tree)) == depth + 2


@pytest.mark.parametrize("depth", [1000, 5000, 30_000])
def test_deeper_nesting_is_one_problem(depth: int) -> None:
    assert codes('{"a": ' + "[" * depth + "]" * depth + "}") == ["too-deep"]
    assert codes('{"a": ' + '{"b":' * depth + "1" + "}" * depth + "}") == ["too-deep"]


def test_nesting_is_counted_in_entries_too() -> None:
    sound, deep = ('{"a": {"b": ' + "[" * depth + "]" * depth + "}}" for depth in (998, 999))
    assert codes(sound) == []
    assert codes(deep) == ["too-deep"]


def test_brackets_in_strings_do_not_nest() -> None:
    assert codes('{"a": {"b": ["' + "[{" * 5000 + '"]}}') == []


@pytest.mark.parametrize("sign", ["", "-"])
def test_integers_have_up_to_a_thousand_digits(sign: str) -> None:
    assert only_entry(read(f'{{"a": {sign}{"9" * 1000}}}')).value == int(f"{sign}{'9' * 1000}")
    document = read(f'{{"a": {sign}{"9" * 1001}}}')
    assert [problem.code for problem in document.problems] == ["number-too-long"]
    assert only_entry(document).value is MISSING


def test_huge_integers_are_only_a_problem() -> None:
    assert codes('{"a": {"b": ' + "9" * 50_000 + "}}") == ["number-too-long"]


@pytest.mark.parametrize(
    "text", ['{"NAME": {}}', '{"a": {"NAME": 1}}', '{"a": {"b": [{"NAME": 1}]}}', '{"a": {"b": {"\\u0041NAME": 1}}}']
)
def test_names_have_up_to_fifty_thousand_characters(text: str) -> None:
    most = 50_000 - ("u0041" in text)
    assert codes(text.replace("NAME", "n" * most)) == []
    assert codes(text.replace("NAME", "n" * (most + 1))) == ["name-too-long"]


def test_numbers_beyond_decimal_are_infinite_or_nothing() -> None:
    huge = "9" * 30
    values = read(f'{{"a": [1e{huge}, -1e{huge}, 1e-{huge}, 1e999999999]}}').sections[0].entries[0].value
    assert values == [Decimal("Infinity"), Decimal("-Infinity"), 0, Decimal("1e999999999")]


ENDLESS: dict[str, Callable[[int], str]] = {
    "openers": lambda n: "[" * n,
    "objects": lambda n: '{"a":' * n,
    "openers and wrong closers": lambda n: "[" * n + "}" * n,
    "closers on lines": lambda n: '{\n "a": {\n' + "},\n" * n,
    "closers on one line": lambda n: '{\n "a": {\n' + "}," * n,
    "comment starts": lambda n: "{\n" + "/*\n" * n,
    "comment starts in a string": lambda n: '{\n "a": "' + "/*" * n,
    "half comments": lambda n: "{\n" + "/*/ " * n + "*/",
    "quotes": lambda n: '"' * n,
    "quotes on lines": lambda n: '{\n "a": {\n' + '"\n' * n,
    "backslashes": lambda n: '{"a":"' + "\\" * n,
    "bad escapes": lambda n: '{"a":"' + "\\q" * n + '"}',
    "names": lambda n: "a:" * n,
    "names and closers": lambda n: '"a":' * n + "}" * n,
    "names in arrays": lambda n: '[{"a":' * n + '"b":1}' * n,
    "words": lambda n: "{" + "a " * n,
    "commas": lambda n: "{" + "," * n,
    "colons": lambda n: "{" + ":" * n,
    "headers": lambda n: "{\n" + ' "a": {\n' * n,
    "headers ever deeper": lambda n: "{\n" + "".join(" " * i + '"a": {\n' for i in range(1, int((8 * n) ** 0.5))),
    "entries without end": lambda n: '{\n "m": {\n' + '  "a": {\n' * n,
    "names without values": lambda n: '{\n "a":\n' + '  "b":\n' * n,
    "minified and damaged": lambda n: "{" + '"a":{"b":1},' * n,
    "minified and sound": lambda n: "{" + '"a":{"b":1},' * n + '"z":0}',
    "a section of entries": lambda n: '{\n "m": {\n' + '  "a": {"b": 1},\n' * n + '  "z": {}\n }\n}',
    "damage in every entry": lambda n: '{\n "m": {\n' + '  "a": {"b": },\n' * n + '  "z": {}\n }\n}',
}


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
def test_twice_the_text_takes_at_most_two_and_a_half_times_the_steps(text: Callable[[int], str]) -> None:
    everything_of(text(8))  # load and build what is made once
    assert steps(text(1000)) <= 2.5 * steps(text(500))


def steps(text: str) -> int:
    """The function calls it takes to say all about a text: the same on every machine."""
    count = 0

    def counted(frame: Any, event: str, argument: Any) -> None:  # noqa: ARG001 - what setprofile hands over
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        everything_of(text)
    finally:
        sys.setprofile(before)
    return count


def everything_of(text: str) -> None:
    document = read(text)
    assert document.problems is document.problems
    for section in document.sections:
        for entry in section.entries:
            assert entry.tree is entry.tree


def test_all_damage_in_a_text_too_long_for_the_grammar_is_one_problem_but_for_a_single_slip(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert prefix.LONGEST == 150_000
    monkeypatch.setattr(prefix, "LONGEST", 100)
    entries = ", ".join(f'"e{number}": {{"x": {number}}}' for number in range(50))
    document = read(f'{{"models": {{{entries}, "bad": oops}}, "keys": {{}}}}')
    assert [problem.code for problem in document.problems] == ["bad-literal"]
    document = read(f'{{"models": {{{entries}, "bad": oops, "worse": oops}}, "keys": {{}}}}')
    assert [problem.code for problem in document.problems] == ["too-long"]
    assert document.source.text.startswith("oops", document.problems[0].span.start)
    assert [entry.name for entry in document.sections[0].entries] == [f"e{number}" for number in range(50)]


LAYOUTS = {
    "lines": '{{\n  "models": {{\n{}\n  }},\n  "roles": {{}}\n}}',
    "one line": '{{"models": {{{}}}, "roles": {{}}}}',
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_of_text_with_too_many_mistakes_one_is_told(layout: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert prefix.MOST_DAMAGED == 5_000
    monkeypatch.setattr(prefix, "MOST_DAMAGED", 3)
    joint = ",\n" if layout == "lines" else ", "

    def text(mistakes: int) -> str:
        damaged = (f'    "bad{number}": {{"a": 1 "b": 2}}' for number in range(mistakes))
        return LAYOUTS[layout].format(joint.join(['    "good": {}', *damaged]))

    document = read(text(3))
    assert [problem.code for problem in document.problems] == ["missing-comma"] * 3
    assert [section.name for section in document.sections] == ["models", "roles"]

    document = read(text(4))
    (problem,) = document.problems
    assert problem.code == "too-long"
    assert (
        problem.message == "not JSON from here on; the rest is not checked, because more than 3 members have a mistake"
    )
    assert document.source.text.startswith('"b": 2', problem.span.start)
    assert [entry.name for entry in document.sections[0].entries] == ["good"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_edits_that_make_too_many_mistakes_and_fewer_again(layout: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prefix, "MOST_DAMAGED", 3)
    joint = ",\n" if layout == "lines" else ", "
    text = LAYOUTS[layout].format(joint.join(f'    "m{number}": {{"a": 1, "b": 2}}' for number in range(6)))
    document = read(text)
    commas = [match.start() for match in re.finditer(',(?= "b")', text)]
    for new in (" ", ","):
        for comma in commas:
            document = update(document, [Edit(Span(comma, comma + 1), new)])
            assert told(document) == told(read(document.source.text))
    assert not document.problems


def told(document: Document) -> list[object]:
    return [(problem.code, problem.span, problem.message) for problem in document.problems]


def test_long_texts_of_few_words_are_not_too_long_for_the_grammar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prefix, "LONGEST", 100)
    assert not prefix.is_too_long(f'{{"a": "{"x, " * 1_000}" oops}}')
    assert not prefix.is_too_long("]" * 100)
    assert prefix.is_too_long("]" * 101)
