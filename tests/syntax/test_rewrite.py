"""Changes of values as edits: whole files before and after, and the laws every change keeps."""

from __future__ import annotations

import json
import re
from collections import Counter
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dial_lsp.syntax import Document, Entry, parse, rewrite
from dial_lsp.syntax.comments import blank
from dial_lsp.text import Edit, Source, Span, apply_edits
from tests.support.texts import comments, names, read, roots, texts, values

_CASE = re.compile(
    r"^## (.+?)\n+```\w+\n(.*?)```\n+`(\w+)\((.*?)\)`\n+(?:```\w+\n(.*?)```|(nothing))$", re.MULTILINE | re.DOTALL
)


class Case(NamedTuple):
    before: str
    change: str
    arguments: list[Any]
    after: str


def cases() -> list[Any]:
    found = []
    for path in sorted((Path(__file__).parent / "cases-rewrite").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        read_cases = [
            pytest.param(Case(before, change, json.loads(f"[{arguments}]"), before if nothing else after), id=name)
            for name, before, change, arguments, after, nothing in _CASE.findall(text)
        ]
        assert len(read_cases) == text.count("\n## "), f"{path.name} has a case that cannot be read"
        found += read_cases
    return found


def documented(text: str) -> Document:
    return parse(Source("aidial.config.json", text))


def entry_of(document: Document, section: str, name: str | None) -> Entry:
    (entry,) = (
        entry for known in document.sections if known.name == section for entry in known.entries if entry.name == name
    )
    return entry


def changed(document: Document, change: str, arguments: list[Any]) -> tuple[Edit, ...]:
    if change == "insert_entry":
        return rewrite.insert_entry(document, *arguments)
    where = (document, arguments[0], tuple(arguments[1]))
    rest = arguments[2:]
    if change == "insert":
        return rewrite.insert(*where, rest[0], rest[1], after=rest[2] if len(rest) > 2 else None)
    result: tuple[Edit, ...] = getattr(rewrite, change)(*where, *rest)
    return result


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("case", cases())
def test_the_file_looks_as_its_author_would_have_left_it(case: Case, newline: str) -> None:
    before = case.before.replace("\n", newline)
    after = case.after.replace("\n", newline if before else "\n")
    document = documented(before)
    arguments = case.arguments
    if case.change != "insert_entry":
        arguments = [entry_of(document, *arguments[:2]), *arguments[2:]]
    assert apply_edits(before, changed(document, case.change, arguments)) == after


Steps = tuple[str | int | None, ...]
"""From the root: section, entry (None for a section that is no object), and the pointer."""

ARGUMENTS: dict[str, Any] = {
    "replace": st.tuples(values),
    "rename": st.tuples(names),
    "remove": st.tuples(),
    "insert": st.tuples(names, values, st.none() | names),
    "append": st.tuples(values),
}


class Change(NamedTuple):
    """A change of a text, the value it must give, the only range it may touch and the part it is about."""

    text: str
    edits: tuple[Edit, ...]
    expected: Any
    touched: Span
    part: Span


@st.composite
def changes(draw: st.DrawFn, kind: str) -> Change:
    root = draw(roots.filter(has_entries))
    text = draw(texts(root))
    document = documented(text)
    section, entry = draw(
        st.sampled_from([(known.name, entry) for known in document.sections for entry in known.entries])
    )
    pointer = draw(st.sampled_from(places(entry.value)))
    arguments = draw(ARGUMENTS[kind])
    edits = changed(document, kind, [entry, pointer, *arguments])
    value = expected(kind, deepcopy(root), (section, entry.name, *pointer), *arguments)
    around = document.span_of(entry, pointer[:-1]) if pointer else Span(0, len(text))
    touched = around if kind in ("remove", "rename") else document.span_of(entry, pointer)
    return Change(text, edits, value, touched, document.span_of(entry, pointer, "member"))


@st.composite
def new_entries(draw: st.DrawFn) -> Change:
    root = draw(roots)
    text = draw(texts(root))
    section, name, value = draw(names), draw(names), draw(values)
    edits = rewrite.insert_entry(documented(text), section, name, value)
    root = deepcopy(root)
    if root.get(section) is None:
        root[section] = {}
    if isinstance(root[section], dict):
        root[section].setdefault(name, value)
    everything = Span(0, len(text))
    return Change(text, edits, root, everything, everything)


def has_entries(root: dict[str, Any]) -> bool:
    return any(section != {} for section in root.values())


def places(value: Any, pointer: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [pointer, *(place for step, part in steps for place in places(part, (*pointer, step)))]


def expected(kind: str, root: Any, path: Steps, *arguments: Any) -> Any:
    """The root after the change, worked out on plain values."""
    path = tuple(step for step in path if step is not None)
    parent = root
    for step in path[:-1]:
        parent = parent[step]
    here = parent[path[-1]]
    if kind == "replace":
        (parent[path[-1]],) = arguments
    elif kind == "remove":
        del parent[path[-1]]
    elif kind == "append" and isinstance(here, list):
        here += arguments
    elif kind == "insert" and isinstance(here, dict):
        put(here, *arguments)
    elif kind == "rename" and isinstance(parent, dict) and arguments[0] not in parent:
        members = [(arguments[0] if name == path[-1] else name, part) for name, part in parent.items()]
        parent.clear()
        parent.update(members)
    return root


def put(members: dict[str, Any], name: str, value: Any, after: str | None) -> None:
    if name not in members:
        old = list(members.items())
        at = next((at + 1 for at, (known, _) in enumerate(old) if known == after), len(old))
        members.clear()
        members.update([*old[:at], (name, value), *old[at:]])


CHANGES = {**{kind: changes(kind) for kind in ARGUMENTS}, "insert_entry": new_entries()}


@pytest.mark.parametrize("kind", CHANGES)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_the_value_changes_as_asked_and_nothing_else_does(kind: str, data: st.DataObject) -> None:
    change = data.draw(CHANGES[kind])
    after = apply_edits(change.text, change.edits)
    assert repr(read(after)) == repr(change.expected)
    for edit in change.edits:
        assert change.touched.start <= edit.span.start <= edit.span.end <= change.touched.end


@pytest.mark.parametrize("kind", CHANGES)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_comments_survive_unless_they_belong_to_what_goes(kind: str, data: st.DataObject) -> None:
    change = data.draw(CHANGES[kind])
    after = apply_edits(change.text, change.edits)
    gone = [change.text[edit.span.start : edit.span.end] for edit in change.edits]
    kept = list(comments(change.text))
    for text in gone:
        if kind not in ("replace", "remove"):
            assert comments(text) == []
        for comment in comments(text):
            kept.remove(comment)
    assert comments(after) == kept


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_removed_part_takes_nothing_else_but_a_comma_and_comments_beside_it(data: st.DataObject) -> None:
    change = data.draw(changes("remove"))
    left = Counter[str]()
    for edit in change.edits:
        beside = (
            Span(edit.span.start, min(edit.span.end, change.part.start)),
            Span(max(edit.span.start, change.part.end), edit.span.end),
        )
        left += Counter("".join(blank(change.text[start:end]).text for start, end in beside).replace(" ", ""))
    assert set(left) <= {",", "\t", "\r", "\n"}
    assert left[","] <= 1


Outline = list[tuple[str, str | None, Any]]
"""Section, name and value of every entry: what a damaged text is taken to say."""


def outline(document: Document) -> Outline:
    return [(section.name, entry.name, entry.value) for section in document.sections for entry in section.entries]


def expected_outline(
    before: Outline, number: int, pointer: tuple[str | int, ...], kind: str, *arguments: Any
) -> Outline:
    section, name, value = before[number]
    holder = expected(kind, {"": deepcopy(value)}, ("", *pointer), *arguments)
    if kind == "rename" and not pointer:
        section, name = (section, arguments[0]) if name is not None else (arguments[0], None)
    changed_entry = [(section, name, part) for part in holder.values()]
    if name is None and isinstance(holder.get(""), dict):
        changed_entry = [(section, *member) for member in holder[""].items()]
    return [*before[:number], *changed_entry, *before[number + 1 :]]


@st.composite
def damaged_texts(draw: st.DrawFn) -> str:
    text: str = draw(roots.filter(has_entries).flatmap(texts))
    start, gone = draw(st.integers(0, len(text))), draw(st.integers(0, 3))
    return text[:start] + draw(st.sampled_from(["", ",", "}", "{", "]", '"', ":", "/*", "x"])) + text[start + gone :]


@settings(max_examples=150, deadline=None)
@given(data=st.data(), text=damaged_texts())
def test_damaged_text_is_changed_as_asked_or_not_at_all(data: st.DataObject, text: str) -> None:
    document = documented(text)
    before = outline(document)
    assume(before)
    number = data.draw(st.integers(0, len(before) - 1))
    kind = data.draw(st.sampled_from(sorted(ARGUMENTS)))
    pointer = data.draw(st.sampled_from(places(before[number][2])))
    arguments = data.draw(ARGUMENTS[kind])
    entry = [entry for known in document.sections for entry in known.entries][number]
    edits = changed(document, kind, [entry, pointer, *arguments])
    # How brackets without partner are paired is a guess that any edit near them may turn.
    if edits and not any("bracket" in problem.code for problem in document.problems):
        after = outline(documented(apply_edits(text, edits)))
        assert repr(after) == repr(expected_outline(before, number, pointer, kind, *arguments))
