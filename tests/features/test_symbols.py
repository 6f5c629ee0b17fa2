"""The outline of a file, entries of the workspace, links and the call hierarchy, by the cases beside this file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dial_lsp.engine.analysis import Analysis
from dial_lsp.features.call_hierarchy import Call, incoming_calls, outgoing_calls, prepare_call_hierarchy
from dial_lsp.features.document_symbols import Symbol, document_symbols
from dial_lsp.features.links import Link, links
from dial_lsp.features.outline_parts import _in_tree, parts_of
from dial_lsp.features.workspace_symbols import workspace_symbols
from dial_lsp.syntax import parse
from dial_lsp.text import Edit, Location, Source, Span
from tests.support.cursor_cases import CursorCase, cursor_cases, shown, shown_span, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.features.outline_parts import Part
    from dial_lsp.syntax import Entry

HERE = Path(__file__).parent
OUTLINES = cursor_cases(HERE / "document_symbols")
LINKS = cursor_cases(HERE / "links")
HIERARCHIES = cursor_cases(HERE / "call_hierarchy")
REALWORLD = sorted((HERE.parent / "realworld").glob("*/*.json"))
NOTHING = "nothing\n"


@pytest.mark.parametrize("case", OUTLINES, ids=title_of)
def test_outline(case: CursorCase) -> None:
    source = Source("", next(iter(case.files.values())))
    found = document_symbols(case.analysis, next(iter(case.files)))
    case.check("".join(line for symbol in found for line in outline(source, symbol, 0)) or NOTHING)


@pytest.mark.parametrize("case", OUTLINES, ids=title_of)
def test_parts_of_an_outline_are_nested(case: CursorCase) -> None:
    waiting = list(document_symbols(case.analysis, next(iter(case.files))))
    while waiting:
        symbol = waiting.pop()
        assert symbol.name
        assert symbol.span.start <= symbol.selection.start <= symbol.selection.end <= symbol.span.end
        assert all(symbol.span.start <= part.span.start <= part.span.end <= symbol.span.end for part in symbol.children)
        waiting += symbol.children


@pytest.mark.parametrize("case", LINKS, ids=title_of)
def test_links(case: CursorCase) -> None:
    path = case.path or next(iter(case.files))
    found = links(case.analysis, path)
    case.check("".join(shown_link(Source(path, case.files[path]), link) for link in found) or NOTHING)


@pytest.mark.parametrize("case", HIERARCHIES, ids=title_of)
def test_call_hierarchy(case: CursorCase) -> None:
    analysis = case.analysis
    lines: list[str] = []
    for item in prepare_call_hierarchy(analysis, case.path, case.offset):
        lines.append(f"{item.kind} {item.name}: {item.detail}\n")
        for word, calls in (("<-", incoming_calls(analysis, item.who)), ("->", outgoing_calls(analysis, item.who))):
            for call in calls:
                home = call.item.path if word == "<-" else item.path
                lines.append(shown_call(analysis, word, call, home))
    case.check("".join(lines) or NOTHING)
    told = [line for line in "".join(lines).splitlines() if not line.startswith("  |")]
    assert not any("secret" in line for line in told)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("gpt-4", ["gpt-4", "gpt-4o", "gpt-4-turbo"]),
        ("g4t", ["gpt-4-turbo"]),
        ("gtp-4o", ["gpt-4o"]),
        ("TURBO", ["gpt-4-turbo"]),
        ("epam", ['key 1 (project "EPAM")']),
        ("", ['key 1 (project "EPAM")', "gpt-4-turbo", "gpt-4o", "gpt-4"]),
        ("secret", []),
        ("zzz", []),
    ],
)
def test_workspace_symbols(query: str, expected: list[str]) -> None:
    first = Analysis([parse(Source("a.json", '{"keys": {"secret-hunter2": {"project": "EPAM"}}}'))])
    second = Analysis([parse(Source("b.json", '{"models": {"gpt-4-turbo": {}, "gpt-4o": {}, "gpt-4": {}'))])
    assert [found.name for found in workspace_symbols([first, second], query)][: len(expected) or None] == expected


def test_a_workspace_symbol_knows_its_place() -> None:
    text = '{"models": {"gpt": {}}}'
    (found,) = workspace_symbols([Analysis([parse(Source("b.json", text))])], "gpt")
    assert (found.kind, found.section) == ("model", "models")
    assert text[slice(*found.location.span)] == '"gpt"'


def outline(source: Source, symbol: Symbol, depth: int) -> Iterator[str]:
    start = source.text[symbol.selection.start : symbol.selection.end]
    known = "" if symbol.name.strip('"') == start.strip('"') else f" at {source.position(symbol.selection.start).line}"
    yield f"{'  ' * depth}{symbol.kind} {symbol.name}{f' ({symbol.detail})' if symbol.detail else ''}{known}\n"
    for child in symbol.children:
        yield from outline(source, child, depth + 1)


def shown_link(source: Source, link: Link) -> str:
    target = shown(link.target) if isinstance(link.target, Location) else f"{link.target}\n"
    return shown_span(source, link.span, link.tooltip) + f"-> {target}"


def shown_call(analysis: Analysis, word: str, call: Call, home: str) -> str:
    document = analysis.document(home)
    assert document is not None
    places = "".join(shown_span(document.source, span) for span in call.spans)
    indented = "".join(f"  | {line}\n" for line in places.splitlines())
    return f"{word} {call.item.kind} {call.item.name}: {call.item.detail}\n{indented}"


def test_after_an_edit_only_the_edited_entry_is_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = ",\n".join(f'    "m{number}": {{"type": "chat"}}' for number in range(50))
    text = f'{{\n  "models": {{\n{entries}\n  }},\n  "keys": {{"s3cret": {{"project": "p"}}}}\n}}\n'
    analysis = Analysis([parse(Source("a.json", text))])
    document_symbols(analysis, "a.json")
    looked: list[str | None] = []

    def counting(entry: Entry) -> tuple[Part, ...]:
        looked.append(entry.name)
        return parts_of(entry)

    monkeypatch.setattr("dial_lsp.features.document_symbols.parts_of", counting)
    at = text.index("chat", text.index('"m30"'))
    after = analysis.after({"a.json": [Edit(Span(at, at), "\n")]})
    (models, _) = document_symbols(after, "a.json")
    assert looked == ["m30"]
    assert models.children == document_symbols(Analysis([parse(after.documents[0].source)]), "a.json")[0].children


def test_an_outline_hides_what_became_a_secret_in_another_entry() -> None:
    text = '{"models": {"m": {"defaults": {"hunter2hunter2": 1}}}, "keys": {"k": {"project": "p"}}}'
    analysis = Analysis([parse(Source("a.json", text))])
    assert "hunter2hunter2" in str(document_symbols(analysis, "a.json"))
    at = text.index('"k"') + 1
    after = analysis.after({"a.json": [Edit(Span(at, at + 1), "hunter2hunter2")]})
    assert "hunter2hunter2" not in str(document_symbols(after, "a.json"))


@pytest.mark.parametrize("path", REALWORLD, ids=lambda path: path.parent.name)
def test_text_and_tree_have_the_same_outline(path: Path) -> None:
    document = parse(Source(path.name, path.read_text(encoding="utf-8")))
    for section in document.sections:
        for entry in section.entries:
            assert list(parts_of(entry)) == list(_in_tree(entry.tree.value, 1))
