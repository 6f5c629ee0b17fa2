"""Fixes of diagnostics: one, all of one rule, all that are safe."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dial_lsp.engine.repair import fix_of, repaired, safe_fix
from dial_lsp.features.action_kinds import FIX_ALL, QUICK_FIX
from dial_lsp.features.code_actions.action import CodeAction, edits_by

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dial_lsp.diagnostics import Diagnostic, Fix
    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.engine.repair import Choice
    from dial_lsp.text import Edit


def fixes(found: Sequence[Diagnostic]) -> tuple[CodeAction, ...]:
    """The fixes of some diagnostics; the title says of each that widens access that it does."""
    return tuple(action for one in found for action in _fixes(one))


def fixes_of_rules(analysis: Analysis, offered: Sequence[CodeAction]) -> Iterator[CodeAction]:
    """For each rule of the fixes the first fix of all its diagnostics in the project, as ``dial-lint --fix=RULE``."""
    told: set[str] = set()
    for action in offered:
        one = action.diagnostic
        if one is None or one.rule in told:
            continue
        told.add(one.rule)
        count = sum(1 for other in analysis.diagnostics if other.rule == one.rule)
        if count > 1:
            title = f"Fix all {count} findings of {one.rule}" + _warning(one.fixes[0], "may widen access")
            make = partial(_repaired, analysis, fix_of(frozenset({one.rule})))
            yield CodeAction(title, QUICK_FIX, make, one)


def everything_safe(analysis: Analysis) -> CodeAction:
    """All fixes that are safe and widen nothing, as ``dial-lint --fix`` makes them."""
    return CodeAction("Fix everything that is safe to fix", FIX_ALL, partial(_repaired, analysis, safe_fix))


def _fixes(one: Diagnostic) -> Iterator[CodeAction]:
    is_preferred_found = False
    for fix in one.fixes:
        is_preferred = fix.safe and not fix.effect.may_widen and not is_preferred_found
        is_preferred_found |= is_preferred
        title = fix.title + _warning(fix, "widens access")
        yield CodeAction(title, QUICK_FIX, partial(_edits, fix), one, is_preferred)


def _edits(fix: Fix) -> Mapping[str, Sequence[Edit]]:
    return fix.edits


def _warning(fix: Fix, words: str) -> str:
    return f" ({words})" if fix.effect.may_widen else ""


def _repaired(analysis: Analysis, choose: Choice) -> Mapping[str, Sequence[Edit]]:
    return edits_by(repaired(analysis, choose).texts)
