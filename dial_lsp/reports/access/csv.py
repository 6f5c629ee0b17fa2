"""Access for spreadsheets: one line for each answer; an empty limit is no limit.

Names are anybody's: none breaks a line, and none is a formula for the program that opens the file.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from dial_lsp.access import explain
from dial_lsp.access.spend import COST_WINDOWS
from dial_lsp.model.access_control import WINDOWS
from dial_lsp.reports.access.values import cost_value
from dial_lsp.reports.frame import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dial_lsp.access import Because, Subject
    from dial_lsp.access.answer import Answer
    from dial_lsp.access.subjects import RoleName
    from dial_lsp.reports.access.answers import Answers

_STARTS = (*"=+-@\t\r\n", *"\uff1d\uff0b\uff0d\uff20", "::")  # of formulas, full-width ones too, and of commands
HEAD = (
    *("subject", "project", "position", "roles", "kind", "application", "name", "access", "state"),
    *WINDOWS,
    *(f"cost_{window}" for window in COST_WINDOWS),
    "because",
)


def render(answers: Answers) -> Iterator[str]:
    """The lines of the report, put together of parts that are written once."""
    yield csv_line(HEAD)
    parts = _Parts(answers)
    rows = [
        (row.cells, [parts.of_answer(answer) if answers.shows(answer) else None for answer in row.answers])
        for row in answers.matrix.rows
    ]
    for subject in answers.subjects:
        number = answers.matrix.numbers[subject]
        caller = parts.of_caller(subject)
        for cells, how in rows:
            found = how[cells[number]]
            if found is not None:
                yield f'{caller.who},{found.how},{caller.cost},"{caller.reasons(found)}"\n'


class _Answer(NamedTuple):
    """The cells that say what is called and how that fares, and what its reasons are made of."""

    how: str
    because: str
    problems: str
    admitted_by: tuple[RoleName, ...] | None  # None: roles do not matter
    asks_money: bool


@dataclass(frozen=True, slots=True)
class _Caller:
    """The cells of a caller and of what they may spend, and the texts of their reasons; of roles as they are needed."""

    who: str
    cost: str
    because: str
    spending: str
    of_roles: Callable[[tuple[RoleName, ...]], str]

    def reasons(self, found: _Answer) -> str:
        """All steps of an answer in one cell, quotes doubled."""
        text = self.because
        if found.admitted_by is not None:
            text = _after(text, self.of_roles(found.admitted_by))
        text = _after(text, found.because)
        if found.asks_money:
            text = _after(text, self.spending)
        return _after(text, found.problems) if found.problems else text


class _Parts:
    """Parts of lines."""

    def __init__(self, answers: Answers) -> None:
        self._access = answers.access
        self._masked = answers.wording.value

    def of_caller(self, subject: Subject) -> _Caller:
        """Who it is, what they may spend, and what is to be said of that."""
        roles = " ".join(self._masked([role or "" for role in subject.roles]))
        who = _joined(map(self._masked, (subject.kind, subject.project, subject.position, roles)))
        amounts = cost_value(self._access.cost(subject))
        cost = [amounts if isinstance(amounts, str) else amounts.get(window) for window in COST_WINDOWS]
        because = self._texts(explain.caller_steps(self._access, subject))
        spending = self._texts(explain.cost_steps(self._access, subject))
        of_roles = cache(lambda roles: self._texts(_role_steps(subject, roles)))
        return _Caller(who, _joined(cost), because, spending, of_roles)

    def of_answer(self, answer: Answer) -> _Answer:
        """What is called, how that fares, and why."""
        found = answer.object
        what = [*map(self._masked, (found.kind, found.application, found.name))]
        how = [_truth(answer.reaches), answer.state, *answer.verdict.limits.as_mapping().values()]
        admitted_by = answer.admitted_by if explain.is_matched(found) else None
        because, problems = self._texts(answer.because), self._texts(answer.problems)
        return _Answer(_joined([*what, *how]), because, problems, admitted_by, answer.asks_money)

    def _texts(self, steps: Iterable[Because]) -> str:
        return "; ".join(printable(self._masked(step.message)).replace('"', '""') for step in steps)


def _after(text: str, more: str) -> str:
    return f"{text}; {more}" if text and more else text or more


def _truth(value: bool) -> str:  # noqa: FBT001 -- a value to write
    return "true" if value else "false"


def csv_line(cells: Iterable[Any]) -> str:
    """One line of the values, none of which is a formula or breaks it."""
    return _joined(cells) + "\n"


def _joined(cells: Iterable[Any]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(map(_plain, cells))
    return text.getvalue()


def _role_steps(subject: Subject, admitted_by: tuple[RoleName, ...]) -> tuple[Because, ...]:
    return (explain.role_step(subject, admitted_by),) if subject.key is not None else ()


def _plain(cell: Any) -> Any:
    """The cell as text and nothing else: behind an apostrophe no spreadsheet computes it."""
    if not isinstance(cell, str):
        return cell
    shown = printable(cell)
    return f"'{shown}" if cell.startswith(_STARTS) else shown
