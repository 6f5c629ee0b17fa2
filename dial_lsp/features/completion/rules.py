"""All rules and codes by name, as completions show them."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from dial_lsp.engine.naming import names_of


class Row(NamedTuple):
    """One name."""

    name: str
    detail: str


@cache
def rule_rows() -> tuple[Row, ...]:
    """Every rule and every code, by name, with how bad their findings are at worst; then all groups and tags."""
    names = names_of()
    rows = [Row(name, found[0].severity.word) for name in sorted(names) if (found := names.rule(name))]
    rows += [Row(group, "group of rules") for group in sorted(names.groups)]
    return (*rows, *(Row(tag, "tag of rules") for tag in sorted(set(names.tags) - set(names.groups))))
