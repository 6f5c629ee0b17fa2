"""Members that Core does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rulekit.rule import Code, EntryContext, Finding, family
from dial_lsp.rulekit.shapes import shape_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value

unknown_field = family(
    __name__,
    {
        "": Code(Severity.ERROR, Impact.FILE_REJECTED),
        "case": Code(Severity.ERROR, Impact.FILE_REJECTED, was=("misspelt-case",)),
    },
)


@unknown_field.entry_check()
def members(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find members that no type of Core has, in this spelling or at all."""
    yield from shape_findings("unknown-field", value, context, sure=("case",))
