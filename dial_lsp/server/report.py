"""The diagnostics of one file as they are told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Report:
    """The diagnostics of one file: a JSON array, and a number that is another one whenever it is another array."""

    number: int
    items: str
