"""Access for programs, described in docs/access.md: one JSON object, versioned, one row for each answer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dial_lsp.reports.access.refusal import verdict_value
from dial_lsp.reports.access.values import VERSION, cost_value, object_value, subject_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.reports.access.answers import Answer, Answers


def render(answers: Answers) -> Iterator[str]:
    """The pieces of the report, so that a large one need not be in memory: one row on each line."""
    yield f'{{"version": {VERSION}, "core": {json.dumps(verdict_value(answers.refusal))}, "rows": ['
    for number, answer in enumerate(answers):
        yield (("," if number else "") + "\n" + json.dumps(_row(answers, answer), ensure_ascii=False))
    yield "\n]}\n"


def _row(answers: Answers, answer: Answer) -> dict[str, Any]:
    row: dict[str, Any] = answers.wording.value(_plain_row(answers, answer))
    return row


def _plain_row(answers: Answers, answer: Answer) -> dict[str, Any]:
    access = answers.access
    return {
        "subject": {**subject_value(answer.subject), "powers": list(access.powers(answer.subject))},
        "object": object_value(answer.object),
        "access": answer.reaches,
        "limits": answer.limits.as_mapping(),
        "denied_by_limit": answer.denied,
        "cost": cost_value(access.cost(answer.subject)),
        "because": [answers.places.because(step) for step in answers.because(answer)],
    }
