"""The columns of the access page: callers with equal answers, although they may get them for other reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dial_lsp.access.answer import Answer
    from dial_lsp.access.matrix import Matrix, Row

MAY = "may"


def shown_state(answer: Answer) -> str:
    """The state of an answer; "may" where nothing limits calls and Core asks for no limit in all or some of them."""
    return MAY if answer.state == "unlimited" and answer.verdict.asked != "always" else answer.state


def columns_of(matrix: Matrix) -> tuple[tuple[int, ...], ...]:
    """The numbers of the callers of each column, in the order of the callers.

    They have the same states and limits everywhere, may spend the same, and may do the same beside calls.
    """
    access = matrix.access
    lines = list(zip(*map(_kinds, matrix.rows), strict=True)) or [()] * len(matrix.classes)
    columns: dict[object, list[int]] = {}
    for number, subject in enumerate(matrix.subjects):
        cost = access.cost(subject)
        powers = tuple(access.powers(subject))
        same = (lines[matrix.numbers[subject]], cost.values, cost.fails, powers, access.is_alive(subject))
        columns.setdefault(same, []).append(number)
    return tuple(map(tuple, columns.values()))


def _kinds(row: Row) -> Sequence[int]:
    """By class of callers the number of an answer; answers that look the same have the same number."""
    first: dict[object, int] = {}
    numbers: Mapping[int, int] = {
        at: first.setdefault((shown_state(answer), answer.verdict.limits.values if answer.reaches else ()), at)
        for at, answer in enumerate(row.answers)
    }
    return [numbers[cell] for cell in row.cells]
