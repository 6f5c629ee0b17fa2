"""The statuses after which Core tries the next upstream: those built in, and those of ``retriableErrorCodes``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value

BUILT_IN = (429, 502, 503, 504)
_NOTHING = 2**31  # no status and none that could be written


def retriable_codes(value: Value) -> Iterator[tuple[int, Value]]:
    """The listed statuses as Core reads them, with their places; what it reads as null or refuses is left out."""
    for element in value.elements():
        code = _NOTHING if element.is_null or element.is_blank else element.integer(_NOTHING, bits=32)
        if code != _NOTHING:
            yield code, element
