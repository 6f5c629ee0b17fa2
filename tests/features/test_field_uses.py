"""Completion shows first what people write most: the table of how often that is, and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.field_uses import counted, written
from dial_lsp.engine.analysis import Analysis
from dial_lsp.features.completion import completion
from dial_lsp.features.completion.uses import TABLE, uses
from dial_lsp.schema.fields import entry_type, types
from dial_lsp.syntax import parse
from dial_lsp.text import Source

if TYPE_CHECKING:
    from pathlib import Path


def labels(text: str) -> list[str]:
    at = text.index("¦")
    analysis = Analysis([parse(Source("a.json", text.replace("¦", "")))])
    return [item.label for item in completion(analysis, "a.json", at).items]


def test_the_table_is_counted_over_published_files(shared: Path) -> None:
    texts = (path.read_text(encoding="utf-8") for path in sorted((shared / "corpus").glob("*.json")))
    assert TABLE.read_text(encoding="utf-8") == written(counted(texts))


def test_every_spelling_of_a_field_counts_for_it_in_entries_and_inside() -> None:
    model = '{"display_name": "A", "upstreams": [{"endpoint": "x"}, {"endpoint": "y", "odd": 1}]}'
    counts = counted(
        [f'{{"models": {{"m": {model}, "n": {{"displayName": "B"}}}}, "other": {{"type": 1}}}}', "{", "[]"]
    )
    assert written(counts) == "Model\tdisplayName\t2\nModel\tupstreams\t1\nUpstream\tendpoint\t2\n"


def test_the_table_has_fields_that_there_are() -> None:
    assert all(name in types()[kind].fields for kind, name in uses())


def test_what_most_people_write_comes_first() -> None:
    assert labels('{"models": {"m": {¦}}}')[:4] == ["type", "endpoint", "upstreams", "displayName"]
    assert labels('{"routes": {"r": {¦}}}')[:3] == ["paths", "methods", "upstreams"]


def test_what_the_file_has_in_its_other_entries_comes_before_that() -> None:
    text = '{"models": {"a": {"reference": "r", "type": "chat"}, "m": {¦}}}'
    assert labels(text)[:3] == ["type", "reference", "endpoint"]


@pytest.mark.parametrize(
    ("written_elsewhere", "offered"), [("displayName", "camel"), ("display_name", "snake"), ("type", "camel")]
)
@pytest.mark.parametrize("section", ["models", "applications", "toolsets", "interceptors"])
def test_all_fields_are_offered_in_the_spelling_of_the_file(section: str, written_elsewhere: str, offered: str) -> None:
    found = labels(f'{{"{section}": {{"a": {{"{written_elsewhere}": "x"}}, "b": {{¦}}}}}}')
    accepted = types()[entry_type(section) or ""].spellings
    mixed = [
        name
        for name in found
        if any(("_" in other) != ("_" in name) for other in accepted[name].accepted)
        and ("_" in name) != (offered == "snake")
    ]
    assert mixed == []
