"""Whole entries: a model, an API key with a new secret, a role with limits, ready to be filled in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from dial_lsp.features.completion.accepting import Offer
from dial_lsp.features.completion.blanks import OBJECT, blank_object
from dial_lsp.features.completion.holes import hole, raw
from dial_lsp.features.completion.names import entries_of, names, one_of, undeclared
from dial_lsp.features.completion.spelling import spelling_of
from dial_lsp.features.completion.surroundings import names_in_file, objects_like
from dial_lsp.features.completion.urls import endpoint_with
from dial_lsp.model.new_keys import new_secret
from dial_lsp.schema.fields import entry_type, types
from dial_lsp.schema.versions import SECRET_IN_KEY_FIELD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.features.completion.spot import Spot

_MOST_CHOICES: Final = 20


def entry_offers(analysis: Analysis, spot: Spot) -> Iterator[Offer]:
    """New entries for the section whose object gets one: names that are used but missing first, then whole entries."""
    section = spot.section
    for named in undeclared(analysis, section):
        if named.name not in spot.others:
            for value in list(_bodies(analysis, spot).values())[:1]:
                yield _entry(spot, named.name, named.name, _with_name(value, named.name), named.detail)
    yield from _overlays(analysis, spot)
    if spot.has_colon:
        return
    typed = _typed_name(spot)
    for title, value in _bodies(analysis, spot).items():
        if section == "keys":
            name, body = _key_entry(analysis, spot, value, typed)
            offer = _entry(spot, f"new {title}", name, body, "with a new secret of 256 random bits")
        else:
            name = hole(1, typed or _free_name(one_of(section), spot.others))
            offer = _entry(spot, f"new {title}", name, _with_name(value, name), "")
        yield replace(offer, filter=_as_typed(spot), topic=("entry", section, title))


def body_offers(analysis: Analysis, spot: Spot) -> Iterator[Offer]:
    """Values for an entry that has its name already."""
    if entry_type(spot.section) is None:
        return
    at_section = replace(spot, steps=spot.steps[:1])
    for title, value in _bodies(analysis, at_section).items():
        named = _with_name(value, spot.entry or "") if spot.section != "keys" else value
        yield Offer(
            title, "entry", named, detail="whole entry", topic=("entry", spot.section, title), spread=True,
            filter=_as_typed(spot),
        )  # fmt: skip
    yield Offer("{}", "value", OBJECT, detail="empty", asks=True)


def _entry(spot: Spot, label: str, name: str, value: Any, detail: str) -> Offer:
    return Offer(label, "entry", value, name=name, detail=detail, topic=(one_of(spot.section), label), spread=True)


def _overlays(analysis: Analysis, spot: Spot) -> Iterator[Offer]:
    """Entries of the project's other files, which this file may say more about. API keys are never named."""
    if spot.section == "keys" or len(analysis.documents) == 1:
        return
    section = analysis.config.sections.get(spot.section)
    for named in entries_of(analysis, spot.section):
        entry = section.every.get(named.name) if section else None
        is_elsewhere = entry is not None and len(entry.parts) + len(entry.replaced) > 1
        if named.name not in spot.others and (is_elsewhere or named.name != _as_typed(spot).strip('"')):
            detail = f"{one_of(spot.section)} of another file"
            yield Offer(named.name, "name", OBJECT, name=named.name, detail=detail, topic=named.topic, asks=True)


def _bodies(analysis: Analysis, spot: Spot) -> dict[str, Any]:
    """What entries of a section may look like, by what to call them; hole 1 is the entry's name."""
    kind = one_of(spot.section)
    match spot.section:
        case "models":
            deployment = _deployment(analysis, spot, {"type": "chat"})
            found = {kind: deployment, "embedding model": _deployment(analysis, spot, {"type": "embedding"})}
        case "applications":
            found = {kind: _deployment(analysis, spot, {}), **_typed_application(analysis, spot)}
        case "toolsets":
            found = {kind: _deployment(analysis, spot, {"transport": "http"})}
        case "interceptors":
            found = {kind: _deployment(analysis, spot, {})}
        case "routes":
            found = {
                kind: _route(analysis, spot, "upstreams"),
                "route with a fixed answer": _route(analysis, spot, "response"),
            }
        case "roles":
            found = {kind: _role(analysis)}
        case "keys":
            found = {"key": {"project": hole(2), "role": hole(3, "", *_role_choices(analysis))}}
        case "translators":
            found = {kind: blank_object("TranslatorEntry")}
        case _:
            found = {}
    return found


