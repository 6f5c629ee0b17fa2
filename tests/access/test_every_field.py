"""Every field of the format is in the difference, or it is written down why it is not."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dial_lsp.access.difference import difference
from dial_lsp.schema.fields import types
from tests.access.configs import access_of, policies
from tests.access.relevant_fields import EDITS

if TYPE_CHECKING:
    from collections.abc import Iterator

IRRELEVANT: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("irrelevant_fields.toml").read_text("utf-8"))
INHERITING = ("Model", "Application", "ToolSet", "Interceptor", "Addon", "Assistant")


def fields() -> Iterator[str]:
    """Every field of every type, those of all deployments once."""
    shared = types()["Deployment"].fields
    for name, kind in types().items():
        if name != "TranslatorEntry":  # a translator with both names required
            own = kind.fields.keys() - shared.keys() if name in INHERITING else kind.fields.keys()
            yield from (f"{name}.{field}" for field in own)


def declared() -> Iterator[str]:
    """The fields that are declared irrelevant, one for each time."""
    for name in (name for names in IRRELEVANT.values() for name in names):
        if name.endswith(".*"):
            kind = name.removesuffix(".*")
            every = [f"{kind}.{field}" for field in types()[kind].fields if f"{kind}.{field}" in fields()]
            explicit = {one for names in IRRELEVANT.values() for one in names}
            yield from (field for field in every if field not in EDITS and field not in explicit)
        else:
            yield name


def test_every_field_is_in_the_difference_or_declared_irrelevant() -> None:
    assert sorted([*EDITS, *declared()]) == sorted(fields())


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_of_the_field_makes_a_difference(name: str) -> None:
    old, new = EDITS[name]
    assert difference(access_of(old), access_of(new)).changes
    assert difference(access_of(new), access_of(old)).changes


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(EDITS)), policies)
def test_it_does_so_among_other_entries(name: str, others: dict[str, Any]) -> None:
    old, new = (_among(others, config) for config in EDITS[name])
    before = access_of(old)
    found = difference(before, access_of(new, previous=before)).changes
    assert found
    assert found == difference(access_of(old), access_of(new)).changes
    back = difference(access_of(new), access_of(old)).changes
    assert sorted(repr(change.mirrored()) for change in found) == sorted(map(repr, back))


def _among(others: dict[str, Any], config: dict[str, Any]) -> str:
    merged: dict[str, Any] = {}
    for section in {**others, **config}:
        value = config.get(section)
        merged[section] = {**others.get(section, {}), **value} if isinstance(value, dict) else value or others[section]
    return json.dumps(merged, indent=1)
