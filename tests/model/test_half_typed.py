"""What is read of a whole config is read of a half-typed one, too."""

from __future__ import annotations

import pytest

from dial_lsp.engine.analysis import Analysis
from dial_lsp.syntax import parse
from dial_lsp.text import Source

NESTED = '"models": {"m": {"displayName": {"en": {"a": "x"}}}}'


@pytest.mark.parametrize("section", ["applications", "rateLimitSchedule", "roles", "keys", "tracing"])
def test_locales_are_read_beside_a_name_without_a_value(section: str) -> None:
    text = f'{{\n  "{section}": {{\n    "x"\n  }},\n  {NESTED}\n}}'
    assert Analysis([parse(Source("a.json", text))]).config.locale_reading is not None


LED_ASTRAY = """{
  "applications": {
    "search": {"displayName": {"en": ["Search", "Find"]}, "endpoint": "http://search.apps.svc/v1/chat/completions"}
  }
}
"""


@pytest.mark.parametrize("typed", list('"{}[],:x'))
def test_a_character_that_is_typed_anywhere_beside_such_a_map_is_no_failure(typed: str) -> None:
    for at in range(len(LED_ASTRAY) + 1):
        for behind in (at, at + 1):
            text = LED_ASTRAY[:at] + typed + LED_ASTRAY[behind:]
            rules = {one.rule for one in Analysis([parse(Source("a.json", text))]).diagnostics}
            assert "internal-error" not in rules
