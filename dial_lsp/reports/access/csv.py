"""Access for spreadsheets: one line for each answer; an empty limit is no limit.

Names are anybody's: none breaks a line, and none is a formula for the program that opens the file.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from dial_lsp.access.spend import COST_WINDOWS
from dial_lsp.model.access_control import WINDOWS
from dial_lsp.reports.access.values import cost_value
from dial_lsp.reports.frame import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dial_lsp.reports.access.answers import Answer, Answers

_STARTS = (*"=+-@\t\r\n", *"\uff1d\uff0b\uff0d\uff20", "::")  # of formulas, full-width ones too, and of commands
HEAD = (
    *("subject", "project", "position", "roles", "kind", "application", "name", "access", "works", "denied_by_limit"),
    *WINDOWS,
    *(f"cost_{window}" for window in COST_WINDOWS),
    "because",
)


def render(answers: Answers) -> Iterator[str]:
    """The lines of the report."""
    yield csv_line(HEAD)
    for answer in answers:
        yield csv_line(map(answers.wording.value, _cells(answers, answer)))


def _cells(answers: Answers, answer: Answer) -> Iterator[Any]:
    subject, found = answer.subject, answer.object
    yield from (
        subject.kind,
        subject.project,
        subject.position,
        " ".join(answers.wording.value([role or "" for role in subject.roles])),
    )
    yield from (found.kind, found.application, found.name)
    yield from (_truth(answer.reaches), _truth(answer.works), _truth(answer.denied))
    yield from answer.limits.as_mapping().values()
    cost = cost_value(answers.access.cost(subject))
    yield from (cost.values() if isinstance(cost, dict) else [cost] * len(COST_WINDOWS))
    yield "; ".join(step.message for step in answers.because(answer))


def _truth(value: bool) -> str:  # noqa: FBT001 -- a value to write
    return "true" if value else "false"


def csv_line(cells: Iterable[Any]) -> str:
    """One line of the values, none of which is a formula or breaks it."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(map(_plain, cells))
    return text.getvalue()


def _plain(cell: Any) -> Any:
    """The cell as text and nothing else: behind an apostrophe no spreadsheet computes it."""
    if not isinstance(cell, str):
        return cell
    shown = printable(cell)
    return f"'{shown}" if cell.startswith(_STARTS) else shown
