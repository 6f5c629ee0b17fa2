"""What others in the same project have at the same place: from it follow habits, usual fields and values to use again.

Looks at so many entries at most that the answer costs the same in a file of any size.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from dial_lsp.syntax.tree import MISSING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.features.completion.spot import Spot
    from dial_lsp.syntax.tree import Pointer

_ENTRIES: Final = 300
_ELEMENTS: Final = 20
_NO_STEP: Final = "\ue0fd"


def neighbours(analysis: Analysis, spot: Spot) -> Iterator[tuple[str, Any]]:
    """What stands at the spot's place in other entries of its section, with the names of these entries."""
    section = analysis.config.sections.get(spot.section)
    for entry in islice(section.entries if section else (), _ENTRIES):
        if entry.name is not None and entry.name != spot.entry:
            for value in _values_at(entry.value, spot.pointer):
                yield entry.name, value


def objects_like(analysis: Analysis, spot: Spot) -> Iterator[dict[str, Any]]:
    """The objects other entries have where the spot has the object that gets a member."""
    return (value for _, value in neighbours(analysis, spot) if isinstance(value, dict))


def names_in_file(analysis: Analysis) -> Iterator[str]:
    """The names of members in some entries of every section; those of objects in them too."""
    for section in analysis.config.sections.values():
        for entry in islice(section.entries, _ELEMENTS):
            if isinstance(entry.value, dict):
                yield from entry.value
                yield from (name for inner in entry.value.values() if isinstance(inner, dict) for name in inner)


def _values_at(value: Any, pointer: Pointer) -> Iterator[Any]:
    """The values at a pointer; any element of a list does for any other, and so does any member of a map of names."""
    if not pointer:
        if value is not MISSING:
            yield value
        return
    step, *rest = pointer
    if isinstance(step, int):
        elements = value if isinstance(value, list) else ()
        for element in elements[:_ELEMENTS]:
            yield from _values_at(element, tuple(rest))
    elif isinstance(value, dict) and step in value:
        yield from _values_at(value[step], tuple(rest))
