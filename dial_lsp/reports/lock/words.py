"""Names, limits and lists in a lock."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dial_lsp.access.limits import UNITS
from dial_lsp.model.access_control import UNLIMITED, WINDOWS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dial_lsp.access.limits import Values


def name(text: str | None) -> str:
    """A name in quotes, on one line whatever it holds."""
    return json.dumps(text, ensure_ascii=False)


def role(text: str | None) -> str:
    """A caller of this one role."""
    return f"role {name(text)}"


def listed(texts: Iterable[str | None]) -> str:
    """Texts as they are, sorted and parted by commas."""
    return ", ".join(sorted(map(str, texts)))


def limit(values: Values) -> str:
    """The six limits in words, those that are none left out."""
    told = [f"{value} {UNITS[window]}" for window, value in zip(WINDOWS, values, strict=True) if value != UNLIMITED]
    return ", ".join(told) or "no limit"
