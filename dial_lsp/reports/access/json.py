"""Access for programs, described in docs/access.md: callers, objects with their different answers, reasons once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dial_lsp.access import explain
from dial_lsp.access.subjects import written_addresses
from dial_lsp.reports.access.reasons import Reasons
from dial_lsp.reports.access.refusal import verdict_value
from dial_lsp.reports.access.values import VERSION, cost_value, object_value, share_value, subject_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dial_lsp.access import Because, Subject
    from dial_lsp.access.answer import Answer
    from dial_lsp.access.matrix import Row
    from dial_lsp.reports.access.answers import Answers


def render(answers: Answers) -> Iterator[str]:
    """The pieces of the report: a caller, object or reason on each line."""
    report = _Report(answers)
    yield f'{{"version": {VERSION}, "core": {json.dumps(verdict_value(answers.refusal))}, "callers": ['
    yield from lines(map(report.caller, answers.subjects))
    yield '\n], "objects": ['
    yield from lines(map(report.object, answers.matrix.rows))
    yield '\n], "reasons": ['
    yield from lines(report.reasons)
    yield "\n]}\n"


def lines(values: Iterable[object]) -> Iterator[str]:
    """JSON values, one on each line, with commas between them."""
    for number, value in enumerate(values):
        yield ("," if number else "") + "\n" + json.dumps(value, ensure_ascii=False)


class _Report:
    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._masked = answers.wording.value
        self.reasons = Reasons()

    def caller(self, subject: Subject) -> dict[str, Any]:
        """Who asks, and all that is to be said of them whatever they call."""
        access = self._answers.access
        is_key = subject.key is not None
        roles = [explain.role_step(subject, (role,)) for role in subject.roles] if is_key else []
        shown = {
            **subject_value(subject),
            "powers": list(access.powers(subject)),
            "addresses": written_addresses(subject),
        }
        return {
            **self._masked(shown),
            "usable": access.is_alive(subject),
            "class": self._answers.matrix.numbers[subject],
            "cost": cost_value(access.cost(subject)),
            "share": self._masked(share_value(access.share(subject))),
            "because": self._numbers(explain.caller_steps(access, subject)),
            "because_of_roles": self._numbers(roles),
            "because_of_no_role": self._numbers([explain.role_step(subject, ())] if is_key else []),
            "because_of_cost": self._numbers(explain.cost_steps(access, subject)),
        }

    def object(self, row: Row) -> dict[str, Any]:
        """What is asked for, its answers, and by class the number of its answer."""
        return {
            **self._masked(object_value(row.object)),
            "limits_asked": self._answers.access.column(row.object).asked,
            "answers": [self._answer(answer) for answer in row.answers],
            "by_class": list(row.cells),
        }

    def _answer(self, answer: Answer) -> dict[str, Any]:
        limits = answer.verdict.limits
        return {
            "state": answer.state,
            "access": answer.reaches,
            "roles": self._masked(list(answer.admitted_by)),
            "limits": {name: value for name, value in limits.as_mapping().items() if value is not None},
            "because": self._numbers(answer.because),
            "problems": self._numbers(answer.problems),
        }

    def _numbers(self, steps: Iterable[Because]) -> list[int]:
        return self.reasons.numbers(steps, self._answers.places, self._answers.wording)
