"""The strings of an entry, names and texts, with their pointers: without a tree where the entry is sound.

A tree costs a millisecond, which is fine for the entry somebody looks at and too much where all of a file are asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.syntax.scanning import scan
from dial_lsp.syntax.tree import ArrayNode, BadNode, Member, Node, ObjectNode, Pointer, StringNode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.syntax import Entry


class String(NamedTuple):
    """A string of an entry; the offsets count from the start of the entry's text and leave quotes out.

    ``pointer`` counts from the entry's value: () for its name, else the value or the name of the member at it.
    """

    start: int
    end: int
    pointer: Pointer
    is_name: bool
    value: str


def strings_of(entry: Entry) -> tuple[String, ...]:
    """All strings of an entry in the order of the text; of a damaged one as its tree understands them."""
    known: tuple[String, ...] | None = entry.memo.get("strings")
    if known is None:
        found = _in_tree(entry) if entry.problems else _in_text(entry)
        known = entry.memo["strings"] = tuple(found)
    return known


def _in_text(entry: Entry) -> Iterator[String]:
    for part in scan(entry.text):
        if part.kind in ("name", "text"):
            yield String(part.start + 1, part.end - 1, part.pointer, part.kind == "name", part.value)


def _in_tree(entry: Entry) -> Iterator[String]:
    waiting: list[tuple[Member | Node, Pointer]] = [(entry.tree, ())]
    while waiting:
        part, pointer = waiting.pop()
        if isinstance(part, Member):
            yield from _string(entry.text, part.key, pointer, is_name=True)
            if part.value is not None:
                waiting.append((part.value, pointer))
        elif isinstance(part, ObjectNode):
            waiting += reversed([(member, (*pointer, member.key.value)) for member in part.members])
        elif isinstance(part, ArrayNode):
            waiting += reversed([(node, (*pointer, index)) for index, node in enumerate(part.elements)])
        elif isinstance(part, StringNode | BadNode) and isinstance(part.value, str):
            yield from _string(entry.text, part, pointer, is_name=False)


def _string(text: str, node: StringNode | BadNode, pointer: Pointer, *, is_name: bool) -> Iterator[String]:
    start, end = inside(text, node)
    if start <= end:
        yield String(start, end, pointer, is_name, node.value)


def inside(text: str, node: StringNode | BadNode) -> tuple[int, int]:
    """Where a string stands without the quotes it has; a damaged one may lack either."""
    start, end = node.start, node.end
    if text[start : start + 1] in ('"', "'"):
        start += 1
    if end > start and text[end - 1] in ('"', "'"):
        end -= 1
    return start, end
