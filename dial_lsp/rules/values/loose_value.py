"""Values that Core reads as other ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rulekit.rule import Code, EntryContext, Finding, family
from dial_lsp.rulekit.shapes import shape_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value

loose_value = family(
    __name__,
    {
        "fraction": Code(Severity.WARNING, Impact.ADVICE, was=("cut-fraction",)),
        "ordinal": Code(Severity.WARNING, Impact.ADVICE, was=("enum-ordinal",)),
    },
)


@loose_value.entry_check()
def values(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find values that are taken for others."""
    yield from shape_findings("loose-value", value, context, advice=Severity.WARNING)
