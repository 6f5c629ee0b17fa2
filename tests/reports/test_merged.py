"""The merged configuration without secrets: strict JSON in which no two members of an object have one name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dial_lsp.engine.analysis import Analysis
from dial_lsp.reports import merged
from dial_lsp.syntax import parse
from dial_lsp.text import Source

REALWORLD = sorted((Path(__file__).parents[1] / "realworld").glob("*/*.json"))
SECRETS = [f"9c1d4f0b7a3e5826d0b94e71f3a8c26{number}" for number in range(4)]


def test_api_keys_are_named_by_number_and_project() -> None:
    first, second, third, fourth = SECRETS
    keys = {
        first: {"project": "Reports"},
        second: {"project": "Reports"},
        third: {"project": third},
        fourth: {"project": 'a "b"\u202e'},
        "": {},
        "null": None,
    }
    assert list(rendered({"keys": keys})["keys"]) == [
        "key 1 (Reports)",
        "key 2 (Reports)",
        "key 3",
        'key 4 (a "b"\u202e)',
        "",
        "key 6",
    ]


def test_other_names_that_are_secrets_have_numbers() -> None:
    first, second, *_ = SECRETS
    upstreams = [{"extraData": {"sk-live-8327rhfuehf9283yhr9832": 1, "sk-live-8327rhfuehf9283yhr9833": 2, "region": 3}}]
    config = {
        "keyz": {first: {"project": "p"}, second: {"project": "p"}},
        "models": {"m": {"upstreams": upstreams}},
    }
    text = rendered(config)
    assert list(text["keyz"]) == ["•••", "••• 2"]
    [upstream] = text["models"]["m"]["upstreams"]
    assert list(upstream["extraData"]) == ["•••", "••• 2", "region"]


@pytest.mark.parametrize("path", REALWORLD, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_two_members_have_one_name(path: Path) -> None:
    text = merged.render(Analysis([parse(Source(path.name, path.read_text("utf-8")))]).config)
    assert json.loads(text, object_pairs_hook=once) is not None


def rendered(config: Any) -> Any:
    text = merged.render(Analysis([parse(Source("aidial.config.json", json.dumps(config)))]).config)
    return json.loads(text, object_pairs_hook=once)


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    assert len(found) == len(pairs), [name for name, _ in pairs]
    return found
