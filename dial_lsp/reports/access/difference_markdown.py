"""The difference of two configs as Markdown, fit for a comment on a pull request: edits, with what they do folded."""

from __future__ import annotations

from itertools import accumulate
from math import inf
from typing import TYPE_CHECKING

from dial_lsp.reports.access.causes import causes_in_order, heading, place_of, shown_of, sum_of
from dial_lsp.reports.access.changes import WORDS, reasons, sentence
from dial_lsp.reports.access.difference_text import closing, verdicts
from dial_lsp.reports.access.values import Places
from dial_lsp.reports.marked import code, escaped
from dial_lsp.reports.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.access.causes import Cause
    from dial_lsp.access.difference import Difference
    from dial_lsp.reports.access.changes import Told
    from dial_lsp.reports.access.refusal import Refusal

_FOLDED = 3  # changes; of more the reader sees the sum first
_REST = "  - {} not shown; dial-lint diff shows all.\n"
_REST_OF_EDITS = "\n- {} not shown; dial-lint diff shows all.\n"
_LONGEST = 1000  # characters of a name or message
_LONGEST_REST = 100  # characters of a line that tells of what is not shown


def render(
    difference: Difference, refusals: tuple[Refusal | None, Refusal | None] = (None, None), most: float = inf
) -> Iterator[str]:
    """The lines of the report: the sum, then each edit with its changes and their reasons.

    Where it would have more than ``most`` characters, changes are left out, those of the last edits first, and then
    edits.
    """
    causes = causes_in_order(difference)
    head = [f"**{escaped(line)}**\n\n" for line in verdicts(*refusals)] + [f"**{closing(difference, causes)}**\n"]
    titles = [_title(difference, cause) for cause in causes]
    kept = _fitting(titles, most - sum(map(len, head)))
    left = most - sum(map(len, (*head, *titles[:kept]))) - (kept + 1) * _LONGEST_REST
    yield from head
    for title, cause in zip(titles[:kept], causes, strict=False):
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
    if kept < len(titles):
        yield _REST_OF_EDITS.format(counted(len(titles) - kept, "more edit"))


def _fitting(titles: Sequence[str], room: float) -> int:
    """How many titles fit, each with a line that tells of its changes; all if they can."""
    lengths = [len(title) + _LONGEST_REST for title in titles]
    if sum(lengths) <= room:
        return len(titles)
    ends = accumulate(lengths, initial=_LONGEST_REST)
    return max(0, sum(end <= room for end in ends) - 1)


def _title(difference: Difference, cause: Cause) -> str:
    places = Places(difference.before.config), Places(difference.after.config)
    place = place_of(difference, cause, places)
    at = "" if place == "-" else f"{code(_cut(place))} "
    return f"\n- {at}{escaped(_cut(heading(difference, cause)))}\n"


def _folded(every: list[Told], lines: list[str]) -> Iterator[str]:
    yield f"  <details><summary>{sum_of(every)}</summary>\n\n"
    yield from lines
    yield "\n  </details>\n"


def _change(difference: Difference, found: Told) -> str:
    lines = [f"  - **{WORDS[found.first.effect]}**: {escaped(_cut(sentence(difference, found)))}\n"]
    for when, place, message in reasons(difference, found.first):
        lines.append(f"    - {when}: {code(_cut(place))} {escaped(_cut(message))}\n")
    return "".join(lines)


def _cut(text: str) -> str:
    """A text that leaves room for others: a name may be as long as a whole comment."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]} … {text[-_LONGEST // 2 :]}"
