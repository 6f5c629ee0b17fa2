"""The difference of two configs for programs, described in docs/access.md: one JSON object, versioned."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dial_lsp.reports.access.values import VERSION, Places, number, object_value, subject_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access import Change
    from dial_lsp.access.change import State
    from dial_lsp.access.difference import Difference


def render(difference: Difference) -> Iterator[str]:
    """The pieces of the report: one change on each line."""
    effect = difference.effect
    places = Places(difference.before.config), Places(difference.after.config)
    yield f'{{"version": {VERSION}, "effect": {json.dumps(effect.value)}, "changes": ['
    for number_, change in enumerate(difference.changes):
        yield ("," if number_ else "") + "\n" + json.dumps(_change(difference, change, places), ensure_ascii=False)
    yield "\n]}\n"


def _change(difference: Difference, change: Change, places: tuple[Places, Places]) -> dict[str, Any]:
    before, after = difference.because(change)
    return {
        "kind": change.kind,
        "effect": change.effect.value,
        "field": change.field,
        "before": {**_state(change.before), "because": [places[0].because(step) for step in before]},
        "after": {**_state(change.after), "because": [places[1].because(step) for step in after]},
    }


def _state(state: State) -> dict[str, Any]:
    return {
        "subject": None if state.subject is None else subject_value(state.subject),
        "object": None if state.object is None else object_value(state.object),
        "value": number(state.value),
    }
