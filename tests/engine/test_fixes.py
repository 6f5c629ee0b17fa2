"""Changes of values become text edits; several changes of one offer do not get into each other's way."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from dial_lsp.engine.analysis import Analysis
from dial_lsp.engine.fixes import edits_of
from dial_lsp.model.change import Change, InsertEntry, Remove, Replace
from dial_lsp.model.config import Config
from dial_lsp.model.place import Place
from dial_lsp.syntax import parse
from dial_lsp.text import Source, apply_edits


def after(text: str, *changes: Change, config: Config | None = None) -> str:
    read = config or Config.of([parse(Source("a.json", text))])
    return apply_edits(text, edits_of(read, changes).get("a.json", ()))


def test_both_elements_of_a_list_go() -> None:
    text = '{"models": {"m": {"interceptors": ["a", "b"]}}}'
    config = Config.of([parse(Source("a.json", text))])
    (entry,) = config.sections["models"].entries
    gone = [Remove(Place(entry, ("interceptors", index))) for index in (0, 1)]
    assert after(text, *gone, config=config) == '{"models": {"m": {"interceptors": []}}}'


def test_an_entry_comes_and_another_goes() -> None:
    text = '{"roles": {"z": {}}}'
    config = Config.of([parse(Source("a.json", text))])
    (entry,) = config.sections["roles"].entries
    assert after(text, InsertEntry("roles", "a", {}), Remove(Place(entry)), config=config) == '{"roles": {"a": {}}}'


@pytest.mark.parametrize("text", ["{}", '{"roles": {}}', '{"models": {}}'])
def test_two_entries_come(text: str) -> None:
    made = after(text, InsertEntry("roles", "a", {}), InsertEntry("roles", "b", {}))
    document = parse(Source("a.json", made))
    assert document.is_json
    assert [entry.name for entry in document.sections[-1].entries] == ["a", "b"]


def test_two_values_are_swapped() -> None:
    text = '{"roles": {"r": {"limits": {"m": {"minute": 9, "day": 1}}}}}'
    config = Config.of([parse(Source("a.json", text))])
    (entry,) = config.sections["roles"].entries
    swap = [Replace(Place(entry, ("limits", "m", name)), value) for name, value in (("minute", 1), ("day", 9))]
    assert after(text, *swap, config=config) == '{"roles": {"r": {"limits": {"m": {"minute": 1, "day": 9}}}}}'


@pytest.mark.parametrize("gap", ["", " ", "\n  ", " /* note */ ", "// note\n"])
@pytest.mark.parametrize(
    ("before", "behind"), [("", ""), ('"x": 0,', ""), ("", ', "y": 0'), ('"x": 0,', ', "y": 0'), ("", ",")]
)
def test_a_section_that_is_written_twice_goes_in_both_places_or_in_none(before: str, behind: str, gap: str) -> None:
    """The last two have one comma between them, which both would take."""
    text = f'{{{before}{gap}"roles": {{}}{gap},{gap}"roles": {{}}{gap}{behind}}}'
    config = Config.of([parse(Source("a.json", text))])
    made = after(text, Remove(Place(config.sections["roles"])), config=config)
    assert made == text or "roles" not in made
    assert len(parse(Source("a.json", made)).problems) <= len(config.documents[0].problems)


def test_fixes_travel_between_processes_with_their_effect() -> None:
    demo = Path(__file__).parents[2] / "docs" / "demo" / "aidial.config.json"
    analysis = Analysis([parse(Source("demo.json", demo.read_text(encoding="utf-8")))])
    fixes = [fix for diagnostic in analysis.diagnostics for fix in diagnostic.fixes if not fix.holds_secret]
    effects = [fix.effect for fix in fixes]
    assert len(set(effects)) > 1
    assert [fix.effect for fix in pickle.loads(pickle.dumps(fixes))] == effects  # noqa: S301 -- our own bytes
