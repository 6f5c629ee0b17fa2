"""The difference of two configs as Markdown, fit for a comment on a pull request: edits, with what they do folded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.reports.access.causes import causes_in_order, heading, place_of, shown_of, sum_of
from dial_lsp.reports.access.changes import WORDS, reasons, sentence
from dial_lsp.reports.access.difference_text import closing, verdicts
from dial_lsp.reports.access.markdown import escaped
from dial_lsp.reports.access.values import Places
from dial_lsp.reports.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access.causes import Cause
    from dial_lsp.access.difference import Difference
    from dial_lsp.reports.access.changes import Told
    from dial_lsp.reports.access.refusal import Refusal

MOST = 65_536
"""Characters that GitHub takes as a comment."""
_FOLDED = 3  # changes; of more the reader sees the sum first
_REST = "  - {} not shown; dial-lint diff shows all.\n"


def render(difference: Difference, refusals: tuple[Refusal | None, Refusal | None] = (None, None)) -> Iterator[str]:
    """The lines of the report: the sum, then each edit with its changes and their reasons.

    All edits are told of; changes are left out, those of the last edits first, where it would be too long.
    """
    causes = causes_in_order(difference)
    head = [f"**{escaped(line)}**\n\n" for line in verdicts(*refusals)] + [f"**{closing(difference, causes)}**\n"]
    titles = [_title(difference, cause) for cause in causes]
    left = MOST - sum(map(len, (*head, *titles))) - len(causes) * (len(_REST) + 100)
    yield from head
    for title, cause in zip(titles, causes, strict=True):
        yield title
        every = shown_of(cause)
        shown: list[str] = []
        for found in every:
            text = _change(difference, found)
            if len(text) > left:
                break
            left -= len(text)
            shown.append(text)
        yield from _folded(every, shown) if len(every) > _FOLDED and shown else shown
        if len(shown) < len(every):
            yield _REST.format(counted(len(every) - len(shown), "change"))


def _title(difference: Difference, cause: Cause) -> str:
    places = Places(difference.before.config), Places(difference.after.config)
    place = place_of(difference, cause, places).replace("`", "")
    return f"\n- `{place}` {escaped(heading(difference, cause))}\n"


def _folded(every: list[Told], lines: list[str]) -> Iterator[str]:
    yield f"  <details><summary>{sum_of(every)}</summary>\n\n"
    yield from lines
    yield "\n  </details>\n"


def _change(difference: Difference, found: Told) -> str:
    lines = [f"  - **{WORDS[found.first.effect]}**: {escaped(sentence(difference, found))}\n"]
    for when, place, message in reasons(difference, found.first):
        lines.append(f"    - {when}: `{place.replace('`', '')}` {escaped(message)}\n")
    return "".join(lines)
