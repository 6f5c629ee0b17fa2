"""What each caller may cost at worst, for people and for programs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dial_lsp.access.missing_bounds import missing_bounds
from dial_lsp.access.worst_case import PERIODS, of_project, worst_case
from dial_lsp.reports.access.answers import about
from dial_lsp.reports.access.csv import csv_line
from dial_lsp.reports.access.refusal import verdict_value
from dial_lsp.reports.access.values import number, object_value, subject_value
from dial_lsp.reports.frame import cell_width, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.access import Access, Subject
    from dial_lsp.access.worst_case import Bound, ModelCost, WorstCase
    from dial_lsp.reports.access.answers import Answers

VERSION = 1
ASSUMPTIONS = (
    "From: no call passes a limit. To: one call passes it in each window; calls at the same time may pass it further.",
    "Every token costs the dearest rate that the price of its model can come to; a month has 31 days.",
    "A role is one person who has it; each person is counted apart. Keys of one project are counted together.",
)
_SIZE_UNKNOWN = "The models without maxTotalTokens do not say what one call may cost, so To leaves it out for"
_NOT_COUNTED = "Core counts no cost for models without a price"


@dataclass(frozen=True, slots=True)
class Row:
    """One caller, or the keys of a project together."""

    label: str
    subjects: tuple[Subject, ...]
    case: WorstCase


def rows_of(answers: Answers) -> list[Row]:
    """The callers that were asked for, and each project of which more than one key was."""
    access = answers.access
    cases: dict[object, WorstCase] = {}
    for each in answers.subjects:
        if _same(access, each) not in cases:
            cases[_same(access, each)] = worst_case(access, each)
    rows = [Row(each.label, (each,), cases[_same(access, each)]) for each in answers.subjects]
    projects: dict[str, list[Subject]] = {}
    for key in answers.subjects:
        if key.project is not None:
            projects.setdefault(key.project, []).append(key)
    together = [
        Row(f'project "{name}" ({len(keys)} keys)', tuple(keys), of_project(access, keys))
        for name, keys in projects.items()
        if len(keys) > 1
    ]
    return rows + together


def _same(access: Access, subject: Subject) -> object:
    """What two callers with the same worst case have in common."""
    return subject.role_set, access.is_alive(subject)


def render(answers: Answers) -> Iterator[str]:
    """The report for people: a table, what is unbounded and why, and what was assumed."""
    rows = rows_of(answers)
    yield from (f"{printable(line)}\n" for line in about(answers, names=False))
    head = ("USD at worst", *(f"{'an' if period == 'hour' else 'a'} {period}" for period in PERIODS), "mostly by")
    lines = [head, *(_cells(answers, row) for row in rows)]
    widths = [max(cell_width(line[at]) for line in lines) for at in range(len(head))]
    for line in lines:
        cells = [cell + " " * (width - cell_width(cell)) for cell, width in zip(line, widths, strict=True)]
        yield "  ".join(cells).rstrip() + "\n"
    yield from _unbounded(answers, rows)
    yield "\n"
    for sentence in assumptions(rows):
        yield f"{printable(answers.wording.names(sentence))}\n"


def render_json(answers: Answers) -> str:
    """The report for programs, as docs/access.md describes it."""
    rows = rows_of(answers)
    value = {
        "version": VERSION,
        "core": verdict_value(answers.refusal),
        "currency": "USD",
        "rows": [_row_value(answers, row) for row in rows],
        "assumptions": list(assumptions(rows)),
    }
    return json.dumps(answers.wording.value(value), ensure_ascii=False, indent=2) + "\n"


def render_csv(answers: Answers) -> Iterator[str]:
    """One line a caller; no amount where nothing bounds it."""
    yield csv_line(["caller", *(f"{period}_{end}" for period in PERIODS for end in ("from", "to"))])
    for row in rows_of(answers):
        bounds = row.case.bounds
        amounts = [None] * 6 if bounds is None else [amount for each in bounds for amount in (each.low, each.high)]
        yield csv_line([answers.wording.names(row.label), *map(number, amounts)])


def _cells(answers: Answers, row: Row) -> tuple[str, ...]:
    bounds = row.case.bounds
    at = None if bounds is None else bounds[-1].at
    amounts = ["unbounded"] * len(PERIODS) if bounds is None else [amount_text(bound) for bound in bounds]
    label = answers.wording.names(row.label)
    return printable(label), *amounts, printable("" if at is None else answers.places.text(at))


def amount_text(bound: Bound) -> str:
    """An amount, or from which to which."""
    low, high = _dollars(bound.low), _dollars(bound.high)
    return low if low == high else f"{low} to {high}"


def _dollars(amount: Decimal) -> str:
    return "<0.01" if 0 < amount < Decimal("0.01") else f"{amount:,.2f}"


def _unbounded(answers: Answers, rows: Sequence[Row]) -> Iterator[str]:
    """Every missing statement once, with the callers that it leaves unbounded."""
    callers: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        if row.case.bounds is None and len(row.subjects) == 1:
            for step in missing_bounds(answers.access, row.subjects[0], row.case.unbounded):
                callers.setdefault((answers.places.text(step.at), step.message), []).append(row.label)
    if callers:
        yield "\nUnbounded:\n"
    for (place, message), labels in callers.items():
        others = f" and {len(labels) - 1} more" if len(labels) > 1 else ""
        yield printable(answers.wording.names(f"  {place}  {labels[0]}{others}: {message}")) + "\n"


def assumptions(rows: Sequence[Row]) -> Iterator[str]:
    """What the amounts rest on, in sentences."""
    yield from ASSUMPTIONS
    sizeless = _names(cost.object.label for row in rows for cost in row.case.without_size)
    if sizeless:
        yield f"{_SIZE_UNKNOWN}: {sizeless}."
    unpriced = _names(found.label for row in rows for found in row.case.unpriced)
    if unpriced:
        yield f"{_NOT_COUNTED}: {unpriced}."


def _names(labels: Iterator[str]) -> str:
    every = list(dict.fromkeys(labels))
    more = f" and {len(every) - _MOST_NAMES} more" if len(every) > _MOST_NAMES else ""
    return ", ".join(every[:_MOST_NAMES]) + more


_MOST_NAMES = 8


def _row_value(answers: Answers, row: Row) -> dict[str, Any]:
    bounds = row.case.bounds
    is_caller = len(row.subjects) == 1
    who = subject_value(row.subjects[0]) if is_caller else {"kind": "project", "project": row.subjects[0].project}
    periods = [None] * len(PERIODS) if bounds is None else [_bound_value(answers, bound) for bound in bounds]
    missing = missing_bounds(answers.access, row.subjects[0], row.case.unbounded) if is_caller else []
    return {
        "caller": who,
        "worst": dict(zip(PERIODS, periods, strict=True)),
        "models": [_model_value(answers, cost) for cost in row.case.models],
        "unbounded": [] if bounds is not None else [answers.places.because(step) for step in missing],
        "unpriced": [object_value(found) for found in row.case.unpriced],
    }


def _bound_value(answers: Answers, bound: Bound) -> dict[str, Any]:
    return {"from": number(bound.low), "to": number(bound.high), "bounded_by": answers.places.value(bound.at)}


def _model_value(answers: Answers, cost: ModelCost) -> dict[str, Any]:
    bounds = cost.bounds
    periods = [None] * len(PERIODS) if bounds is None else [_bound_value(answers, bound) for bound in bounds]
    return {**object_value(cost.object), "price": cost.price.text, "worst": dict(zip(PERIODS, periods, strict=True))}
