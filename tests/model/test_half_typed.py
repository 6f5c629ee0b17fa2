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
