"""Whatever an edit changes inside entries, what is known after it is what a fresh reading of the texts would tell.

Each step replaces one value somewhere in a merged project by another, and the findings that were kept from before must
be those of an analysis that knows nothing yet, in every word and place.
"""

from __future__ import annotations

import json
import os
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dial_lsp.engine.analysis import Analysis
from dial_lsp.features.document_symbols import document_symbols
from dial_lsp.rules import all_rules
from dial_lsp.syntax import parse
from dial_lsp.syntax.tree import ArrayNode, ObjectNode
from dial_lsp.text import Edit, Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.syntax import Document
    from dial_lsp.syntax.tree import Node

REALWORLD = Path(__file__).parent / "realworld"
PROJECTS = sorted(folder for folder in REALWORLD.iterdir() if folder.is_dir() and any(folder.glob("*.json")))
STEPS = int(os.environ.get("DIAL_LSP_KEYSTROKES", "8"))
OTHERS: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    "",
    "default",
    "admin",
    "x",
    "gpt-4",
    ["default"],
    [],
    {},
    {"a": 1},
    "http://host/",
    1.5,
)


def read(folder: Path) -> list[Document]:
    return [parse(Source(path.name, path.read_text(encoding="utf-8"))) for path in sorted(folder.glob("*.json"))]


def said(analysis: Analysis) -> list[tuple[Any, ...]]:
    return [
        (
            one.order,
            one.severity,
            one.impact,
            one.pointer,
            one.anchor,
            one.help,
            [(note.location.source.path, note.location.span, note.message) for note in one.related],
            [fix.title for fix in one.fixes],
        )
        for one in analysis.diagnostics
    ]


def values_in(node: Node | None) -> Iterator[Node]:
    if node is None:
        return
    yield node
    if isinstance(node, ObjectNode):
        for member in node.members:
            yield from values_in(member.value)
    elif isinstance(node, ArrayNode):
        for element in node.elements:
            yield from values_in(element)


def random_edit(rng: random.Random, document: Document) -> Edit | None:
    entries = [entry for section in document.sections for entry in section.entries]
    if not entries:
        return None
    entry = rng.choice(entries)
    nodes = list(values_in(entry.tree.value))[1:]
    if not nodes:
        return None
    span = rng.choice(nodes).span.shifted(document.offset_of(entry))
    return Edit(span, json.dumps(rng.choice(OTHERS)))


def pasted_or_cut(rng: random.Random, document: Document) -> Edit | None:
    """An entry more, which is another one under another name or the same, or one less."""
    several = [section.entries for section in document.sections if len(section.entries) > 1]
    if not several:
        return None
    entries = rng.choice(several)
    here, source = rng.randrange(len(entries) - 1), rng.choice(entries)
    start = document.offset_of(entries[here])
    if rng.random() < 0.4:
        return Edit(Span(start, document.offset_of(entries[here + 1])), "")
    text = source.text.replace(json.dumps(source.name), rng.choice((json.dumps(source.name), '"pasted"')), 1)
    return Edit(Span(start, start), f"{text}, ")


@pytest.mark.parametrize("folder", PROJECTS, ids=lambda folder: folder.name)
def test_what_is_kept_of_other_entries_is_right_after_one_is_pasted_or_cut(folder: Path) -> None:
    rng = random.Random(folder.name)
    analysis = Analysis(read(folder), rules=all_rules())
    assert analysis.diagnostics is not None
    for step in range(max(STEPS // 2, 1)):
        document = rng.choice(analysis.documents)
        edit = (random_edit if step % 3 == 2 else pasted_or_cut)(rng, document)
        if edit is None:
            continue
        analysis = analysis.after({document.source.path: [edit]})
        fresh = Analysis([parse(document.source) for document in analysis.documents], rules=all_rules())
        assert said(analysis) == said(fresh), (edit, document.source.path)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("folder", PROJECTS, ids=lambda folder: folder.name)
def test_what_is_kept_is_what_a_fresh_reading_tells(folder: Path, seed: int) -> None:
    rng = random.Random(f"{folder.name} {seed}")
    analysis = Analysis(read(folder), rules=all_rules())
    assert analysis.diagnostics is not None
    for _ in range(STEPS):
        document = rng.choice(analysis.documents)
        edit = random_edit(rng, document)
        if edit is None:
            continue
        analysis = analysis.after({document.source.path: [edit]})
        if rng.random() < 0.2:
            continue  # nobody asks after every keystroke
        fresh = Analysis([parse(document.source) for document in analysis.documents], rules=all_rules())
        assert said(analysis) == said(fresh), (edit, document.source.path)


@pytest.mark.parametrize("folder", PROJECTS, ids=lambda folder: folder.name)
def test_a_root_that_is_closed_early_and_opened_again_leaves_no_trace(folder: Path) -> None:
    rng = random.Random(folder.name)
    analysis = Analysis(read(folder))
    first = said(analysis)
    document = rng.choice(analysis.documents)
    path, ends = document.source.path, [at for at, mark in enumerate(document.source.text) if mark == "}"]
    for at in rng.sample(ends, min(2, len(ends))):
        closed = analysis.after({path: [Edit(Span(at, at), "}")]})
        for one in (closed, closed.continued):
            fresh = Analysis([parse(document.source) for document in one.documents])
            fresh = fresh.continued if one is closed.continued else fresh
            assert said(one) == said(fresh), at
            assert document_symbols(one, path) == document_symbols(fresh, path)
        analysis = closed.after({path: [Edit(Span(at, at + 1), "")]})
        assert said(analysis) == first, at