def _deployment(analysis: Analysis, spot: Spot, first: dict[str, Any]) -> dict[str, Any]:
    at_endpoint = replace(spot, steps=(spot.section, "", "endpoint"))
    endpoint = endpoint_with(analysis, at_endpoint, hole(1), 3)
    if first.get("type") == "embedding":
        endpoint = endpoint.replace("/chat/completions", "/embeddings")
    body = {**first, "displayName": hole(2), "endpoint": endpoint}
    if _is_usual(analysis, spot, "userRoles"):
        body["userRoles"] = [hole(4, "", *_role_choices(analysis))]
    return _spelt(analysis, spot, body)


def _typed_application(analysis: Analysis, spot: Spot) -> dict[str, Any]:
    schemas = [named.name for named in names(analysis, "application-schema")]
    if not schemas:
        return {}
    body = {
        "displayName": hole(2),
        "applicationTypeSchemaId": hole(3, "", *schemas),
        "applicationProperties": raw("{" + hole(4) + "}"),
    }
    return {"application of a type": _spelt(analysis, spot, body)}


def _route(analysis: Analysis, spot: Spot, answer: str) -> dict[str, Any]:
    body: dict[str, Any] = {"paths": [hole(2, "/path")], "methods": [hole(3, "GET", "GET", "POST")]}
    if answer == "upstreams":
        body["upstreams"] = [{"endpoint": hole(4, "http://service:8080/path"), "key": hole(5)}]
    else:
        body["response"] = {"status": raw(hole(4, "200")), "body": hole(5)}
    if _is_usual(analysis, spot, "userRoles"):
        body["userRoles"] = [hole(6, "", *_role_choices(analysis))]
    return _spelt(analysis, spot, body)


def _role(analysis: Analysis) -> dict[str, Any]:
    targets = [named.name for named in names(analysis, "limit-target")][:_MOST_CHOICES]
    limit = {"minute": raw(hole(3, "100000")), "day": raw(hole(4, "1000000"))}
    return {"limits": {hole(2, "deployment", *targets): limit}}


def _key_entry(analysis: Analysis, spot: Spot, value: dict[str, Any], typed: str) -> tuple[str, dict[str, Any]]:
    """A key with its secret where the file's other keys have theirs: in the name, or in the field for it."""
    if _is_usual(analysis, spot, "key") and analysis.version >= SECRET_IN_KEY_FIELD:
        return hole(1, typed or _free_name("key", spot.others)), {"key": new_secret(), **value}
    return new_secret(), value


def _is_usual(analysis: Analysis, spot: Spot, field: str) -> bool:
    """Whether most entries of the section have the field."""
    kind = types()[entry_type(spot.section) or "Config"]
    likes = list(objects_like(analysis, replace(spot, steps=(spot.section, ""))))
    accepted = kind.fields[field].accepted
    return 2 * sum(1 for value in likes if not value.keys().isdisjoint(accepted)) > len(likes)


def _spelt(analysis: Analysis, spot: Spot, body: dict[str, Any]) -> dict[str, Any]:
    """The same fields as the file would spell them, without those that this Core does not know."""
    kind = types()[entry_type(spot.section) or "Config"]
    likes = [name for value in objects_like(analysis, replace(spot, steps=(spot.section, ""))) for name in value]
    habits = (likes, list(names_in_file(analysis)))
    spelt = {spelling_of(kind.spellings[name], habits, analysis.version): value for name, value in body.items()}
    since = {name: kind.spellings[name].since for name in spelt}
    return {name: value for name, value in spelt.items() if (known := since[name]) is None or known <= analysis.version}


def _role_choices(analysis: Analysis) -> tuple[str, ...]:
    found = [named.name for named in names(analysis, "role")]
    return tuple(found) if len(found) <= _MOST_CHOICES else ()


def _with_name(value: Any, name: str) -> Any:
    """The same with the entry's name in the place of hole 1."""
    if isinstance(value, str):
        return value.replace(hole(1), name)
    if isinstance(value, dict):
        return {key: _with_name(inner, name) for key, inner in value.items()}
    return [_with_name(inner, name) for inner in value] if isinstance(value, list) else value


def _typed_name(spot: Spot) -> str:
    """What is typed of the name so far; nothing of it can be a mark of ours."""
    return spot.word.typed if spot.word.typed.isprintable() else ""


def _as_typed(spot: Spot) -> str:
    """A filter that lets the item through whatever is typed so far."""
    return spot.layout.text[spot.word.span.start : spot.word.span.end]


def _free_name(stem: str, taken: frozenset[str]) -> str:
    number = 1
    while (name := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return name
