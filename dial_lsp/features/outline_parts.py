"""What an outline shows of the inside of an entry: members, and the objects of lists, by what they are."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from dial_lsp.syntax.scanning import scan
from dial_lsp.syntax.tree import ArrayNode, ObjectNode
from dial_lsp.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dial_lsp.syntax import Entry
    from dial_lsp.syntax.scanning import Scanned
    from dial_lsp.syntax.tree import Node, Pointer

_DEPTH = 4
"""So many members stand inside one another in an outline."""
_KINDS = {"text": "string", "object": "object", "list": "array"}
_BARE = {"true": "boolean", "false": "boolean", "null": "null"}


class Part(NamedTuple):
    """A node of the outline, with spans counted from the start of the entry; ``kind`` is the JSON kind of its value."""

    name: str
    kind: str
    span: Span
    selection: Span
    inside: tuple[Part, ...] = ()

    def named(self, name: Callable[[str], str]) -> Part:
        """The same with other names, inside, too."""
        return self._replace(name=name(self.name), inside=tuple(one.named(name) for one in self.inside))


def parts_of(entry: Entry) -> tuple[Part, ...]:
    """The outline of an entry; its tree is made only where it is damaged."""
    return tuple(_in_tree(entry.tree.value, 1)) if entry.problems else _in_text(entry.text)


def _in_text(text: str) -> tuple[Part, ...]:
    inside: dict[Pointer, list[Part]] = defaultdict(list)
    keys: dict[Pointer, Span] = {}
    identifiers: dict[Pointer, str] = {}
    for part in scan(text):
        pointer = part.pointer
        if part.kind == "name":
            keys[pointer] = Span(part.start, part.end)
        elif pointer and len(pointer) <= _DEPTH:
            children = tuple(inside.pop(pointer, ()))
            if isinstance(pointer[-1], str):
                key = keys[pointer]
                span = Span(key.start, part.end)
                inside[pointer[:-1]].append(Part(pointer[-1] or '""', _kind(part), span, key, children))
            elif part.kind == "object":
                title, span = _title(identifiers.pop(pointer, ""), pointer[-1]), Span(part.start, part.end)
                inside[pointer[:-1]].append(Part(title, "object", span, span, children))
        if pointer[-1:] == ("$id",) and part.kind == "text":
            identifiers[pointer[:-1]] = part.value
    return tuple(inside[()])


def _in_tree(node: Node | None, depth: int) -> Iterator[Part]:
    if depth > _DEPTH:
        return
    if isinstance(node, ObjectNode):
        for member in node.members:
            kind = _kind_of_value(member.value.value if member.value is not None else None)
            inside = tuple(_in_tree(member.value, depth + 1))
            yield Part(member.key.value or '""', kind, member.span, member.key.span, inside)
    elif isinstance(node, ArrayNode):
        for index, element in enumerate(node.elements):
            if isinstance(element, ObjectNode):
                title = _title(element.value.get("$id"), index)
                yield Part(title, "object", element.span, element.span, tuple(_in_tree(element, depth + 1)))


def _title(identifier: Any, index: int) -> str:
    return identifier if isinstance(identifier, str) and identifier else str(index)


def _kind(part: Scanned) -> str:
    return _BARE.get(part.value, "number") if part.kind == "bare" else _KINDS[part.kind]


def _kind_of_value(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    names = ((dict, "object"), (list, "array"), (str, "string"), (type(None), "null"))
    return next((name for kind, name in names if isinstance(value, kind)), "number")
