"""Suppressions: a comment above the line where the file may have comments, else an ignore in the settings."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dial_lsp.engine.hiding import comments_for, hideable, may_have_comments, tables_added, tables_for
from dial_lsp.features.action_kinds import QUICK_FIX
from dial_lsp.features.code_actions.action import CodeAction

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dial_lsp.diagnostics import Diagnostic
    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.syntax import Document
    from dial_lsp.text import Edit, Source

REASON = "TODO: say why"
"""Every suppression has a reason; only who asks for one knows it."""


def suppressions(
    analysis: Analysis, document: Document, found: Sequence[Diagnostic], settings: Source | None
) -> Iterator[CodeAction]:
    """The suppressions of some diagnostics of a file, each rule once."""
    told: set[str] = set()
    for one in found:
        if one.rule in told or one.rule not in hideable():
            continue
        told.add(one.rule)
        if may_have_comments(analysis, document):
            title = f"Ignore {one.rule} on this line, with a reason"
            yield CodeAction(title, QUICK_FIX, partial(comments_for, analysis, (one,), REASON), one)
        elif settings is not None:
            title = f"Ignore {one.rule} here in {_name(settings)}, with a reason"
            yield CodeAction(title, QUICK_FIX, partial(_ignored, analysis, one, settings), one)


def _ignored(analysis: Analysis, one: Diagnostic, settings: Source) -> Mapping[str, Sequence[Edit]]:
    tables = tables_for(analysis, (one,), REASON, settings.path)
    return {settings.path: (tables_added(settings.text, tables),)}


def _name(settings: Source) -> str:
    return settings.path.replace("\\", "/").rpartition("/")[2]
