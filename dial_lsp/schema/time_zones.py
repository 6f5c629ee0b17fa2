"""Time zones and times of day (`rateLimitSchedule`) as Core's validators accept them.

Core looks the text up among `ZoneId.getAvailableZoneIds()`: exact case, no blanks, no offsets (`+02:00`, `GMT+2`, `Z`),
and none of the names that Java leaves out (`EST`). The list is shipped in `time_zones.txt`, because the one
of this machine's Python or operating system is another one.
"""

from __future__ import annotations

from functools import cache

from dial_lsp.text.patterns import compiled

_TIME = compiled("(?:[01][0-9]|2[0-3]):[0-5][0-9]")


def is_region(text: str) -> bool:
    """Whether Core accepts the text as `rateLimitSchedule.timezone`."""
    return text in _regions()


def names() -> tuple[str, ...]:
    """All region ids, sorted, for completion."""
    return tuple(_regions())


def problem_of_time(text: str) -> str | None:
    """Why Core refuses the text as `rateLimitSchedule.resetTime`, None if it is accepted."""
    return None if _TIME.fullmatch(text) else "a time of day is written HH:mm, two digits each, from 00:00 to 23:59"


@cache
def _regions() -> dict[str, None]:
    from importlib.resources import files

    text = files(__package__ or "").joinpath("time_zones.txt").read_text("utf-8")
    return {line: None for line in text.splitlines() if not line.startswith("#")}
