"""Policies for people at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.reports.frame import cell_width, printable
from dial_lsp.reports.judged import as_text
from dial_lsp.reports.policies.verdicts import MOST_SHOWN
from dial_lsp.reports.words import place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.policies.coverage import Coverage
    from dial_lsp.policies.outcome import Outcome
from dial_lsp.reports.policies.verdicts import Verdict, Verdicts

_COLORS = {"holds": "\x1b[32m", "FAILS": "\x1b[31m"}
_RESET = "\x1b[0m"


def render(verdicts: Verdicts, *, color: bool) -> Iterator[str]:
    """A line for each policy, under it what breaks it with its reasons; then the sum."""
    if verdicts.judged is not None:
        yield from as_text(verdicts.judged)
    if verdicts.refusal is not None:
        sentence = verdicts.refusal.sentence("this configuration", "the previous one")
        yield f"{printable(sentence)} So no policy holds; they are answered as far as it can be read.\n"
    for mistake in verdicts.report.file.mistakes:
        yield f"{place(mistake.at)} {verdicts.hidden(mistake.message)}\n"
    for verdict in verdicts.all:
        yield from _policy(verdicts, verdict, color=color)
    yield f"{summary(verdicts)}\n"
    if verdicts.coverage is not None:
        yield from _coverage(verdicts, verdicts.coverage)


def _coverage(verdicts: Verdicts, found: Coverage) -> Iterator[str]:
    """How much the policies pin, and every statement that could change unnoticed; those nobody asks for first."""
    told = list(survivors(verdicts, found))
    width = max((cell_width(where) for where, *_ in told), default=0)
    yield "\n" if told else ""
    for where, could, is_asked in told:
        asked = " (a policy asks for it)" if is_asked else ""
        yield f"{where}{' ' * (width - cell_width(where))}  {could}, and no policy would notice{asked}\n"
    yield f"{pinned(found)}\n"


def survivors(verdicts: Verdicts, found: Coverage) -> Iterator[tuple[str, str, bool]]:
    """The place of every statement that could change unnoticed, what could happen, and whether a policy asks for it."""
    every = sorted((each for each in found.tried if each.fate != "pinned"), key=lambda each: each.fate == "asked")
    for each in every:
        yield verdicts.places.text(each.mutant.at), verdicts.hidden(each.mutant.could), each.fate == "asked"


def pinned(found: Coverage) -> str:
    """How much the policies pin, in a sentence."""
    every = len(found.tried)
    percent = int(found.percent)
    return f"{found.count('pinned')} of {every} changes to what decides access would make a policy fail ({percent} %)."


def summary(verdicts: Verdicts) -> str:
    """How many hold, in a sentence."""
    outcomes = verdicts.report.outcomes
    holding = sum(each.holds for each in outcomes)
    many = "policy" if len(outcomes) == 1 else "policies"
    mistakes = len(verdicts.report.file.mistakes)
    also = f"; {mistakes} mistake{'s' if mistakes != 1 else ''} in the policy file" if mistakes else ""
    broken = len(outcomes) - holding
    rest = f"{holding} hold, {broken} {'fails' if broken == 1 else 'fail'}" if broken else "all hold"
    return f"{len(outcomes)} {many}: {rest}{also}." if outcomes else f"There are no policies{also}."


def problems(verdicts: Verdicts, outcome: Outcome) -> Iterator[str]:
    """What is wrong with a policy itself."""
    yield from (verdicts.hidden(each.message) for each in outcome.problems)


def exceptions(verdicts: Verdicts, outcome: Outcome) -> Iterator[str]:
    """What exceptions excuse, and those that do no longer; and what cannot be told yet."""
    if outcome.unfilled:
        yield f"{outcome.unfilled} cannot be told before placeholders are filled in"
    if outcome.excused:
        yield f"{outcome.excused} excused by exceptions"
    for each in outcome.lapsed:
        yield verdicts.hidden(f"the exception of {place(each.at)} ended on {each.until}: {each.reason}")


def _policy(verdicts: Verdicts, verdict: Verdict, *, color: bool) -> Iterator[str]:
    outcome = verdict.outcome
    word = "holds" if outcome.holds else "FAILS"
    shown = f"{_COLORS[word]}{word}{_RESET}" if color else word
    at = "" if outcome.holds else f" ({place(outcome.policy.at)})"
    yield f"{shown}  {verdicts.hidden(outcome.policy.name)}{at}\n"
    for line in (*problems(verdicts, outcome), *exceptions(verdicts, outcome)):
        yield f"       {line}\n"
    for number, breach in enumerate(outcome.breaches[:MOST_SHOWN]):
        yield f"       {verdicts.hidden(breach.message)}\n"
        steps = [(verdicts.places.text(step.at), verdicts.hidden(step.message)) for step in breach.because]
        width = max((cell_width(where) for where, _ in steps), default=0)
        yield from (f"         {where}{' ' * (width - cell_width(where))}  {message}\n" for where, message in steps)
        if number in verdict.remedies:
            yield f"         Fix: {verdicts.change(verdict.remedies[number])}\n"
    if len(outcome.breaches) > MOST_SHOWN:
        yield f"       and {len(outcome.breaches) - MOST_SHOWN} more; --format json has all\n"
