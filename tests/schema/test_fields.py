"""The field table: complete, and reachable from any place in the file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from dial_lsp.schema.fields import field_at, field_of, sections, spellings, type_at, types
from dial_lsp.schema.type_words import type_words
from dial_lsp.schema.versions import Version

if TYPE_CHECKING:
    from pathlib import Path

NOT_IN_THE_FILE = {
    "GlobalSettings",
}
"""Types that exist in Core but are read from elsewhere."""

WITHOUT_FIELDS = {"LocalizedValue"}


@pytest.mark.parametrize(
    ("section", "pointer", "type_name", "field"),
    [
        ("models", (), "Model", "models"),
        ("models", ("upstreams",), None, "upstreams"),
        ("models", ("upstreams", 0), "Upstream", "upstreams"),
        ("models", ("upstreams", 0, "dial:key"), None, "key"),
        ("models", ("upstreams", 0, "interfaces", "openaiResponses", "key"), None, "key"),
        ("models", ("interfaces", "any", "translator"), "Translator", "translator"),
        ("models", ("interfaces", "any", "translator", "out"), None, "out"),
        ("models", ("pricing", "prompt", "ifTrue", "test", "field"), None, "field"),
        ("models", ("user_roles", 0), None, "userRoles"),
        ("models", ("defaults", "temperature"), None, "defaults"),
        ("models", ("bogus",), None, None),
        ("models", ("features", "bogus", "deeper"), None, None),
        ("roles", ("limits", "gpt"), "Limit", "limits"),
        ("roles", ("limits", "gpt", "minute"), None, "minute"),
        ("applications", ("routes", "r", "response", "status"), None, "status"),
        ("applications", ("externalServices", "drive", "auth_settings", "clientId"), None, "clientId"),
        ("tracing", ("genAiSpanAttributes",), None, "genAiSpanAttributes"),
        ("applicationTypeSchemas", (0,), "ApplicationTypeSchema", "applicationTypeSchemas"),
        ("nowhere", ("x",), None, None),
    ],
)
def test_a_pointer_leads_to_a_type_and_a_field(
    section: str, pointer: tuple[str | int, ...], type_name: str | None, field: str | None
) -> None:
    found_type, found_field = type_at(section, pointer), field_at(section, pointer)
    assert (found_type and found_type.name, found_field and found_field.name) == (type_name, field)


def test_a_field_knows_its_spellings_and_versions() -> None:
    assert spellings("Model", "user_roles") == ("userRoles", "user_roles")
    assert spellings("Application", "responsesEndpoint") == ()
    override = field_of("Model", "override_name")
    assert override is not None
    assert (override.introduced("overrideName"), override.introduced("override_name")) == (None, Version(0, 47))


def test_a_field_knows_what_it_names() -> None:
    assert {name: sections()[name].defines for name in ("models", "roles", "keys", "translators")} == {
        "models": "deployment", "roles": "role", "keys": "key", "translators": "translator",
    }  # fmt: skip
    limits, roles = field_of("Role", "limits"), field_of("Key", "roles")
    assert limits is not None
    assert roles is not None
    assert (limits.keys_refer, roles.refers) == ("limit-target", "role")


@pytest.mark.parametrize(
    ("type_name", "field", "words"),
    [
        ("Model", "author", "text"),
        ("Model", "type", "chat | completion | embedding"),
        ("Model", "features", "Features"),
        ("Model", "upstreams", "list of Upstream"),
        ("Role", "limits", "map of Limit"),
        ("Route", "permissions", "set of READ | WRITE | SHARE"),
        ("Pricing", "prompt", "price or PricingRate"),
        ("Config", "models", "map of Model"),
    ],
)
def test_a_type_in_words(type_name: str, field: str, words: str) -> None:
    assert type_words(types()[type_name].fields[field]) == words


def test_every_field_is_described() -> None:
    short = [(kind.name, field.name) for kind in types().values() for field in kind.fields.values()
             if len(field.description) < 10 or not field.description.endswith((".", "#; not enforced."))]  # fmt: skip
    assert short == []


def test_every_field_of_core_is_here(shared: Path) -> None:
    structure = json.loads((shared / "reference" / "structure.json").read_text(encoding="utf-8"))["types"]
    wanted = {
        (name, field) for name, kind in structure.items() for field in kind["fields"] if name not in NOT_IN_THE_FILE
    }
    assert len(wanted) > 300
    assert set(structure) - set(types()) == NOT_IN_THE_FILE | WITHOUT_FIELDS
    assert {(name, field) for name, field in wanted if field not in types()[name].fields} == set()
