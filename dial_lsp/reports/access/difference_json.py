"""The difference of two configs for programs, described in docs/access.md: changes, their causes, reasons once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dial_lsp.reports.access.causes import causes_in_order, place_in, step_in_words
from dial_lsp.reports.access.json import lines
from dial_lsp.reports.access.reasons import Reasons
from dial_lsp.reports.access.refusal import verdict_value
from dial_lsp.reports.access.values import VERSION, Places, number, object_value, subject_value
from dial_lsp.syntax.tree import MISSING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dial_lsp.access import Change
    from dial_lsp.access.change import State
    from dial_lsp.access.difference import Difference
    from dial_lsp.access.renames import Step
    from dial_lsp.reports.access.refusal import Refusal


def render(
    difference: Difference,
    refusals: tuple[Refusal | None, Refusal | None] = (None, None),
    more: Mapping[str, Any] | None = None,
) -> Iterator[str]:
    """The pieces of the report: one change on each line. ``refusals`` are of the older and the newer configuration.

    ``more`` are members of the report that say of what it is.
    """
    effect = difference.effect
    places = Places(difference.before.config), Places(difference.after.config)
    reasons = Reasons()
    old, new = (json.dumps(verdict_value(refusal)) for refusal in refusals)
    head = f'"effect": {json.dumps(effect.value)}, "core": {{"old": {old}, "new": {new}}}'
    members = "".join(
        f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}, " for name, value in (more or {}).items()
    )
    yield f'{{"version": {VERSION}, {members}{head}, "changes": ['
    yield from lines(_change(difference, change, places, reasons) for change in difference.changes)
    yield '\n], "causes": ['
    numbers = {id(change): number_ for number_, change in enumerate(difference.changes)}
    yield from lines(
        {
            "edits": [_step(difference, step, places) for step in cause.steps],
            "effect": cause.effect.value,
            "changes": [numbers[id(change)] for change in cause.changes],
        }
        for cause in causes_in_order(difference)
    )
    yield '\n], "reasons": ['
    yield from lines(reasons)
    yield "\n]}\n"


def _step(difference: Difference, step: Step, places: tuple[Places, Places]) -> dict[str, Any]:
    at = places[0 if step.first.after is MISSING else 1].value(place_in(difference, step.first))
    return {"message": step_in_words(difference, step), **at}


def _change(difference: Difference, change: Change, places: tuple[Places, Places], reasons: Reasons) -> dict[str, Any]:
    wordings = [access.config.secrecy.wording for access in (difference.before, difference.after)]
    before, after = (
        reasons.numbers(steps, one, *wordings) for steps, one in zip(difference.because(change), places, strict=True)
    )
    value = {
        "kind": change.kind,
        "effect": change.effect.value,
        "field": change.field,
        "before": {**_state(change.before), "because": before},
        "after": {**_state(change.after), "because": after},
    }
    hidden, also = wordings
    shown: dict[str, Any] = also.value(hidden.value(value))
    return shown


def _state(state: State) -> dict[str, Any]:
    return {
        "subject": None if state.subject is None else subject_value(state.subject),
        "object": None if state.object is None else object_value(state.object),
        "value": number(state.value),
    }
