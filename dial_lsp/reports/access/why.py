"""Why, in words: each answer with all its steps and the place of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.explain import UNITS
from dial_lsp.reports.access.answers import about
from dial_lsp.reports.frame import cell_width, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.reports.access.answers import Answer, Answers

_RESET, _BOLD, _PLACE = "\x1b[0m", "\x1b[1m", "\x1b[34m"


def render(answers: Answers, *, color: bool) -> Iterator[str]:
    """The lines of the report, an empty one between two answers."""
    known = list(about(answers))
    yield from (f"{printable(line)}\n" for line in known)
    for number, answer in enumerate(answers):
        if number or known:
            yield "\n"
        head = printable(answers.wording.names(_sentence(answer)))
        yield (f"{_BOLD}{head}{_RESET}" if color else head) + "\n"
        yield from _steps(answers, answer, color=color)


def _sentence(answer: Answer) -> str:
    who, what = answer.subject.label, answer.object.label
    who = who[0].upper() + who[1:]
    if not answer.reaches:
        return f"{who} may not call {what}:"
    limits = [f"{value} {UNITS[name]}" for name, value in answer.limits.as_mapping().items() if value is not None]
    if answer.denied:
        return f"{who} is let in by {what}, but a limit refuses every call:"
    how = ", ".join(limits) if limits else "without limit"
    end = ", but calls fail:" if not answer.works else ":"
    return f"{who} may call {what}, {how}{end}"


def _steps(answers: Answers, answer: Answer, *, color: bool) -> Iterator[str]:
    steps = [(answers.places.text(step.at), answers.wording.names(step.message)) for step in answers.because(answer)]
    width = max((cell_width(printable(place)) for place, _ in steps), default=0)
    for place, message in steps:
        shown = printable(place)
        padding = " " * (width - cell_width(shown))
        yield f"  {_PLACE}{shown}{_RESET}{padding}" if color else f"  {shown}{padding}"
        yield f"  {printable(message)}\n"
