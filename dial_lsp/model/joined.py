"""Of which file the elements of a list are that Core has joined from several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dial_lsp.model.values import Value
    from dial_lsp.syntax.tree import Pointer


def parts_of_elements(value: Value) -> tuple[int, ...] | None:
    """For each element of a list the number of the part of its entry that it is from.

    None where the list is not just the parts' lists one after another, as where a null begins it anew, or where lists
    replace each other.
    """
    lists = [at(part.entry.value, value.pointer) for part in value.entry.parts]
    counts = [len(one) if isinstance(one, list) else 0 for one in lists]
    if not isinstance(value.raw, list) or sum(counts) != len(value.raw):
        return None
    return tuple(number for number, count in enumerate(counts) for _ in range(count))


def at(value: Any, pointer: Pointer) -> Any:
    """What stands inside of a value, through objects only; None for nothing."""
    for step in pointer:
        value = value.get(step) if isinstance(value, dict) else None
    return value
