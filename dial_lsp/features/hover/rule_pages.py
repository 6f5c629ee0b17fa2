"""What a diagnostic says, and the start of the page of its rule."""

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
    """A topic for each of the first few diagnostics; the page of a rule is told once."""
    told: set[str] = set()
    for diagnostic in diagnostics[:_MOST]:
        yield Topic((*_message(diagnostic), *(_page(diagnostic.rule) if diagnostic.rule not in told else ())))
        told.add(diagnostic.rule)


def _message(diagnostic: Diagnostic) -> Iterator[Block]:
    yield Paragraph((Strong(diagnostic.severity.word.capitalize()), " ", Code(diagnostic.rule)))
    message = diagnostic.message[:1].upper() + diagnostic.message[1:]
    yield Paragraph((message if message.endswith((".", "!", "?")) else f"{message}.",))
    if diagnostic.help:
        yield Paragraph((diagnostic.help,))


def _page(name: str) -> Iterator[Block]:
    found = names_of().rule(name)
    if found is None:
        return
    page = page_of(*found)
    text = "\n\n".join(part for part in (page.summary, page.reason) if part)
    if text:
        yield Page(text)
    yield Paragraph((Link(f"Manual of {name}", url_of(name)),))
