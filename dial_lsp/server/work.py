"""One kind of work on one project: it is put off while somebody types, and goes on once at a time."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine


class Work:
    """Whoever wants it done waits for the same task."""

    def __init__(self) -> None:
        self._task: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None

    @property
    def is_going_on(self) -> bool:
        """Whether it has been begun and is not done."""
        return self._task is not None

    def begin(self, do: Callable[[], Coroutine[Any, Any, None]]) -> asyncio.Task[None]:
        """Begin now what was put off, unless it goes on already; what to wait for."""
        self._forget_timer()
        if self._task is None:
            self._task = asyncio.create_task(self._finish(do))
        return self._task

    def put_off(self, seconds: float, then: Callable[[], None]) -> None:
        """Call something after a pause, instead of what was put off before."""
        self._forget_timer()
        self._timer = asyncio.get_running_loop().call_later(seconds, then)

    def _forget_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    async def _finish(self, do: Callable[[], Coroutine[Any, Any, None]]) -> None:
        try:
            await do()
        finally:
            self._task = None
