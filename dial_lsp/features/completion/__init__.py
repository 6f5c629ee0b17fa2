"""Completion: what may be written at the cursor, in sound and in half-typed text.

``spot`` finds out where the cursor is, the modules beside it know what belongs there, ``accepting`` makes text of it.
Nothing is offered where it cannot be told what belongs there or where template code stands, and the secrets of a file
never are.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from dial_lsp.features.completion.accepting import Offer, accepted
from dial_lsp.features.completion.blanks import blank_member
from dial_lsp.features.completion.comments import comment_items
from dial_lsp.features.completion.entries import body_offers, entry_offers
from dial_lsp.features.completion.fields import field_offers, section_offers
from dial_lsp.features.completion.item import Completions, Item
from dial_lsp.features.completion.names import names
from dial_lsp.features.completion.skeleton import skeleton_items
from dial_lsp.features.completion.spot import spot_at
from dial_lsp.features.completion.values import value_offers
from dial_lsp.features.template_code import holds_code
from dial_lsp.schema.fields import field_at, type_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.features.completion.spot import Spot
    from dial_lsp.schema.fields import Field

__all__ = ["Completions", "Item", "completion"]

_MOST = 200
"""Items in one answer; whoever wants others types on."""


def completion(analysis: Analysis, path: str, offset: int, typed: str = "") -> Completions:
    """What may be written at an offset of a file; nothing for a file that is not of the project.

    ``typed`` is the character whose typing asked for it, "" where the user did. After one that mostly ends a line there
    is nothing, so that the user who goes on to the next line does not accept anything by that.
    """
    analysis = analysis.seen_from(path, offset)
    document = analysis.document(path)
    if document is None:
        return Completions()
    items = skeleton_items(document, offset) or comment_items(document, offset)
    if items:
        return Completions(items)
    spot = spot_at(document, offset)
    if spot is None or (typed and _ends_line(spot, typed)) or holds_code(document, spot.word.span):
        return Completions()
    offers = [offer for offer in _offers(analysis, spot) if not analysis.secrecy.wording.is_known(offer.label)]
    if len(offers) > _MOST:
        ranked = ((_rank(spot.word.typed, offer.label), offer) for offer in offers)
        matching = sorted(((rank, offer) for rank, offer in ranked if rank is not None), key=itemgetter(0))
        return Completions(accepted(spot, [offer for _, offer in matching[:_MOST]]), incomplete=True)
    return Completions(accepted(spot, offers), incomplete=spot.is_in_section)


def _offers(analysis: Analysis, spot: Spot) -> Iterator[Offer]:
    if spot.role != "name":
        yield from body_offers(analysis, spot) if _is_entry_value(spot) else value_offers(analysis, spot)
    elif not spot.steps:
        yield from section_offers(analysis, spot)
    elif spot.is_in_section:
        yield from entry_offers(analysis, spot)
    elif kind := type_at(spot.section, spot.pointer):
        yield from field_offers(analysis, spot, kind)
    elif field := _map_at(spot):
        yield from _key_offers(analysis, spot, field)


def _ends_line(spot: Spot, typed: str) -> bool:
    """Whether somebody who typed this most likely wants to go on, rather than to complete."""
    text, (start, end) = spot.layout.text, spot.word.span
    if typed == " ":
        return text[start - 2 : start - 1] not in (":", ",")
    if typed not in (",", "{", "["):
        return False
    return spot.role != "element" and text[end : spot.layout.line_end(end)].strip(" \t}],") == ""


def _is_entry_value(spot: Spot) -> bool:
    return spot.entry is not None and not spot.pointer


def _map_at(spot: Spot) -> Field | None:
    """The field whose value is the map that gets a member."""
    field = field_at(spot.section, spot.pointer)
    return field if field and spot.pointer and spot.pointer[-1] in field.accepted else None


def _key_offers(analysis: Analysis, spot: Spot, field: Field) -> Iterator[Offer]:
    """Names that a map knows: of deployments and routes, of interfaces, of operations, of locales."""
    value = blank_member(field)
    for name in field.key_names:
        if name not in spot.others:
            yield Offer(
                name, "field", value, name=name, topic=("value", spot.section, *map(str, spot.pointer)), asks=True
            )
    for named in names(analysis, field.keys_refer or ""):
        if named.name not in spot.others:
            detail, topic = named.detail, named.topic
            yield Offer(named.name, "name", value, name=named.name, detail=detail, topic=topic, asks=True)
    locale = analysis.config.default_locale
    if field.type == "LocalizedValue" and locale and locale not in spot.others:
        yield Offer(locale, "field", value, name=locale, detail="default locale")


def _rank(typed: str, label: str) -> int | None:
    """How well a label fits what is typed: it starts so, holds it, or has its letters in order; None: not at all."""
    typed, label = typed.casefold(), label.casefold()
    if typed in label:
        return 0 if label.startswith(typed) else 1
    letters = iter(label)
    return 2 if all(letter in letters for letter in typed) else None
