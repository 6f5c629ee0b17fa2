"""Values by the type of their field: names, enumerations, true and false, time zones, and what others use here."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from dial_lsp.features.completion.accepting import Offer
from dial_lsp.features.completion.blanks import LIST, OBJECT, blank_object, blank_of
from dial_lsp.features.completion.names import names
from dial_lsp.features.completion.surroundings import neighbours
from dial_lsp.features.completion.urls import url_offers
from dial_lsp.model.new_keys import new_secret
from dial_lsp.model.routing import HTTP_METHODS
from dial_lsp.schema.fields import entry_type, field_at, resolve, sections, type_at
from dial_lsp.schema.time_zones import names as time_zones
from dial_lsp.schema.versions import PRICE_TREES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.features.completion.item import Topic
    from dial_lsp.features.completion.spot import Spot
    from dial_lsp.schema.fields import Field

_USUAL: Final = {
    "methods": HTTP_METHODS,
    "unit": ("token", "char_without_whitespace", "none"),
    "inputAttachmentTypes": ("image/png", "image/jpeg", "application/pdf", "text/plain", "*/*"),
    "reasoningEfforts": ("minimal", "low", "medium", "high"),
    "field": ("promptTokens", "cachedReadTokens", "cachedWriteTokens", "serviceTier", "ttl"),
}
"""Texts that mean something in a field although Core takes others too."""

_SHARED: Final = frozenset(
    {
        "descriptionKeywords", "inputAttachmentTypes", "author", "project", "provider", "tokenizerModel",
        "displayVersion", "scopesSupported", "reasoningEfforts", "unit", "conversationIdHeaders",
        "allowedIpAddressRanges", "methods",
    }
)  # fmt: skip
"""Fields in which it is likely that a text stands that others use as well."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be written: the value of a field itself, an element of its list, or a member of its map."""

    field: Field
    part: Literal["itself", "element", "member"]


def value_offers(analysis: Analysis, spot: Spot) -> Iterator[Offer]:
    """What may be written as the value, or as the element of the list, at the spot."""
    wanted = _wanted(spot)
    if wanted is None:
        return
    field, topic = wanted.field, ("value", spot.section, *map(str, spot.pointer))
    if wanted.part == "member":
        yield _container(blank_object(field.object_type) if field.object_type else OBJECT, topic)
        return
    definition = resolve(field.schema)
    is_list = "items" in definition
    for offer in _scalars(analysis, spot, field, topic):
        yield _wrapped(offer) if is_list and wanted.part == "itself" else offer
    if spot.word.quoted:
        return
    if wanted.part == "element":
        if field.object_type:
            yield _container(blank_object(field.object_type), topic)
    elif is_list:
        yield _container(LIST, topic)
    elif _takes_object(field, analysis):
        yield _container(_object_for(field), topic)


def _wanted(spot: Spot) -> _Wanted | None:
    section, pointer = spot.section, spot.pointer
    if len(spot.steps) == 1:
        field = sections().get(section)
        return _Wanted(field, "itself") if field else None
    if not pointer:
        return None  # the value of an entry
    parent, last = pointer[:-1], pointer[-1]
    kind = type_at(section, parent)
    if kind is not None:
        direct = kind.spellings.get(str(last))
        return _Wanted(direct, "itself") if direct and isinstance(last, str) else None
    field = field_at(section, parent)
    if field is None or (parent and parent[-1] not in field.accepted) or (not parent and entry_type(section)):
        return None
    is_list = "items" in resolve(field.schema)
    if isinstance(last, int):
        return _Wanted(field, "element") if is_list else None
    return _Wanted(field, "member") if field.object_type and not is_list else None


def _scalars(analysis: Analysis, spot: Spot, field: Field, topic: Topic) -> Iterator[Offer]:
    """Texts, numbers and truth values; elements that are in the list already are left out."""
    seen = set(spot.others) if spot.role == "element" else set()
    for offer in _candidates(analysis, spot, field, topic):
        if offer.value not in seen:
            if isinstance(offer.value, str):
                seen.add(offer.value)
            yield offer


