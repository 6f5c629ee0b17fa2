"""The cells that two relations answer differently: whoever is in one or both of them against all objects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.access.change import combined, effect_of_numbers, effect_of_sets
from dial_lsp.access.matrix import Matrix
from dial_lsp.access.pairing import pair_keys, pair_roles
from dial_lsp.model.access_control import WINDOWS
from dial_lsp.reports.pages.columns import shown_state

if TYPE_CHECKING:
    from collections.abc import Generator

    from dial_lsp.access import Access, Object, Subject
    from dial_lsp.access.answer import Answer
    from dial_lsp.diagnostics import Effect

Asking = tuple["Subject | None", "Subject | None"]
"""Somebody in the earlier and in the later relation; None where they are in the other only."""


class Cell(NamedTuple):
    """One answer before and after; None where there is nobody to ask or nothing to ask for."""

    before: Answer | None
    after: Answer | None

    @property
    def effect(self) -> Effect:
        """What the step does for who asks."""
        had, has = (_is_let_in(one) for one in self)
        if not (had and has) or self.before is None or self.after is None:
            return effect_of_sets(gains=has, loses=had)
        pairs = [(self.before.verdict.limits.window(one), self.after.verdict.limits.window(one)) for one in WINDOWS]
        return combined(effect_of_numbers(*pair) for pair in pairs)

    @property
    def look(self) -> tuple[object, object]:
        """What people see of it."""
        before, after = (None if one is None else _seen(one) for one in self)
        return before, after

    @property
    def is_changed(self) -> bool:
        """Whether calls fare otherwise; who is not there may call nothing, as who is not let in."""
        before, after = (_seen(one) if _is_let_in(one) and one is not None else None for one in self)
        return before != after


Line = tuple["Object", Sequence[Cell | None]]
"""An object, and by column its changed cell; None where it is as it was."""


@dataclass(frozen=True, slots=True)
class Changed:
    """The callers of some columns against the objects with a changed cell."""

    columns: Sequence[Sequence[Asking]]
    rows: Sequence[Line]


def changed_cells(before: Access, after: Access) -> Generator[None, None, Changed]:
    """All cells that look otherwise, with breaks; callers whose cells all look the same share a column."""
    asking = _everybody(before, after)
    old = Matrix(before, [one for one, _ in asking if one is not None])
    new = Matrix(after, [one for _, one in asking if one is not None])
    yield from old.steps()
    yield from new.steps()
    groups: dict[tuple[int | None, int | None], list[Asking]] = {}
    for one, other in asking:
        classes = old.numbers[one] if one else None, new.numbers[other] if other else None
        groups.setdefault(classes, []).append((one, other))
    rows_before = {row.object.identity: row for row in old.rows}
    rows_after = {row.object.identity: row for row in new.rows}
    rows: list[Line] = []
    for identity in {**rows_before, **rows_after}:
        left, right = rows_before.get(identity), rows_after.get(identity)
        cells = [
            Cell(
                left.of(one) if left and one is not None else None,
                right.of(other) if right and other is not None else None,
            )
            for one, other in groups
        ]
        row = right or left
        if row and any(cell.is_changed for cell in cells):
            rows.append((row.object, [cell if cell.is_changed else None for cell in cells]))
    return _joined(list(groups.values()), rows)


def _everybody(before: Access, after: Access) -> list[Asking]:
    """Keys in the order of the later relation, those that are gone, roles and anybody."""
    keys = pair_keys(before, after)
    before_of = {pair.after: pair.before for pair in keys.both}
    there = [(before_of.get(key), key) for key in after.keys if key in before_of or key in keys.gained]
    roles = [(pair.before, pair.after) for pair in pair_roles(before, after)]
    return [*there, *((key, None) for key in keys.lost), *roles]


def _seen(answer: Answer) -> tuple[str, object]:
    return shown_state(answer), answer.verdict.limits.values if answer.reaches else ()


def _joined(groups: Sequence[Sequence[Asking]], rows: Sequence[Line]) -> Changed:
    """The groups with a changed cell, those that look the same together."""
    alike: dict[object, list[int]] = {}
    for number in range(len(groups)):
        looks = tuple(cell and cell.look for _, cells in rows for cell in [cells[number]])
        if any(looks):
            alike.setdefault(looks, []).append(number)
    columns = [[one for number in numbers for one in groups[number]] for numbers in alike.values()]
    firsts = [numbers[0] for numbers in alike.values()]
    return Changed(columns, [(found, [cells[at] for at in firsts]) for found, cells in rows])


def _is_let_in(answer: Answer | None) -> bool:
    return answer is not None and answer.reaches
