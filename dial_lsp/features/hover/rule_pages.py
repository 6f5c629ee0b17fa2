"""The start of the page of a rule that has found something; what it has found editors show by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.engine.naming import names_of
from dial_lsp.features.hover.markup import Code, Link, Page, Paragraph, Strong, Topic
from dial_lsp.rulekit.manual import page_of, url_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.diagnostics import Diagnostic
    from dial_lsp.features.hover.markup import Block

_MOST = 3


def rule_topics(diagnostics: Sequence[Diagnostic]) -> Iterator[Topic]:
    """A topic for each of the rules of the first few diagnostics."""
    for rule in dict.fromkeys(diagnostic.rule for diagnostic in diagnostics[:_MOST]):
        page = rule_page(rule)
        if page is not None:
            yield page


def rule_page(name: str) -> Topic | None:
    """What a rule or code is about, and where its page is; None for the name of none."""
    blocks = tuple(_page(name))
    return Topic((Paragraph((Strong("Rule"), " ", Code(name))), *blocks)) if blocks else None


def _page(name: str) -> Iterator[Block]:
    found = names_of().rule(name)
    if found is None:
        return
    page = page_of(*found)
    text = "\n\n".join(part for part in (page.summary, page.reason) if part)
    if text:
        yield Page(text)
    yield Paragraph((Link(f"Manual of {name}", url_of(name)),))
