"""Reasons of a report for programs, each written once and named by its number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dial_lsp.access import Because
    from dial_lsp.masking.wording import Wording
    from dial_lsp.reports.access.values import Places


class Reasons:
    """The steps met so far, in the order of their numbers, which count from 0."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[int, Because], int] = {}
        self._values: list[dict[str, Any]] = []

    def numbers(self, steps: Iterable[Because], places: Places, *wordings: Wording) -> list[int]:
        """The numbers of steps; ``places`` are those of their configuration, ``wordings`` what takes secrets out."""
        return [self._number(step, places, wordings) for step in steps]

    def _number(self, step: Because, places: Places, wordings: tuple[Wording, ...]) -> int:
        known = self._numbers.get((id(places), step))
        if known is None:
            known = self._numbers[id(places), step] = len(self._values)
            value = places.because(step)
            for wording in wordings:
                value["message"] = wording.name(value["message"])
                value["path"] = value["path"] and wording.name(value["path"])
            self._values.append(value)
        return known

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """What each of them says and where."""
        return iter(self._values)
