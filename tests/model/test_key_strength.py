"""How the keys of a config are searched for patterns: some thousands at most."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dial_lsp.engine.analysis import Analysis
from dial_lsp.model import key_strength
from dial_lsp.rules.keys.weak_key import weak_key
from dial_lsp.syntax import parse
from dial_lsp.text import Source

if TYPE_CHECKING:
    import pytest

RANDOM = "9c1d4f0b7a3e5826d0b94e71f3a8c265"
ALONE = "are judged by their length and characters alone; they are too many to search each for words"
LONG = "dial-password-azure-openai-secret"


def messages(*secrets: str) -> list[str]:
    text = json.dumps({"keys": {secret: {"project": "P", "role": "default"} for secret in secrets}})
    return [one.message for one in Analysis([parse(Source("c.json", text))], rules=[weak_key]).diagnostics]


def test_keys_behind_those_that_are_searched_are_judged_by_their_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_strength, "MOST_SEARCHED", len("password1"))
    assert messages("password1", RANDOM, "password2", LONG) == [
        "this API key is guessable (about 11 bits: words); DIAL requires at least 128 bits",
        f"from here on 2 secrets {ALONE}",
        "this API key is guessable (at most 46 bits); DIAL requires at least 128 bits",
    ]


def test_as_long_as_there_are_not_too_many_all_are_searched() -> None:
    assert len(messages("password1", RANDOM, "password2", LONG)) == 3
