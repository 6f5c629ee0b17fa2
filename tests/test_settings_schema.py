"""The shipped JSON Schema of the settings file is the one the settings make; UPDATE_EXPECTED=1 writes it."""

from __future__ import annotations

import json
import os
import re
import tomllib
from pathlib import Path

import jsonschema
import pytest

from dial_lsp.engine.naming import names_of
from dial_lsp.rulekit.manual import page_of
from dial_lsp.schema.versions import Version
from dial_lsp.settings import parse_settings
from dial_lsp.settings.choices import ABOUT
from dial_lsp.settings.schema import FILE, settings_schema
from tests.support.cases import cases_in

CASES = [
    pytest.param(case.settings, id=case.name)
    for path in sorted((Path(__file__).parent / "rules" / "settings").glob("*.md"))
    for case in cases_in(path.read_text(encoding="utf-8"), separate=False)
]


def test_the_shipped_schema_is_that_of_the_settings() -> None:
    names = names_of()
    pages = {name: names.rule(name) for name in sorted(names)}
    told = {name: page_of(*found).summary if found else "Found without a rule." for name, found in pages.items()}
    earlier = {old: f"Now {name}." if name else "Gone; it has no effect." for old, name in names.earlier.items()}
    schema = settings_schema(told, earlier)
    if os.environ.get("UPDATE_EXPECTED"):
        FILE.write_text(json.dumps(schema, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    assert json.loads(FILE.read_text(encoding="utf-8")) == schema
    jsonschema.Draft7Validator.check_schema(schema)


def test_every_example_is_valid() -> None:
    example = tomllib.loads("\n".join(about.example for about in ABOUT.values()))
    jsonschema.validate(example, json.loads(FILE.read_text(encoding="utf-8")))


@pytest.mark.parametrize("text", CASES)
def test_the_schema_finds_what_the_reader_finds(text: str) -> None:
    """But for what no schema can say: whether a pattern compiles, and whether it matches the empty text."""
    schema = jsonschema.Draft7Validator(json.loads(FILE.read_text(encoding="utf-8")))
    mistakes = parse_settings(text, "dial-lint.toml").mistakes
    sayable = [mistake for mistake in mistakes if "regular expression" not in mistake.message]
    names = names_of()
    unknown = [choice for choice in parse_settings(text, "dial-lint.toml").rules if names.meaning(choice.rule) is None]
    assert bool(list(schema.iter_errors(tomllib.loads(text)))) == bool(sayable or unknown)


@pytest.mark.parametrize("text", ["latest", "LATEST", "0.48", "v0.48.1", "0.48-rc", "1", "0.48.1.2", "newest", ""])
def test_versions_are_those_that_core_has(text: str) -> None:
    try:
        Version.parse(text)
    except ValueError:
        is_version = False
    else:
        is_version = True
    assert (parse_settings(f'core-version = "{text}"', "dial-lint.toml").mistakes == ()) is is_version


def test_the_guide_names_every_setting() -> None:
    guide = (Path(__file__).parent.parent / "docs" / "settings.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `\[*([a-z-]+)\]*` \|", guide, re.MULTILINE)
    assert named == list(ABOUT)
