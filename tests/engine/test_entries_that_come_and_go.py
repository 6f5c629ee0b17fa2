"""Entries are pasted, deleted and renamed: what is found is what a fresh check finds, and little is looked at again."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.generate import generate
from dial_lsp.engine.placing import Placing
from dial_lsp.model.values import Value
from dial_lsp.names.references import References
from dial_lsp.text import Edit, Span
from tests.engine.told import analysed, said

if TYPE_CHECKING:
    from collections.abc import Callable

    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.engine.placing import Placed
    from dial_lsp.rulekit.rule import Finding
    from dial_lsp.syntax import Section

REALWORLD = Path(__file__).parents[1] / "realworld"
LACKING = {"planted-array-root", "planted-null-section"}  # these have no section with entries
FILES = [path for path in sorted(REALWORLD.glob("*/config.json")) if path.parent.name not in LACKING]
STEPS = 25


def names(references: References) -> object:
    return (
        {
            kind: {name: [use.at for use in uses] for name, uses in found.items()}
            for kind, found in references.uses.items()
        },
        {
            kind: [(name, [one.at for one in same]) for name, same in found.items()]
            for kind, found in references.definitions.items()
        },
    )


def filled_sections(analysis: Analysis) -> list[Section]:
    return [section for section in analysis.documents[0].sections if section.kind == "object" and section.entries]


def chosen_edit(analysis: Analysis, rng: random.Random) -> Edit:
    """An entry is deleted with its comma, copied to another place under its name or a new one, or renamed."""
    document = analysis.documents[0]
    section = rng.choice(filled_sections(analysis))
    one, other = rng.choice(section.entries), rng.choice(section.entries)
    start, target = document.offset_of(one), document.offset_of(other)
    kind = rng.choice(["delete", "copy", "new", "rename"] if len(section.entries) > 2 else ["new"])
    if kind == "delete":
        behind = re.compile(r"\s*,\s*").match(document.source.text, start + len(one.text))
        return Edit(Span(start, behind.end() if behind else start + len(one.text)), "")
    if kind == "rename":
        return Edit(Span(start + 1, start + 2), rng.choice("abX"))
    text = one.text if kind == "copy" else f'"{rng.choice("ABC")}{one.text[1:]}'
    return Edit(Span(target, target), f"{text},\n    ")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_what_is_found_is_what_a_fresh_check_finds(path: Path) -> None:
    rng = random.Random(path.parent.name)
    analysis = analysed(path.read_text(encoding="utf-8"))
    for _ in range(STEPS):
        analysis = analysis.after({"a.json": [chosen_edit(analysis, rng)]})
        fresh = analysed(analysis.documents[0].source.text)
        assert said(analysis) == said(fresh)
        assert names(analysis.references) == names(References(analysis.config))


def paste(text: str) -> list[Edit]:
    at = text.index('"app-')
    end = re.compile(r"\n    \},").search(text, at)
    assert end is not None
    new = text[at : end.end()].replace('"app-', '"pasted-', 1)
    return [Edit(Span(at, at), f"{new}\n    "), Edit(Span(at, at + len(new) + 5), "")]


def rename(text: str) -> list[Edit]:
    found = re.search(r'"role-\w+-\d+()": \{', text)
    assert found is not None
    at = found.start(1)
    return [Edit(Span(at, at), "x"), Edit(Span(at, at + 1), "")]


@pytest.mark.parametrize("steps", [paste, rename], ids=lambda steps: steps.__name__)
def test_the_fields_that_are_looked_at_again_are_as_many_in_a_large_file_as_in_a_small_one(
    steps: Callable[[str], list[Edit]], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    for size in (60_000, 240_000):
        text = generate(size)
        analysis = analysed(text)
        for edit in steps(text):  # what is known of all is found out by the first question
            analysis = analysis.after({"a.json": [edit]})
            assert analysis.diagnostics is not None
        looked_at: list[str] = []
        look = Value.field

        def field(
            value: Value, name: str, look: Callable[[Value, str], Value] = look, looked_at: list[str] = looked_at
        ) -> Value:
            looked_at.append(name)
            return look(value, name)

        with monkeypatch.context() as patched:
            patched.setattr(Value, "field", field)
            for edit in steps(text):
                analysis = analysis.after({"a.json": [edit]})
                assert analysis.diagnostics is not None
        asked.append(len(looked_at))
    small, large = asked
    assert small == large


def foreign(count: int) -> str:
    """A configuration with so many models for roles that an identity provider gives, and another role."""
    models = ",\n".join(
        f'    "model-{number}": {{"endpoint": "http://a.svc/v1", "type": "chat", "userRoles": ["team-{number}"]}}'
        for number in range(count)
    )
    return f'{{\n  "models": {{\n{models}\n  }},\n  "roles": {{\n    "role-a-1": {{}}\n  }}\n}}\n'


def test_the_findings_that_are_placed_again_are_as_many_in_a_large_file_as_in_a_small_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    placed: list[int] = []
    for count in (10, 100):
        text = foreign(count)
        analysis = analysed(text)
        assert len(analysis.diagnostics) > count
        places: list[object] = []
        place = Placing._place

        def counted(
            placing: Placing, finding: Finding, place: Callable[..., Placed] = place, places: list[object] = places
        ) -> Placed:
            places.append(finding)
            return place(placing, finding)

        with monkeypatch.context() as patched:
            patched.setattr(Placing, "_place", counted)
            for edit in rename(text):
                analysis = analysis.after({"a.json": [edit]})
                assert len(analysis.diagnostics) > count
        placed.append(len(places))
    assert placed[0] == placed[1]
