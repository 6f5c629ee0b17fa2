"""The address ranges of an API key, as far as Core can read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.schema.networks import Range, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.access_control import Key
    from dial_lsp.model.values import Value


def ranges_of(key: Key) -> Iterator[tuple[Range, Value]]:
    """The ranges with their places; what Core refuses is left out, for another rule tells of it."""
    for value in key.address_ranges.elements():
        found = parse(value.raw) if isinstance(value.raw, str) else None
        if found is not None:
            yield found, value


def base_of(value: Value) -> str:
    """The text of a range before its slash."""
    return (value.text or "").partition("/")[0].strip()
