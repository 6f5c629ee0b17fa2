"""Whether Core would load a configuration that answers are given for: what a reader must hear before them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dial_lsp.diagnostics import Impact
from dial_lsp.reports.words import counted, place
from dial_lsp.text import Location, Span

if TYPE_CHECKING:
    from dial_lsp.engine.analysis import Analysis


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why Core would refuse a configuration: how many errors make it so, and the first of them."""

    errors: int
    first: Location

    def sentence(self, what: str, kept: str) -> str:
        """What Core would do, such as "Core would refuse NEW and keep OLD (2 errors, first: keys.json:12:5)."."""
        return (
            f"Core would refuse {what} and keep {kept} ({counted(self.errors, 'error')}, first: {place(self.first)})."
        )

    @property
    def told(self) -> str:
        """What a reader must hear before answers about the configuration."""
        sentence = self.sentence("this configuration", "the previous one")
        return f"{sentence} The answers are those of the configuration as far as it can be read."


def refusal_of(analysis: Analysis) -> Refusal | None:
    """Why Core would refuse the configuration, what is suppressed included; None if it would load it."""
    found = (*analysis.diagnostics, *analysis.suppressed)
    fatal = sorted((one for one in found if one.impact is Impact.FILE_REJECTED), key=lambda one: one.order)
    if fatal:
        return Refusal(len(fatal), fatal[0].location)
    if analysis.verdict == "accepts":
        return None
    return Refusal(1, Location(analysis.documents[0].source, Span(0, 0)))  # by a rule that is off


def verdict_value(refusal: Refusal | None) -> dict[str, Any]:
    """The verdict as a JSON value, as docs/access.md describes it."""
    if refusal is None:
        return {"verdict": "accepts"}
    at = refusal.first.in_file
    line, column = at.source.position(at.span.start)
    first = {"path": at.source.path, "line": line, "column": column}
    return {"verdict": "rejects", "errors": refusal.errors, "first": first}
