"""When the windows of limits begin: another day or hour gives nobody more, but moves when it can be used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dial_lsp.access.change import Change, State
from dial_lsp.diagnostics import Effect
from dial_lsp.model.place import Place
from dial_lsp.model.values import Value
from dial_lsp.schema.gate import known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access.relation import Access

_SECTION = "rateLimitSchedule"
SCHEDULE: Final = {"timezone": "UTC", "weekStartDay": "Mon", "resetTime": "00:00"}
"""The parts with what Core takes where they are left out."""
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def compare_schedules(before: Access, after: Access) -> Iterator[Change]:
    """Each part of ``rateLimitSchedule`` that says something else."""
    for field in SCHEDULE:
        states = [part_of_schedule(access, field) for access in (before, after)]
        if states[0].value != states[1].value:
            yield Change("schedule", "", "", field, Effect.NEUTRAL, *states)


def part_of_schedule(access: Access, field: str) -> State:
    """A part (one of SCHEDULE) as Core has it; None is a null, on which it fails where a limit counts by it."""
    section = access.config.sections.get(_SECTION)
    if section is None or known(_SECTION, access.config.version) is None:
        return State(SCHEDULE[field])
    if section.whole is not None:
        return State(None if section.whole.value is None else SCHEDULE[field], at=Place(section.whole))
    entry = section.every.get(field)
    if entry is None:
        return State(SCHEDULE[field])
    value = Value(entry, (), entry.value)
    return State(value.choice(*_DAYS) if field == "weekStartDay" else value.text, at=value.at)
