"""All rules by name, as completions show them."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from dial_lsp.rules import all_rules


class Row(NamedTuple):
    """One rule."""

    name: str
    detail: str


@cache
def rule_rows() -> tuple[Row, ...]:
    """Every rule, by name, with how bad its findings are."""
    return tuple(Row(rule.name, rule.severity.name.lower()) for rule in all_rules())
