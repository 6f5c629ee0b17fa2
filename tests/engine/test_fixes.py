"""Changes of values become text edits; several changes of one offer do not get into each other's way."""

from __future__ import annotations

import gc
import json
import pickle
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dial_lsp.access import effect_of
from dial_lsp.access.compare_grants import compare_object
from dial_lsp.engine.analysis import Analysis
from dial_lsp.engine.fixes import changed, edits_of, effect_of_edits
from dial_lsp.model.change import Change, InsertEntry, Remove, Replace
from dial_lsp.model.config import Config
from dial_lsp.model.place import ConfigEntry, Place
from dial_lsp.syntax import parse
from dial_lsp.text import Source, apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access.change import Change as AccessChange


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


def test_what_a_fix_does_is_what_a_comparison_of_all_finds() -> None:
    demo = Path(__file__).parents[2] / "docs" / "demo" / "aidial.config.json"
    analysis = Analysis([parse(Source("demo.json", demo.read_text(encoding="utf-8")))])
    for fix in (fix for diagnostic in analysis.diagnostics for fix in diagnostic.fixes):
        alone = effect_of(analysis.access, analysis.access.after(changed(analysis.config, fix.edits)))
        assert effect_of_edits(analysis, fix.edits) == alone, fix.title


@pytest.mark.parametrize("count", [10, 100])
def test_what_a_fix_does_is_looked_for_where_it_edits(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    models = {f"m{number}": {"type": "chat", "endpoint": "http://m", "displayNam": "M"} for number in range(count)}
    analysis = Analysis([parse(Source("a.json", json.dumps({"models": models})))])
    (one, other, *_) = (fix for diagnostic in analysis.diagnostics for fix in diagnostic.fixes)
    effect_of_edits(analysis, one.edits)
    compared: list[object] = []

    def compare(*given: Any) -> Iterator[AccessChange]:
        compared.append(given)
        return compare_object(*given)

    monkeypatch.setattr("dial_lsp.access.compare_one.compare_object", compare)
    effect_of_edits(analysis, other.edits)
    assert len(compared) == 1


def test_nothing_of_the_config_after_a_fix_is_kept() -> None:
    models = {"m": {"type": "chat", "endpoint": "http://m", "displayNam": "M"}}
    analysis = Analysis([parse(Source("a.json", json.dumps({"models": models})))])
    (fix,) = (fix for diagnostic in analysis.diagnostics for fix in diagnostic.fixes)
    effect_of_edits(analysis, fix.edits)
    gc.collect()
    gc.disable()
    try:
        before = sum(isinstance(one, ConfigEntry) for one in gc.get_objects())
        effect_of_edits(analysis, fix.edits)
        assert sum(isinstance(one, ConfigEntry) for one in gc.get_objects()) == before
    finally:
        gc.enable()
