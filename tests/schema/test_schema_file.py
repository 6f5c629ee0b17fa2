"""The schema file and the plain schema made from it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

from dial_lsp.schema.field_reference import field_reference
from dial_lsp.schema.fields import types
from dial_lsp.schema.plain import plain_schema, schema

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).resolve().parents[2] / "docs" / "fields.md"


def test_the_file_is_a_valid_schema() -> None:
    Draft202012Validator.check_schema(schema())


def test_every_definition_is_used() -> None:
    written = schema()
    used = {text.rpartition("/")[2] for text in strings(written) if text.startswith("#/$defs/")}
    assert set(written["$defs"]) - used == {"ApplicationTypeProperty"}
    assert used <= set(written["$defs"])


def test_every_required_field_and_law_exists() -> None:
    assert [kind.name for kind in types().values() if not set(kind.required) <= set(kind.fields)] == []


def test_the_plain_schema_is_valid_and_has_no_words_of_ours() -> None:
    plain = plain_schema()
    Draft202012Validator.check_schema(plain)
    assert [key for key in keys(plain) if key.startswith("x-")] == []


def test_the_plain_schema_helps_an_editor() -> None:
    validator = Draft202012Validator(plain_schema())
    good = {"models": {"m": {"display_name": "x", "type": "Chat", "limits": {"maxTotalTokens": "10"}}}}
    assert validator.is_valid(good)
    assert not validator.is_valid({"models": {"m": {"displayname": "x"}}})
    assert not validator.is_valid({"models": {"m": {"userRoles": "admin"}}})
    assert not validator.is_valid({"models": {"m": {"pricing": {"prompt": 0.1}}}})


def test_the_plain_schema_accepts_what_core_accepts(shared: Path) -> None:
    validator = Draft202012Validator(plain_schema())
    verdicts = map(json.loads, (shared / "corpus" / "verdicts.jsonl").read_text(encoding="utf-8").splitlines())
    accepted = [verdict["file"] for verdict in verdicts if verdict["2026"] == "accepts"]
    files = [shared / "corpus" / name for name in accepted]
    refused = [file.name for file in files if not validator.is_valid(json.loads(file.read_text("utf-8-sig")))]
    assert len(files) > 50
    assert refused == []


def test_the_plain_schema_accepts_every_oddity_core_accepts(shared: Path) -> None:
    validator = Draft202012Validator(plain_schema())
    cases = map(json.loads, (shared / "reference" / "oracle.jsonl").read_text(encoding="utf-8").splitlines())
    strict = ("syntax", "encoding", "merge", "duplicates")
    accepted = [
        case for case in cases if (case["core"], case["version"]) == ("accepts", "2026") and case["area"] not in strict
    ]
    refused = [case["id"] for case in accepted if not validator.is_valid(json.loads(case["files"][0]))]
    assert len(accepted) > 500
    assert refused == []


def test_the_field_reference_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == field_reference()


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for below in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(below)


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    for below in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from keys(below)