def _candidates(analysis: Analysis, spot: Spot, field: Field, topic: Topic) -> Iterator[Offer]:
    if field.secret:
        if field.name == "key" and spot.section == "keys":
            secret, typed = new_secret(), _typed(spot)
            yield Offer("new secret", "entry", secret, detail="256 random bits", topic=topic, filter=typed)
    elif field.refers:
        for named in names(analysis, field.refers, spot.steps):
            if named.name != spot.entry or field.refers == "role":
                yield Offer(named.name, "name", named.name, detail=named.detail, topic=named.topic)
    else:
        yield from _of_type(analysis, field, topic)
        yield from _shared(analysis, spot, field, topic)
        for value in _USUAL.get(field.name.removeprefix("dial:"), ()):
            yield Offer(value, "value", value, topic=topic)
        yield from url_offers(analysis, spot, field, topic)
        yield from _default(field, topic)


def _of_type(analysis: Analysis, field: Field, topic: Topic) -> Iterator[Offer]:
    """Everything a type of few values has."""
    values: tuple[bool | str, ...] = field.values_in(analysis.version)
    if _coercion(field) == "boolean" or resolve(field.schema).get("type") == "boolean":
        values = (True, False)
    elif _coercion(field) == "time-zone":
        zones = sorted(time_zones(), key=_zone_order)
        values = tuple(zones)
    for value in values:
        label = str(value).lower() if isinstance(value, bool) else value
        detail = "default" if str(field.default).lower() == label.lower() else ""
        yield Offer(label, "constant" if isinstance(value, bool) else "value", value, detail=detail, topic=topic)


def _zone_order(zone: str) -> tuple[bool, bool, str]:
    """UTC first, then regions, then what is left of old abbreviations."""
    return zone != "UTC", "/" not in zone, zone


def _coercion(field: Field) -> str | None:
    coercion: str | None = resolve(field.schema).get("x-dial", {}).get("coercion")
    return coercion


def _shared(analysis: Analysis, spot: Spot, field: Field, topic: Topic) -> Iterator[Offer]:
    """Texts that others have in the same field, the usual ones first."""
    if field.name not in _SHARED:
        return
    found: Counter[str] = Counter()
    for _, value in neighbours(analysis, spot):
        found.update({text for text in (value if isinstance(value, list) else [value]) if isinstance(text, str)})
    for text, count in sorted(found.items(), key=lambda item: (-item[1], item[0].casefold())):
        if text.strip():
            detail = f"used {count} times" if count > 1 else "used once"
            yield Offer(text, "value", text, detail=detail, topic=topic)


def _default(field: Field, topic: Topic) -> Iterator[Offer]:
    """The default where it is a single value that nothing else has offered."""
    if field.values or _coercion(field) in ("boolean", "time-zone") or "default" not in field.schema:
        return
    default: Any = field.default
    if isinstance(default, str | int) and not isinstance(default, bool) and default != "":
        yield Offer(str(default), "value", default, detail="default", topic=topic)


def _takes_object(field: Field, analysis: Analysis) -> bool:
    if field.object_type == "PricingRate":
        return analysis.version >= PRICE_TREES
    return bool(field.object_type) or resolve(field.schema).get("additionalProperties") is not None


def _object_for(field: Field) -> Any:
    is_alternative = "anyOf" in resolve(field.schema) and field.object_type
    return blank_object(field.object_type or "") if is_alternative else blank_of(field)


def _container(value: Any, topic: Topic) -> Offer:
    if value in (LIST, OBJECT):
        return Offer("[]" if value == LIST else "{}", "value", value, detail="empty", topic=topic, asks=True)
    return Offer("{}", "value", value, detail=f"with {', '.join(value)}", topic=topic)


def _wrapped(offer: Offer) -> Offer:
    """The same as the only element of a list."""
    return replace(offer, value=[offer.value], filter=f'"{offer.label}"')


def _typed(spot: Spot) -> str:
    return spot.layout.text[spot.word.span.start : spot.word.span.end]
