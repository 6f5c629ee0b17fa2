"""The difference of two configs as Markdown, fit for a comment on a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.reports.access.changes import WORDS, reasons, sentence, told
from dial_lsp.reports.access.difference_text import closing, verdicts
from dial_lsp.reports.access.markdown import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access.difference import Difference
    from dial_lsp.reports.access.refusal import Refusal

MOST = 100  # changes; a comment must stay readable, and sites limit its length


def render(difference: Difference, refusals: tuple[Refusal | None, Refusal | None] = (None, None)) -> Iterator[str]:
    """The lines of the report: the sum, then each change with its reasons folded away."""
    every = list(told(difference))
    yield from (f"**{escaped(line)}**\n\n" for line in verdicts(*refusals))
    yield f"**{closing(difference)}**\n"
    for found in every[:MOST]:
        yield f"\n- **{WORDS[found.first.effect]}**: {escaped(sentence(difference, found))}\n"
        for when, place, message in reasons(difference, found.first):
            yield f"  - {when}: `{place.replace('`', '')}` {escaped(message)}\n"
    if len(every) > MOST:
        yield f"\n{len(every) - MOST} more changes are not shown.\n"
