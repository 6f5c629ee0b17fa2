"""Where the text of a file holds secrets, so that no report, frame or log shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.model.open_fields import holds_secret
from dial_lsp.model.secret_names import is_secret_name
from dial_lsp.model.urls import credentials_in
from dial_lsp.project.other_formats import format_of
from dial_lsp.schema.fields import field_at
from dial_lsp.syntax.tree import ArrayNode, Member, ObjectNode, StringNode
from dial_lsp.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value
    from dial_lsp.syntax import Document, Entry
    from dial_lsp.syntax.tree import Node, Pointer

SECRET_HEADERS = frozenset({"authorization", "api-key", "x-api-key", "cookie", "proxy-authorization"})
_FREE_OBJECTS = frozenset({"extraData", "dial:extraData", "defaultHeaders", "default_headers"})
"""Objects with members of any name, which may be names of secrets."""

_PLAIN_FIELDS_OF_A_KEY = frozenset({"project", "role", "roles", "secured", "allowedIpAddressRanges"})


def secret_spans(document: Document, window: Span | None = None) -> tuple[Span, ...]:
    """The spans of secret texts, quotes left out; with ``window`` only of the entries that touch it.

    The names of ``keys`` always count: they are the secrets unless the entry says another. Of a damaged API key
    everything counts that is not plainly something else, and so do all texts of a file of another kind.
    """
    spans_in = _spans_in_entry if format_of(document) is None else _texts_in_entry
    readings = (document,) if document.continued is None else (document, document.continued)
    found = (
        span.shifted(start)
        for reading in readings
        for section in reading.sections
        for entry in section.entries
        for start in (reading.offset_of(entry),)
        if window is None or (start < window.end and start + len(entry.text) > window.start)
        for span in spans_in(section.name, entry)
    )
    return tuple(found if len(readings) == 1 else sorted(set(found)))


def secret_values(value: Value) -> Iterator[Value]:
    """The texts of an entry in fields that hold secrets, wherever they stand in them."""
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found.raw, str):
            field = field_at(found.entry.section, found.pointer) if found.pointer else None
            if field is not None and field.secret:
                yield found
        else:
            inner = (*(member for _, member in found.members()), *found.elements())
            waiting += reversed(inner)


def is_secret_at(section: str, pointer: Pointer) -> bool:
    """Whether what stands at a pointer into an entry's value is a secret, whatever it says."""
    field = field_at(section, pointer)
    if field is not None and field.secret:
        return True
    last = pointer[-1]
    if not isinstance(last, str):
        return False
    return last.lower() in SECRET_HEADERS or (not _FREE_OBJECTS.isdisjoint(pointer) and is_secret_name(last))


def _spans_in_entry(section: str, entry: Entry) -> Iterator[Span]:
    tree = entry.tree
    if section == "keys" and entry.name is not None:
        yield _inside(tree.key)
    yield from _spans_in_member(section, tree, damaged_key=section == "keys" and bool(entry.problems))


def _texts_in_entry(_section: str, entry: Entry) -> Iterator[Span]:
    waiting = [entry.tree.value] if entry.tree.value is not None else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, StringNode):
            yield _inside(node)
        elif isinstance(node, ObjectNode):
            waiting += [inner.value for inner in node.members if inner.value is not None]
        elif isinstance(node, ArrayNode):
            waiting += node.elements


def _spans_in_member(section: str, member: Member, *, damaged_key: bool) -> Iterator[Span]:
    waiting: list[tuple[Node, Pointer]] = [(member.value, ())] if member.value is not None else []
    while waiting:
        node, pointer = waiting.pop()
        is_unclear = damaged_key and bool(pointer) and pointer[0] not in _PLAIN_FIELDS_OF_A_KEY
        if is_unclear or (pointer and is_secret_at(section, pointer)):
            yield _inside(node)
        elif isinstance(node, StringNode):
            if credentials_in(node.value) or holds_secret(node.value):
                yield _inside(node)
        elif isinstance(node, ObjectNode):
            waiting += [(inner.value, (*pointer, inner.key.value)) for inner in node.members if inner.value is not None]
        elif isinstance(node, ArrayNode):
            waiting += [(element, (*pointer, index)) for index, element in enumerate(node.elements)]


def _inside(node: Node) -> Span:
    if isinstance(node, StringNode) and node.end - node.start >= 2:  # noqa: PLR2004 -- two quotes
        return Span(node.start + 1, node.end - 1)
    return node.span
