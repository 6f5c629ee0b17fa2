"""A rule that is left out has nothing to say: not of any entry with the same members, whatever their values are."""

from __future__ import annotations

import random
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pytest

from dial_lsp.engine import silence
from dial_lsp.engine.silence import Audience
from dial_lsp.model.entries import TYPES, is_dropped, typed
from dial_lsp.model.place import ConfigEntry
from dial_lsp.rulekit.rule import EntryContext
from dial_lsp.rulekit.shapes import problems_of
from dial_lsp.rules import all_rules
from dial_lsp.schema.versions import LATEST
from dial_lsp.settings import Settings
from tests.rules.test_rules import examples, further_cases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.rulekit.rule import Check

CONTEXT = EntryContext(Settings(), LATEST, "en")
MIXED = 3
"""How many entries are made from the members of others for each that is written somewhere."""


def written(section: str) -> list[ConfigEntry]:
    """The entries of a section in all examples and cases of all rules."""
    cases = [*(case for *_, case in examples()), *(case for *_, case in further_cases())]
    return [
        entry
        for case in cases
        for entry in case.analysis().config.entries()
        if entry.section == section and type(entry.value) is dict and entry.name is not None
    ]


def mixed(entries: list[ConfigEntry]) -> Iterator[ConfigEntry]:
    """The entries, and more with the same members whose values come from other entries."""
    source = random.Random(7)
    values: dict[str, list[Any]] = defaultdict(list)
    for entry in entries:
        for name, value in members_of(entry).items():
            values[name].append(value)
    for entry in entries:
        yield entry
        for _ in range(MIXED):
            other = source.choice(entries)
            members = {name: source.choice(values[name]) for name in members_of(entry)}
            yield ConfigEntry(entry.section, other.name, members, other.parts, other.replaced)


def members_of(entry: ConfigEntry) -> dict[str, Any]:
    assert isinstance(entry.value, dict)
    return entry.value


def checks_for(section: str) -> tuple[Check, ...]:
    checks = (check for rule in all_rules() for check in rule.checks)
    return tuple(check for check in checks if check.is_of_entries and section in (check.sections or (section,)))


@pytest.mark.parametrize("section", TYPES)
def test_what_is_left_out_would_find_nothing(section: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(silence, "_OFTEN", 1)
    checks = checks_for(section)
    sound = [entry for entry in mixed(written(section)) if not problems_of(entry, CONTEXT)]
    audience = Audience(checks, CONTEXT)
    left_out = 0
    for entry in sound:
        if is_dropped(entry, LATEST):
            continue
        silent = [check for check in checks if check not in audience.left(entry)]
        left_out += len(silent)
        said = [(check.rule.name, entry.value, list(check.find(typed(entry), CONTEXT))) for check in silent]
        assert [one for one in said if one[2]] == []
    assert left_out > len(sound)


def test_a_rule_that_looks_at_names_is_never_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(silence, "_OFTEN", 1)
    audience = Audience(checks_for("keys"), CONTEXT)
    left = audience.left(ConfigEntry("keys", "a-long-and-strange-enough-secret-4711-0815", {"project": "p"}, ()))
    assert "weak-key/placeholder" in [check.rule.full_name(check.code) for check in left]
