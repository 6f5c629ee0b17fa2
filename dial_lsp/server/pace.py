"""When it pays to look at a project: at once where a check takes no time, else when the typing pauses."""

from __future__ import annotations

import asyncio
import math

_SHORTEST, _LONGEST = 0.15, 1.0  # seconds


class Pace:
    """How long the checks of a project take, and when somebody last typed in it."""

    def __init__(self) -> None:
        self._cost: float | None = None  # seconds, on average; None before the first check
        self._changed = -math.inf  # by the loop's clock

    @property
    def is_known(self) -> bool:
        """Whether the project was ever checked."""
        return self._cost is not None

    def changed(self) -> None:
        """Take notice of a keystroke."""
        self._changed = asyncio.get_running_loop().time()

    def took(self, seconds: float) -> None:
        """Take notice of a check; the first one reads everything and tells nothing about later ones."""
        self._cost = 0.0 if self._cost is None else (self._cost + seconds) / 2

    def pause(self, bearable: float) -> float:
        """How many seconds to wait after a keystroke where a check may take ``bearable`` ones unnoticed."""
        cost = self._cost or 0.0
        return 0.0 if cost < bearable else min(max(cost, _SHORTEST), _LONGEST)

    def rest(self, bearable: float) -> float:
        """How much of this pause is left."""
        return max(self._changed + self.pause(bearable) - asyncio.get_running_loop().time(), 0.0)
