"""The outcomes of policies as every format tells them: words without secrets, places, and remedies that were tried."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dial_lsp.policies.coverage import FATES
from dial_lsp.policies.remedies import Remedies
from dial_lsp.reports.access.refusal import verdict_value
from dial_lsp.reports.access.values import Places, object_value, subject_value
from dial_lsp.reports.frame import printable
from dial_lsp.reports.judged import as_values

if TYPE_CHECKING:
    from datetime import date

    from dial_lsp.access import Access
    from dial_lsp.policies.coverage import Coverage
    from dial_lsp.policies.outcome import Breach, Outcome, Report
    from dial_lsp.policies.remedies import Remedy
    from dial_lsp.reports.access.refusal import Refusal
    from dial_lsp.reports.judged import Judged
    from dial_lsp.text import Location

VERSION = 1
MOST_SHOWN = 20
"""Of what breaks one policy, in reports for people."""
_MOST_TRIED = 3  # remedies of one policy


@dataclass(frozen=True, slots=True)
class Verdict:
    """One policy as it is told: what is wrong with it, else what breaks it."""

    outcome: Outcome
    remedies: dict[int, Remedy]


class Verdicts:
    """All that is told of the policies of one file."""

    def __init__(self, report: Report, access: Access, refusal: Refusal | None, today: date) -> None:
        self.report = report
        self.access = access
        self.refusal = refusal
        self.places = Places(access.config)
        self.coverage: Coverage | None = None
        self.threshold = 0  # percent that has to be pinned
        self.judged: Judged | None = None
        """What a change does to its judges, where that is asked for."""
        self._today = today

    @property
    def holds(self) -> bool:
        """Whether everything holds, of a configuration that Core would load."""
        return self.report.holds and self.refusal is None

    @property
    def is_enough(self) -> bool:
        """Whether the policies pin as much as is asked for."""
        return self.coverage is None or self.coverage.percent >= self.threshold

    @cached_property
    def all(self) -> tuple[Verdict, ...]:
        """The policies in the order of the file."""
        return tuple(map(self.of, self.report.outcomes))

    def of(self, outcome: Outcome) -> Verdict:
        """One of the policies."""
        return Verdict(outcome, self._remedies(outcome))

    def hidden(self, text: str) -> str:
        """A sentence without secrets and control characters."""
        return printable(self.access.config.secrecy.wording.names(text))

    def change(self, found: Remedy) -> str:
        """A remedy in words."""
        keys = f", for {found.keys} key{'s' if found.keys != 1 else ''}" if found.keys else ""
        holding, every = found.holding, len(self.report.outcomes)
        then = "all policies hold" if holding == every else f"{holding} of {every} policies hold"
        where = f" ({self.places.text(found.at)})" if found.at is not None else ""
        return self.hidden(f"{found.change}{where}: {found.effect.value} access{keys}; {then} then")

    def value(self) -> dict[str, Any]:
        """Everything as JSON."""
        told: dict[str, Any] = self.access.config.secrecy.wording.value(
            {
                "version": VERSION,
                "holds": self.holds,
                **({} if self.judged is None else {"judges": as_values(self.judged)}),
                "core": verdict_value(self.refusal),
                "mistakes": [{"message": each.message, **place_value(each.at)} for each in self.report.file.mistakes],
                "policies": [self._policy(each) for each in self.all],
                **({} if self.coverage is None else {"coverage": self._coverage(self.coverage)}),
            }
        )
        return told

    def _coverage(self, found: Coverage) -> dict[str, Any]:
        return {
            "percent": round(found.percent, 1),
            **{fate: found.count(fate) for fate in FATES},
            "without_effect": found.equal,
            "statements": [
                {
                    "fate": each.fate,
                    "could": each.mutant.could,
                    "policy": None if each.policy is None else each.policy.name,
                    **self.places.value(each.mutant.at),
                }
                for each in found.tried
            ],
        }

    def _policy(self, verdict: Verdict) -> dict[str, Any]:
        outcome = verdict.outcome
        return {
            "name": outcome.policy.name,
            **place_value(outcome.policy.at),
            "holds": outcome.holds,
            "problems": [each.message for each in outcome.problems],
            "excused": outcome.excused,
            "unfilled": outcome.unfilled,
            "lapsed": [{"reason": each.reason, "until": str(each.until)} for each in outcome.lapsed],
            "breaches": [
                self._breach(each, verdict.remedies.get(number)) for number, each in enumerate(outcome.breaches)
            ],
        }

    def _breach(self, breach: Breach, mended: Remedy | None) -> dict[str, Any]:
        return {
            "message": breach.message,
            "subject": None if breach.subject is None else subject_value(breach.subject),
            "object": None if breach.object is None else object_value(breach.object),
            "because": [self.places.because(step) for step in breach.because],
            "remedy": None if mended is None else {"change": mended.change, "effect": mended.effect.value},
        }

    @cached_property
    def _looking(self) -> Remedies:
        return Remedies(self.report, self.access, self._today)

    def _remedies(self, outcome: Outcome) -> dict[int, Remedy]:
        tried = enumerate(outcome.breaches[:_MOST_TRIED])
        found = ((number, self._looking.of(outcome, each)) for number, each in tried)
        return {number: each for number, each in found if each is not None}


def place_value(at: Location) -> dict[str, Any]:
    """A place in a policy file as path, line and column, both from 1."""
    line, column = at.source.position(at.span.start)
    return {"path": at.source.path, "line": line, "column": column}
