"""Why, in words: each answer with all its steps and the place of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.limits import UNITS
from dial_lsp.access.words import cost_in_words
from dial_lsp.reports.access.answers import about, no_answer
from dial_lsp.reports.access.labels import Labels
from dial_lsp.reports.access.sharing import HEAD, sharing
from dial_lsp.reports.frame import cell_width, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dial_lsp.access import Because, Subject
    from dial_lsp.access.answer import Answer
    from dial_lsp.reports.access.answers import Answers

_RESET, _BOLD, _PLACE = "\x1b[0m", "\x1b[1m", "\x1b[34m"


def render(answers: Answers, *, color: bool) -> Iterator[str]:
    """The lines of the report, an empty one between two answers; about one caller or object, who may comes first."""
    known = list(about(answers, names=False))
    yield from (f"{printable(answers.wording.names(line))}\n" for line in known)
    yield no_answer(answers)
    is_of_one = len(answers.subjects) == 1 or len(answers.objects) == 1
    every = sorted(answers, key=lambda one: not one[1].reaches) if is_of_one else answers
    for number, (subject, answer) in enumerate(every):
        if number or known:
            yield "\n"
        head = printable(answers.wording.names(sentence(answers, subject, answer)))
        yield (f"{_BOLD}{head}{_RESET}" if color else head) + "\n"
        yield from _steps(answers, answers.because(subject, answer), color=color)
    yield from _sharing(answers, color=color)


def _sharing(answers: Answers, *, color: bool) -> Iterator[str]:
    """What the roles of callers say of sharing, each with its place."""
    labels = Labels(answers)
    for number, (words, names, because) in enumerate(sharing(answers, labels)):
        yield "" if number else f"\n{HEAD}\n"
        yield f"{words}: {' '.join(names)}\n"
        yield from _steps(answers, because, color=color)


def sentence(answers: Answers, subject: Subject, answer: Answer) -> str:
    """The answer in words, ending with a colon."""
    who, what = subject.label, answer.object.label
    who = who[0].upper() + who[1:]
    if answer.state == "denied":
        return f"{who} may not call {what}:"
    if answer.state == "refused":
        return f"{who} is let in by {what}, but a limit refuses every call:"
    if answer.state == "fails":
        return f"{who} is let in by {what}, but every call fails:"
    if answer.state == "taken":
        return f"{who} is let in by {what}, but other routes take every request first:"
    values = answer.verdict.limits.as_mapping()
    limits = [f"{value} {UNITS[name]}" for name, value in values.items() if value is not None]
    if answer.asks_money and answer.terms.spending == "limited":
        limits.append(cost_in_words(answers.access.cost(subject)))
    how = ", ".join(limits) if limits else "without limit"
    return f"{who} may call {what}, {how}{', but some calls fail' if answer.state == 'partly' else ''}:"


def _steps(answers: Answers, because: Iterable[Because], *, color: bool) -> Iterator[str]:
    steps = [(answers.places.text(step.at), answers.wording.names(step.message)) for step in because]
    width = max((cell_width(printable(place)) for place, _ in steps), default=0)
    for place, message in steps:
        shown = printable(place)
        padding = " " * (width - cell_width(shown))
        yield f"  {_PLACE}{shown}{_RESET}{padding}" if color else f"  {shown}{padding}"
        yield f"  {printable(message)}\n"
