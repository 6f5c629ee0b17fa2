"""From what is offered to what accepting it does to the text: quotes, colon, commas, blanks and lines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from dial_lsp.features.completion import holes
from dial_lsp.features.completion.item import Item, ItemKind, Topic
from dial_lsp.syntax.layout import Begin, Layout
from dial_lsp.syntax.writing import quoted, written
from dial_lsp.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dial_lsp.features.completion.spot import Spot
    from dial_lsp.syntax.layout import Style

_NEAR: Final = 8192
"""So many code points around a place tell how people write there."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to write: ``value`` (with holes) stands alone or, where ``name`` is given, is the value of a member.

    ``spread`` says that an object is laid out in lines where the file has lines.
    """

    label: str
    kind: ItemKind
    value: Any = None
    name: str | None = None
    detail: str = ""
    topic: Topic = ()
    deprecated: bool = False
    asks: bool = False
    spread: bool = False
    filter: str | None = None


def accepted(spot: Spot, offers: Iterable[Offer]) -> tuple[Item, ...]:
    """The items that write offers at a spot."""
    style = _style(spot)
    return tuple(_item(spot, offer, style) for offer in offers)


def _style(spot: Spot) -> Style:
    """The habits of the file, looked up where it starts and around the spot, so that its size does not matter."""
    text, at = spot.layout.text, spot.word.span.start
    start = spot.layout.line_start(max(at - _NEAR, 0)) if at > _NEAR else 0
    near = Layout(text[start : at + _NEAR]).style(None, at - start)
    begin = spot.layout.begin
    head = Layout(text[begin.start : begin.start + _NEAR], begin=Begin(0, begin.base))
    return near._replace(unit=head.style(None, 0).unit, newline=head.newline)


def _item(spot: Spot, offer: Offer, style: Style) -> Item:
    indent = base = spot.layout.indent(spot.part_start)
    spread = offer.spread and _in_lines(spot)
    lead, tail = spot.lead, _tail(spot, style)
    if spread and spot.role == "name" and _in_empty_braces(spot):
        lead = style.newline + indent + style.unit
        tail, indent = style.newline + indent, indent + style.unit
    value = written(offer.value, style, indent, flat=None if spread else True)
    core = holes.unquoted(value if offer.name is None else _member(spot, offer.name, value, style))
    item = Item(
        label=offer.label,
        kind=offer.kind,
        text=f"{lead}{core}{tail}",
        span=spot.word.span,
        filter=_filter(spot, offer, core),
        detail=offer.detail,
        edits=spot.mends,
        topic=offer.topic,
        indent=base,
        deprecated=offer.deprecated,
        asks=offer.asks and not (offer.name is not None and spot.has_colon),
    )
    return _inside_quotes(spot, item) if spot.word.quoted else item


def _inside_quotes(spot: Spot, item: Item) -> Item:
    """The same without the quotes that stand around the cursor already.

    Some editors compare a whole word of theirs with the filter, others replace only what is before the cursor.
    """
    text, (start, end) = spot.layout.text, spot.word.span
    if not item.text.startswith('"'):
        return item
    item = replace(item, text=item.text[1:], span=Span(start + 1, end), filter=item.filter.strip('"'))
    is_closed = text[end - 1] == '"' and end - 1 > start + len(spot.word.typed)
    if not is_closed or not item.text.endswith('"'):
        return item
    return replace(item, text=item.text[:-1], span=Span(start + 1, end - 1))


def _tail(spot: Spot, style: Style) -> str:
    """A comma, and a blank behind it where what follows would stick to it."""
    sticks = spot.layout.skip_blanks(spot.word.span.end) == spot.word.span.end
    return style.comma if spot.tail and sticks else spot.tail


def _member(spot: Spot, name: str, value: str, style: Style) -> str:
    key = quoted(name)
    return key if spot.has_colon else f"{key}{style.colon}{value}"


def _filter(spot: Spot, offer: Offer, core: str) -> str:
    if offer.filter is not None:
        return offer.filter
    if offer.name is not None:
        return quoted(offer.name)
    if isinstance(offer.value, str | bool):
        return holes.plain(core)
    return f'"{offer.label}' if spot.word.quoted else offer.label


def _in_lines(spot: Spot) -> bool:
    """Whether the part starts a line, or stands in the empty braces at the end of one."""
    layout = spot.layout
    if layout.starts_line(spot.part_start):
        return layout.line_start(spot.part_start) > layout.begin.start
    return _in_empty_braces(spot) and layout.breaks(layout.begin.start, spot.part_start)


def _in_empty_braces(spot: Spot) -> bool:
    text, (start, end) = spot.layout.text, spot.word.span
    return text[start - 1 : start] == "{" and text[end : end + 1] == "}"
