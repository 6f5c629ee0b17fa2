"""Secrets that fixes make: strong, new each time, and told to nobody but the file."""

from __future__ import annotations

import pytest

from dial_lsp.engine.analysis import Analysis
from dial_lsp.model.strength import strength_of
from dial_lsp.syntax import parse
from dial_lsp.text import Source, apply_edits

LEGACY = '{"keys": {"proxyKey1": {"project": "search", "role": "reader"}}, "roles": {"reader": {}}}'
LABELLED = '{"keys": {"one": {"key": "hunter2", "project": "search", "role": "reader"}}, "roles": {"reader": {}}}'


def fixed(text: str, number: int) -> Analysis:
    """The config after the fix of this number for its weak key."""
    analysis = Analysis([parse(Source("aidial.config.json", text))])
    weak = next(one for one in analysis.diagnostics if one.rule == "weak-key")
    (edits,) = weak.fixes[number].edits.values()
    assert weak.fixes[number].holds_secret
    return Analysis([parse(Source("aidial.config.json", apply_edits(text, edits)))])


@pytest.mark.parametrize("text", [LEGACY, LABELLED], ids=["name", "field"])
def test_a_new_secret_replaces_the_weak_one(text: str) -> None:
    (key,) = fixed(text, 0).config.keys
    assert strength_of(key.secret()[0]).bits >= 250
    assert key.project.text == "search"


@pytest.mark.parametrize("text", [LEGACY, LABELLED], ids=["name", "field"])
def test_a_second_key_stands_beside_the_weak_one(text: str) -> None:
    old, new = fixed(text, 1).config.keys
    assert old.secret()[0] in text
    assert strength_of(new.secret()[0]).bits >= 250
    assert [role for role, _ in new.roles] == ["reader"]


def test_every_secret_is_another() -> None:
    assert fixed(LEGACY, 0).config.keys[0].secret() != fixed(LEGACY, 0).config.keys[0].secret()


def test_no_message_tells_a_secret() -> None:
    diagnostics = Analysis([parse(Source("aidial.config.json", LABELLED))]).diagnostics
    said = [
        text for one in diagnostics for text in (one.message, one.help, one.pointer, *(fix.title for fix in one.fixes))
    ]
    assert not [text for text in said if "hunter2" in text]
