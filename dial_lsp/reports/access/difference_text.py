"""The difference of two configs for people at a terminal: each edit with the changes it makes and their reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Effect
from dial_lsp.reports.access.causes import causes_in_order, heading, place_of, shown_of
from dial_lsp.reports.access.changes import WORDS, reasons, sentence, told
from dial_lsp.reports.access.values import Places
from dial_lsp.reports.frame import cell_width, printable
from dial_lsp.reports.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.access.causes import Cause
    from dial_lsp.access.difference import Difference
    from dial_lsp.reports.access.changes import Told
    from dial_lsp.reports.access.refusal import Refusal

_RESET, _PLACE = "\x1b[0m", "\x1b[34m"
_COLORS = {
    Effect.WIDENS: "\x1b[1;33m",
    Effect.NARROWS: "\x1b[1;36m",
    Effect.BOTH: "\x1b[1;33m",
    Effect.NEUTRAL: "\x1b[1m",
}


def render(
    difference: Difference, refusals: tuple[Refusal | None, Refusal | None] = (None, None), *, color: bool
) -> Iterator[str]:
    """The lines of the report: what Core would refuse, then the changes, those that widen access first."""
    yield from (f"{printable(line)}\n" for line in verdicts(*refusals))
    causes = causes_in_order(difference)
    places = Places(difference.before.config), Places(difference.after.config)
    for cause in causes:
        shown = printable(place_of(difference, cause, places))
        yield f"{_PLACE}{shown}{_RESET}" if color else shown
        yield f"  {printable(heading(difference, cause))}\n"
        for found in shown_of(cause):
            yield from _change(difference, found, color=color)
    yield closing(difference, causes) + "\n"


def _change(difference: Difference, found: Told, *, color: bool) -> Iterator[str]:
    effect = found.first.effect
    word = f"{_COLORS[effect]}{WORDS[effect]}{_RESET}" if color else WORDS[effect]
    yield f"  {word}: {printable(sentence(difference, found))}\n"
    steps = list(reasons(difference, found.first))
    width = max((cell_width(printable(place)) for _, place, _ in steps), default=0)
    for when, place, message in steps:
        shown = printable(place)
        padding = " " * (width - cell_width(shown))
        yield f"    {when}  " + (f"{_PLACE}{shown}{_RESET}" if color else shown)
        yield f"{padding}  {printable(message)}\n"


def verdicts(old: Refusal | None, new: Refusal | None) -> Iterator[str]:
    """What Core would do with the two configurations where it refuses one."""
    if old is not None:
        yield old.sentence("OLD", "one before it")
    if new is not None:
        kept = "OLD" if old is None else "one before it"
        follows = "Nothing changes in what runs; what follows is what would if NEW were mended."
        yield f"{new.sentence('NEW', kept)} {follows}"


def closing(difference: Difference, causes: Sequence[Cause]) -> str:
    """The sum of it in a sentence."""
    number = sum(len(list(told(cause.changes))) for cause in causes)
    if not number:
        return "No difference in access."
    steps = {id(step) for cause in causes for step in cause.steps}
    changes = counted(number, "change") + (f" by {counted(len(steps), 'edit')}" if len(steps) > 1 else "")
    if difference.effect is Effect.NEUTRAL:
        return f"{changes}; access is neither widened nor narrowed."
    return f"{changes}; access is {WORDS[difference.effect]}."
