"""Long work in slices, between which every other message has its turn."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

T = TypeVar("T")

SLICE = 0.015
"""Seconds of work after which others have their turn."""


async def in_slices(steps: Generator[None, None, T], is_needed: Callable[[], bool] = lambda: True) -> T | None:
    """Do as much as fits into a slice, then let others have their turn; None when nobody needs it any more."""
    while is_needed():
        started = time.perf_counter()
        while time.perf_counter() - started < SLICE:
            try:
                next(steps)
            except StopIteration as end:
                made: T = end.value
                return made
        await asyncio.sleep(0)
    return None
