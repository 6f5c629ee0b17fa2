"""What ``rateLimitSchedule`` does to calls that have limits: a null in it makes them fail.

Core asks for the window of the day of every call with limits, and cannot compute it without ``timezone`` or
``resetTime``; without ``weekStartDay`` it cannot compute weeks. (Core's window arithmetic was run, RateLimiter read.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.because import Because
from dial_lsp.model.access_control import UNLIMITED, WINDOWS
from dial_lsp.model.place import Place
from dial_lsp.schema.gate import known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dial_lsp.model.config import Config
    from dial_lsp.model.place import ConfigEntry

SECTION = "rateLimitSchedule"
_OF_ALL, _OF_WEEKS = ("timezone", "resetTime"), "weekStartDay"


def schedule_problems(config: Config, limits: Sequence[int]) -> tuple[Because, ...]:
    """Why calls with these limits, in the order of WINDOWS, fail; nothing for calls without any."""
    section = config.sections.get(SECTION)
    if section is None or all(value == UNLIMITED for value in limits) or known(SECTION, config.version) is None:
        return ()
    if section.whole is not None:
        message = "rateLimitSchedule is null: Core answers 500 to calls with limits"
        return (Because("schedule-null", message, Place(section.whole)),) if section.whole.value is None else ()
    has_weeks = limits[WINDOWS.index("week")] != UNLIMITED
    nulls = [
        entry
        for name, entry in section.every.items()
        if entry.value is None and (name in _OF_ALL or (name == _OF_WEEKS and has_weeks))
    ]
    return tuple(
        Because("schedule-null", f"{entry.name} is null: Core answers 500 to calls with {_limits(entry)}", Place(entry))
        for entry in nulls
    )


def _limits(entry: ConfigEntry) -> str:
    return "a limit a week" if entry.name == _OF_WEEKS else "limits"
