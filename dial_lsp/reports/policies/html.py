"""Policies as one web page without a script: every policy with what breaks it, then what no policy would notice."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

from dial_lsp import __version__
from dial_lsp.reports.frame import printable
from dial_lsp.reports.html import template_of, theme
from dial_lsp.reports.policies.machine import of_file
from dial_lsp.reports.policies.text import exceptions, pinned, problems, summary, survivors
from dial_lsp.reports.words import place

if TYPE_CHECKING:
    from dial_lsp.policies.outcome import Breach
    from dial_lsp.policies.remedies import Remedy
    from dial_lsp.reports.policies.verdicts import Verdict, Verdicts


def render_html(verdicts: Verdicts) -> str:
    """The text of the page, without any secret."""
    found = verdicts.coverage
    coverage = None if found is None else {"sum": pinned(found), "survivors": list(survivors(verdicts, found))}
    return template_of(files(__package__).joinpath("page.html.jinja")).render(
        theme=theme(),
        version=__version__,
        summary=summary(verdicts),
        holds=verdicts.holds,
        before=[*_judges(verdicts), *of_file(verdicts)],
        policies=[_policy(verdicts, each) for each in sorted(verdicts.all, key=lambda each: each.outcome.holds)],
        coverage=coverage,
    )


def _judges(verdicts: Verdicts) -> list[str]:
    """What a change does to its judges."""
    judged = verdicts.judged
    if judged is None or not judged.changes:
        return []
    told = [f"{one.place(rooted=True)}: {printable(one.message)}" for one in judged.changes]
    return [judged.heading, *told, judged.consequence]


def _policy(verdicts: Verdicts, verdict: Verdict) -> dict[str, Any]:
    outcome = verdict.outcome
    return {
        "name": verdicts.hidden(outcome.policy.name),
        "place": place(outcome.policy.at),
        "holds": outcome.holds,
        "remarks": [*problems(verdicts, outcome), *exceptions(verdicts, outcome)],
        "breaches": [
            _breach(verdicts, each, verdict.remedies.get(number)) for number, each in enumerate(outcome.breaches)
        ],
    }


def _breach(verdicts: Verdicts, breach: Breach, mended: Remedy | None) -> dict[str, Any]:
    return {
        "message": verdicts.hidden(breach.message),
        "steps": [
            ("" if step.at is None else verdicts.places.text(step.at), verdicts.hidden(step.message))
            for step in breach.because
        ],
        "remedy": verdicts.change(mended) if mended is not None else "",
    }
