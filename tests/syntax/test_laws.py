"""What holds for every text."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dial_lsp.syntax import MISSING, Document, DuplicateMembers, Entry, Member, Node
from dial_lsp.syntax.comments import blank
from dial_lsp.syntax.parser import parse_entry
from dial_lsp.syntax.tree import ArrayNode, ObjectNode, nodes
from tests.support.reading import LINES, SEEDS, described_part, nearly_json, read
from tests.support.texts import roots, texts

ROOT = Path(__file__).resolve().parents[2]


def plain(document: Document) -> Any:
    """The value of a sound root object."""
    return {
        section.name: {entry.name: entry.value for entry in section.entries}
        if section.kind == "object"
        else section.entries[0].value
        for section in document.sections
    }


def entries(document: Document) -> list[Entry]:
    return [entry for section in document.sections for entry in section.entries]


@settings(max_examples=400)
@given(nearly_json)
def test_every_text_is_read(text: str) -> None:
    document = read(text)
    assert document.root_kind == "object" or not document.sections


@settings(max_examples=200)
@given(st.text(max_size=60))
def test_so_is_text_that_is_nothing_like_json(text: str) -> None:
    assert read(text).source.text == text


@settings(max_examples=200)
@given(root=roots, data=st.data())
def test_values_are_those_of_the_standard_library(root: Any, data: st.DataObject) -> None:
    text = data.draw(texts(root))
    document = read(text)
    assert document.problems == ()
    assert plain(document) == json.loads(blank(text, starts_file=True).text, parse_float=Decimal)


@settings(max_examples=200)
@given(root=roots, data=st.data())
def test_the_grammar_and_the_scanner_agree(root: Any, data: st.DataObject) -> None:
    for entry in entries(read(data.draw(texts(root)))):
        assert entry.tree.problems == ()
        assert entry.tree.value is not None
        assert entry.tree.value.value == entry.value
        assert (entry.tree.start, entry.tree.end) == (0, len(entry.text))


@settings(max_examples=400)
@given(nearly_json)
def test_they_agree_on_what_is_intact_in_damaged_text(text: str) -> None:
    for entry in entries(read(text)):
        if not entry.problems:
            value = parse_entry(blank(entry.text).text, depth=1).value
            assert (value.value if value is not None else MISSING) == entry.value


@settings(max_examples=400)
@given(nearly_json)
def test_parts_lie_inside_each_other(text: str) -> None:
    document = read(text)
    for entry in entries(document):
        assert document.source.text.startswith(entry.text, document.offset_of(entry))
        for part in nodes(entry.tree):
            assert 0 <= part.start <= part.end <= len(entry.text)
            for inner in inside(part):
                assert part.start <= inner.start <= inner.end <= part.end


@settings(max_examples=400)
@given(nearly_json)
def test_problems_lie_in_the_text_in_order(text: str) -> None:
    problems = read(text).problems
    assert list(problems) == sorted(problems, key=lambda problem: problem.span)
    for problem in problems:
        assert 0 <= problem.span.start <= problem.span.end <= len(text)
        assert all(0 <= edit.span.start <= edit.span.end <= len(text) for edit in problem.edits)


@settings(max_examples=400)
@given(nearly_json)
def test_problems_of_entries_are_problems_of_the_document(text: str) -> None:
    document = read(text)
    for entry in entries(document):
        moved = {problem.shifted(document.offset_of(entry)) for problem in entry.problems}
        assert moved <= set(document.problems)


@settings(max_examples=400)
@given(nearly_json)
def test_text_core_refuses_has_a_problem_or_a_comment(text: str) -> None:
    document = read(text)
    if not document.is_json:
        assert document.problems or document.comments


@settings(max_examples=200)
@given(nearly_json)
def test_messages_do_not_repeat_the_text(text: str) -> None:
    secret = "made-up-secret"
    for problem in read(text.replace("a", secret).replace("word", secret)).problems:
        assert secret not in problem.message


@pytest.mark.parametrize("text", [SEEDS["lines"], SEEDS["windows"], SEEDS["old mac"]])
def test_damage_in_one_entry_leaves_the_others_as_they_were(text: str) -> None:
    damaged = read(text.replace('"minute": 100', '"minute": 100 oops [', 1))
    before = {entry.name: entry.value for entry in entries(read(text)) if entry.name != "default"}
    assert damaged.problems
    assert {entry.name: entry.value for entry in entries(damaged) if entry.name != "default"} == before


def test_a_byte_order_mark_counts_as_blank_at_the_start_only() -> None:
    assert read('\ufeff{"a": 1}').problems == ()
    assert read('\ufeff{"a": 1}').is_json
    assert [problem.code for problem in read('{"a":\ufeff1}').problems] == ["bad-character"]


def test_odd_characters_inside_strings_are_just_text() -> None:
    text = '{"a": {"é😀": "x\u2028y\x7f\x85", "s": "\\ud800 \\ude00\\ud83d \\u0000"}}'
    document = read(text)
    assert document.problems == ()
    assert document.sections[0].entries[0].value == "x\u2028y\x7f\x85"
    assert document.sections[0].entries[1].value == "\ud800 \ude00\ud83d \0"


def test_duplicates_are_all_kept_in_order() -> None:
    document = read('{"a": {"x": {"n": 1, "n": 2}, "x": 2}, "b": 1, "a": {"y": 3}}')
    assert [section.name for section in document.sections] == ["a", "b", "a"]
    assert [entry.name for entry in document.sections[0].entries] == ["x", "x"]
    value = document.sections[0].entries[0].value
    assert isinstance(value, DuplicateMembers)
    assert value == {"n": 2}
    assert value.pairs == (("n", 1), ("n", 2))
    assert document.problems == ()


def test_line_ends_make_no_difference() -> None:
    plain_lines = [entry.value for entry in entries(read(LINES))]
    for line_end in ("\r\n", "\r"):
        assert [entry.value for entry in entries(read(LINES.replace("\n", line_end)))] == plain_lines


def test_a_sound_file_is_read_without_lark() -> None:
    code = (
        "import sys; from dial_lsp.syntax import parse; from dial_lsp.text import Source;"
        "d = parse(Source('x', sys.stdin.read())); d.sections, d.problems, d.comments;"
        "assert len(d.sections) == 4; assert 'lark' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], input=LINES, text=True, check=True, cwd=ROOT, timeout=60)


def test_the_tree_of_a_sound_entry_is_the_same_however_it_is_reached() -> None:
    sound = {entry.name: entry for entry in entries(read(LINES))}
    damaged = entries(read(LINES.replace('"admin": {}', '"admin": {,}')))
    for entry in damaged[:-1]:
        known = [described_part(part) for part in nodes(sound[entry.name].tree)]
        assert [described_part(part) for part in nodes(entry.tree)] == known


def inside(part: Member | Node) -> list[Member | Node]:
    if isinstance(part, Member):
        return [part.key] if part.value is None else [part.key, part.value]
    if isinstance(part, ObjectNode):
        return list(part.members)
    return list(part.elements) if isinstance(part, ArrayNode) else []
