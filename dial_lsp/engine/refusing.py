"""The rules that decide whether Core loads a configuration, for whoever asks for no more than the verdict."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact
from dial_lsp.rules import all_rules

if TYPE_CHECKING:
    from dial_lsp.rulekit.rule import Rule


@cache
def refusing_rules() -> tuple[Rule, ...]:
    """Those that find something for which Core refuses the whole file; an analysis with them has the same verdict."""
    return tuple(
        rule for rule in all_rules() if any(code.impact is Impact.FILE_REJECTED for code in rule.codes.values())
    )
