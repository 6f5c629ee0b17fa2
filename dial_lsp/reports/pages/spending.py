"""What callers may cost at worst, as the access page shows it: the worst first, equal callers together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dial_lsp.access.missing_bounds import missing_bounds
from dial_lsp.access.prices import price_of
from dial_lsp.model.deployments import Model
from dial_lsp.reports.access.spend import amount_text, assumptions, rows_of

if TYPE_CHECKING:
    from decimal import Decimal

    from dial_lsp.reports.access.answers import Answers
    from dial_lsp.reports.access.spend import Row
    from dial_lsp.reports.pages.places import Told

_NAMED = 5  # models


def spending_of(answers: Answers) -> list[Row]:
    """The rows of the report of spending that are about money: those of callers who reach a model with a price."""
    models = (found.served for found in answers.objects if isinstance(found.served, Model))
    if all(price_of(model).unit is None for model in models):
        return []
    return [row for row in rows_of(answers) if row.case.models]


def spending_value(answers: Answers, rows: list[Row], told: Told) -> dict[str, Any]:
    """The rows as JSON values, with what was assumed."""
    numbers = {subject: number for number, subject in enumerate(answers.subjects)}
    objects = {found.identity: number for number, found in enumerate(answers.objects)}
    together: dict[tuple[int, int], list[Row]] = {}
    for row in rows:
        together.setdefault((id(row.case), len(row.subjects)), []).append(row)
    values = []
    for alike in sorted(together.values(), key=lambda alike: _order(alike[0])):
        row, case = alike[0], alike[0].case
        is_project = len(row.subjects) > 1
        missing = missing_bounds(answers.access, row.subjects[0], case.unbounded) if case.bounds is None else []
        dearest = sorted(case.models, key=lambda cost: -(cost.bounds[1].low if cost.bounds else 0))
        values.append(
            {
                "project": told.text(row.label) if is_project else None,
                "callers": [numbers[subject] for one in alike for subject in one.subjects],
                "bounds": [amount_text(bound) for bound in case.bounds] if case.bounds else None,
                "at": told.place(case.bounds[-1].at) if case.bounds else None,
                "missing": told.steps(missing) if not is_project else [],
                "models": [
                    [objects[cost.object.identity], amount_text(cost.bounds[1]) if cost.bounds else None]
                    for cost in (case.unbounded or dearest)[:_NAMED]
                    if cost.object.identity in objects
                ],
            }
        )
    return {"rows": values, "assumptions": [told.text(sentence) for sentence in assumptions(rows)] if rows else []}


def _order(row: Row) -> tuple[bool, Decimal | int]:
    """What nothing bounds comes first, then what costs most in a month."""
    if row.case.bounds is None:
        return (False, -len(row.case.unbounded))
    return (True, -row.case.bounds[-1].low)
