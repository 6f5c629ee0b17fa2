"""What is found of policies: in their file, and at the places of the configuration that break them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Related
from dial_lsp.features.policies.places import blamed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.config import Config
    from dial_lsp.model.place import Place
    from dial_lsp.policies.outcome import Breach, Outcome, Problem, Report
    from dial_lsp.text import Location

MOST = 20
"""Places of the configuration that are told of one policy."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A policy that fails, a place that breaks it or, with ``is_mistake``, what is wrong with a policy itself.

    ``use`` is the invariant that is used, ``meant`` what may be meant by the text at its place, ``breaches`` what of an
    outcome it tells. Words may hold secrets.
    """

    location: Location
    message: str
    related: tuple[Related, ...] = ()
    use: str = ""
    is_mistake: bool = False
    meant: str = ""
    outcome: Outcome | None = None
    breaches: tuple[Breach, ...] = ()


def findings(report: Report, config: Config) -> Iterator[Finding]:
    """All that is told of a policy file over one configuration, in its order."""
    for mistake in report.file.mistakes:
        yield Finding(mistake.at, mistake.message, is_mistake=True, meant=mistake.meant)
    for outcome in report.outcomes:
        for problem in outcome.problems:
            yield _of_problem(outcome, problem)
        if outcome.breaches:
            yield from _of_breaches(outcome, config)


def _of_problem(outcome: Outcome, problem: Problem) -> Finding:
    return Finding(
        blamed(outcome.policy, problem), problem.message, (), _use(outcome), is_mistake=True, meant=problem.meant
    )


def _of_breaches(outcome: Outcome, config: Config) -> Iterator[Finding]:
    by_place: dict[Place, list[Breach]] = {}
    for breach in outcome.breaches:
        if breach.at is not None:
            by_place.setdefault(breach.at, []).append(breach)
    told = [(config.locate(place), breaches) for place, breaches in list(by_place.items())[:MOST]]
    related = tuple(Related(at, _and_more(breaches)) for at, breaches in told)
    every = outcome.breaches
    yield Finding(outcome.policy.at, _said(outcome), related, _use(outcome), outcome=outcome, breaches=every)
    for at, breaches in told:
        message = f'{_and_more(breaches)}; policy "{outcome.policy.name}"'
        steps = (Related(outcome.policy.at, "the policy"), *_steps(breaches[0], config))
        yield Finding(at, message, steps, _use(outcome), outcome=outcome, breaches=tuple(breaches))


def _said(outcome: Outcome) -> str:
    ended = "".join(f"\nthe exception ended on {each.until}: {each.reason}" for each in outcome.lapsed)
    return f"this does not hold: {_and_more(outcome.breaches)}{ended}"


def _and_more(breaches: list[Breach] | tuple[Breach, ...]) -> str:
    rest = len(breaches) - 1
    return breaches[0].message + (f", and {rest} more" if rest else "")


def _steps(breach: Breach, config: Config) -> Iterator[Related]:
    """Why it is so, but for the step that the finding stands at."""
    for step in breach.because:
        if step.at is not None and step.at != breach.at:
            yield Related(config.locate(step.at), step.message)


def _use(outcome: Outcome) -> str:
    use = outcome.policy.values.get("use")
    return use if isinstance(use, str) else ""
