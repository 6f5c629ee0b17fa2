"""Which code actions there are at a place; only the kinds that are asked for are looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.features.action_kinds import FIX_ALL, QUICK_FIX, REWRITE
from dial_lsp.features.code_actions.fixing import everything_safe, fixes, fixes_of_rules
from dial_lsp.features.code_actions.refactoring import refactorings
from dial_lsp.features.code_actions.suppressing import suppressions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dial_lsp.diagnostics import Diagnostic
    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.features.code_actions.action import CodeAction
    from dial_lsp.text import Source, Span


_MOST = 20
"""Of more diagnostics in a selection the first ones, and the first of each other rule.

What is offered for each needs a look at the access it gives, for its title says so.
"""


def code_actions(
    analysis: Analysis, path: str, span: Span, *, only: Sequence[str] = (), settings: Source | None = None
) -> tuple[CodeAction, ...]:
    """What may be done about the diagnostics that a span touches, and with what stands at its start.

    ``only`` names the kinds that are wanted, those below them included; () wants all of them. ``settings`` is the file
    that ignores are added to, with an empty text if it is still to be made; without it none are offered.
    """
    document = analysis.document(path)
    if document is None:
        return ()
    found: list[CodeAction] = []
    touched = (one for one in analysis.diagnostics if touches(one, path, span))
    here = tuple(_some(touched)) if _is_wanted(QUICK_FIX, only) else ()
    offered = fixes(here)
    found += offered
    found += fixes_of_rules(analysis, offered)
    found += suppressions(analysis, document, here, settings)
    if _is_wanted(REWRITE, only):
        found += refactorings(analysis, path, span.start, here)
    if (only and _is_wanted(FIX_ALL, only)) or (not only and any(one.is_preferred for one in offered)):
        found.append(everything_safe(analysis))
    return tuple(found)


def _some(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    rules: set[str] = set()
    for number, one in enumerate(found):
        if number < _MOST or one.rule not in rules:
            rules.add(one.rule)
            yield one


def _is_wanted(kind: str, only: Sequence[str]) -> bool:
    return not only or any(kind == wanted or kind.startswith(f"{wanted}.") for wanted in only)


def touches(diagnostic: Diagnostic, path: str, span: Span) -> bool:
    """Whether a diagnostic is of a text and has something in common with a span of that."""
    at = diagnostic.in_text
    return at.source.path == path and at.span.start <= span.end and span.start <= at.span.end
