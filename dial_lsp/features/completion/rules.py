"""All rules and codes by name, as completions show them."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from dial_lsp.naming import names_of


class Row(NamedTuple):
    """One name."""

    name: str
    detail: str


@cache
def rule_rows() -> tuple[Row, ...]:
    """Every rule and every code, by name, with how bad their findings are at worst."""
    names = names_of()
    return tuple(Row(name, found[0].severity.word) for name in sorted(names) if (found := names.rule(name)))
