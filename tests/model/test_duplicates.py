"""Where a name that occurs several times stands in the merged config."""

from __future__ import annotations

import pytest

from dial_lsp.engine.analysis import Analysis
from dial_lsp.settings import Settings
from dial_lsp.syntax import parse
from dial_lsp.text import Source

SECRET = "t4q8Zr1kW6yB0mX3nV7cJ5hD9sF2gL4p"
TWO_KEYS = f'{{"keys": {{"{SECRET}": {{"project": "search"}}, "{SECRET}": {{"project": "billing"}}}}}}'


def pointers(*texts: str) -> list[str]:
    documents = [parse(Source(f"{number}.json", text)) for number, text in enumerate(texts)]
    found = Analysis(documents, Settings()).diagnostics
    return [diagnostic.pointer for diagnostic in found if diagnostic.rule == "duplicate-member"]


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        ('{"roles": {}, "roles": {}}', "/roles"),
        ('{"roles": {"reader": {}, "reader": {}}}', "/roles/reader"),
        ('{"roles": {"reader": {"limits": {"a": {}, "a": {}}}}}', "/roles/reader/limits/a"),
        ('{"models": {"m": {"upstreams": [{}, {"tier": 1, "tier": 2}]}}}', "/models/m/upstreams/1/tier"),
        (TWO_KEYS, "/keys/#1:billing"),
    ],
)
def test_the_last_one_is_named(text: str, pointer: str) -> None:
    assert pointers(text) == [pointer]


def test_what_a_later_file_replaces_has_no_place_in_the_merged_config() -> None:
    assert pointers('{"roles": {"reader": {}, "reader": {}}}', '{"roles": {"reader": {"limits": {}}}}') == [""]
