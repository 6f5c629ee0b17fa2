"""Access as a call hierarchy: an API key has roles, a role opens deployments and routes, everybody reaches open ones.

Who is behind a name is told by an identity that survives edits and holds no secret, for a client sends it back later.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dial_lsp.access import EVERYONE
from dial_lsp.model.entry_words import callers_of, detail_of
from dial_lsp.model.place import Place
from dial_lsp.model.pointers import anchor
from dial_lsp.names.occurrences import definitions, key_span, occurrence_at, reading_of, uses_within
from dial_lsp.names.references import Kind
from dial_lsp.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dial_lsp.access import Object, Subject
    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.model.place import ConfigEntry

Who = tuple[str, ...]
"""("key", anchor), ("role", name), ("everyone",) or (kind of object, application or "", name)."""
_EVERYONE: Who = ("everyone",)


@dataclass(frozen=True, slots=True)
class Item:
    """A key, a role, everybody, a deployment or a route: where it stands, and in it its name."""

    who: Who
    name: str
    detail: str
    path: str
    span: Span
    selection: Span

    @property
    def kind(self) -> str:
        """What it is: "key", "role", "everyone" or a kind of object."""
        return self.who[0]


@dataclass(frozen=True, slots=True)
class Call:
    """One step of access; ``spans`` say where the file of the caller grants it."""

    item: Item
    spans: tuple[Span, ...]


def prepare_call_hierarchy(analysis: Analysis, path: str, offset: int) -> tuple[Item, ...]:
    """What stands at an offset: what a name names, else the entry around it."""
    name = occurrence_at(analysis.config, path, offset)
    if name is not None and Kind.ROLE in name.kinds:
        return tuple(_role(analysis, name.name))
    if name is not None and Kind.PROJECT not in name.kinds:
        entries = {found.entry.section for found in definitions(analysis.config, name)}
        named = analysis.access.named(name.name)
        return tuple(_object(analysis, found) for found in named if found.entry.section in entries)
    entry = _entry_at(analysis, path, offset)
    if entry is None or entry.name is None:
        return ()
    if entry.section == "keys":
        return tuple(_key(analysis, key) for key in analysis.access.keys if key.key and key.key.entry is entry)
    if entry.section == "roles":
        return tuple(_role(analysis, entry.name))
    return tuple(_object(analysis, found) for found in analysis.access.named(entry.name) if found.entry is entry)


def incoming_calls(analysis: Analysis, who: Who) -> tuple[Call, ...]:
    """Who reaches it: the roles that open an object, or everybody; the keys that have a role."""
    if who[0] == "role":
        return tuple(_calls_of_keys(analysis, who[1]))
    found = _object_of(analysis, who)
    return tuple(_callers(analysis, found)) if found else ()


def outgoing_calls(analysis: Analysis, who: Who) -> tuple[Call, ...]:
    """What it reaches: the roles of a key, and everybody's; what a role opens; what is open."""
    if who[0] == "key":
        return tuple(_calls_of_key(analysis, who))
    if who[0] == "role":
        return tuple(_calls_of_role(analysis, who[1]))
    if who == _EVERYONE:
        objects = [found for found in analysis.access.objects if analysis.access.reaches(EVERYONE, found)]
        items = [_object(analysis, found) for found in objects]
        return tuple(Call(item, (item.selection,)) for item in items)
    return ()


def _callers(analysis: Analysis, found: Object) -> Iterator[Call]:
    access = analysis.access
    if access.reaches(EVERYONE, found):
        item = _everyone(_object(analysis, found))
        yield Call(item, (item.selection,))
        return
    for role in dict.fromkeys(found.admitted):
        if role is not None and access.reaches(access.caller(role), found):
            yield from (Call(item, _limits_in(analysis, item, role, found)) for item in _role(analysis, role))


def _calls_of_role(analysis: Analysis, role: str) -> Iterator[Call]:
    access = analysis.access
    me = next(iter(_role(analysis, role)), None)
    if me is None:
        return
    limits = _limits_by_name(analysis, role)
    for found in access.objects:
        if found.allowed is not None and role in found.allowed and access.reaches(access.caller(role), found):
            spans = tuple(span for path, span in limits.get(found.name, ()) if path == me.path)
            yield Call(_object(analysis, found), spans or (me.selection,))


def _calls_of_keys(analysis: Analysis, role: str) -> Iterator[Call]:
    for key in analysis.access.keys:
        if role in key.role_set:
            item = _key(analysis, key)
            yield Call(item, _roles_in(analysis, key, item).get(role, (item.selection,)))


def _calls_of_key(analysis: Analysis, who: Who) -> Iterator[Call]:
    for key in analysis.access.keys:
        if key.key is not None and _who_of_key(analysis, key) == who:
            me = _key(analysis, key)
            spans = _roles_in(analysis, key, me)
            for role in dict.fromkeys(key.roles):
                yield from (Call(item, spans.get(role or "", (me.selection,))) for item in _role(analysis, role or ""))
            if any(found.allowed is None for found in analysis.access.objects):
                yield Call(_everyone(me), (me.selection,))


def _roles_in(analysis: Analysis, key: Subject, item: Item) -> dict[str, tuple[Span, ...]]:
    """Where a key is given its roles, in the file that its item points to."""
    spans: dict[str, tuple[Span, ...]] = {}
    if key.key is not None:
        for use in uses_within(analysis.config, key.key.entry):
            if use.document.source.path == item.path and Kind.ROLE in use.kinds:
                spans[use.name] = (*spans.get(use.name, ()), use.span)
    return spans


def _limits_in(analysis: Analysis, item: Item, role: str, found: Object) -> tuple[Span, ...]:
    said = analysis.access.limit_index.of(found.name).get(role)
    if said is None or found.application is not None:
        return (item.selection,)
    at = analysis.config.locate(said.at.key())
    return (at.span,) if at.source.path == item.path else (item.selection,)


def _limits_by_name(analysis: Analysis, role: str) -> dict[str, list[tuple[str, Span]]]:
    declared = analysis.config.roles.get(role)
    limits: dict[str, list[tuple[str, Span]]] = {}
    for use in uses_within(analysis.config, declared.entry) if declared else ():
        limits.setdefault(use.name, []).append((use.document.source.path, use.span))
    return limits


def _key(analysis: Analysis, key: Subject) -> Item:
    assert key.key is not None  # noqa: S101 -- asked for keys only
    detail = detail_of(key.key) or "no roles"
    if not analysis.access.is_alive(key):
        detail = "cannot be used"
    return _item(analysis, key.key.entry, _who_of_key(analysis, key), key.label, detail)


def _who_of_key(analysis: Analysis, key: Subject) -> Who:
    assert key.key is not None  # noqa: S101 -- asked for keys only
    return ("key", anchor(analysis.config, Place(key.key.entry)))


def _role(analysis: Analysis, role: str) -> Iterator[Item]:
    """The role's entry or, for one that is not declared, the first place that mentions it; none for a secret."""
    if analysis.secrecy.wording.is_secret(role):
        return
    declared = analysis.config.roles.get(role)
    if declared is not None:
        yield _item(analysis, declared.entry, ("role", role), role, detail_of(declared))
        return
    for use in analysis.references.uses_of(Kind.ROLE, role)[:1]:
        at = analysis.config.locate(use.at)
        yield Item(("role", role), role, "role, not declared", at.source.path, at.span, at.span)


def _object(analysis: Analysis, found: Object) -> Item:
    who = (found.kind, found.application or "", found.name)
    if found.application is None:
        return _item(analysis, found.entry, who, found.name, f"{found.kind}, {detail_of(found.served)}")
    whole, key = (analysis.config.locate(at) for at in (found.served.at.member(), found.at))
    name, detail = f"{found.application}/{found.name}", f"{found.kind}, {callers_of(found.guard)}"
    shown = analysis.secrecy.wording.names
    return Item(who, shown(name), shown(detail), whole.source.path, whole.span, key.span)


def _object_of(analysis: Analysis, who: Who) -> Object | None:
    candidates: Iterable[Object] = analysis.access.named(who[-1])
    return next((one for one in candidates if (one.kind, one.application or "", one.name) == who), None)


def _everyone(beside: Item) -> Item:
    """Everybody stands nowhere in the file, so the item points to what led to it."""
    detail = "without any role"
    return Item(_EVERYONE, "any authenticated caller", detail, beside.path, beside.span, beside.selection)


def _item(analysis: Analysis, entry: ConfigEntry, who: Who, name: str, detail: str) -> Item:
    part = entry.parts[-1]
    document = analysis.documents[part.file]
    start = document.offset_of(part.entry)
    span = Span(start, start + len(part.entry.text))
    shown, detail = analysis.secrecy.wording.names(name), analysis.secrecy.wording.names(detail)
    return Item(who, shown or '""', detail, document.source.path, span, key_span(document, part.entry))


def _entry_at(analysis: Analysis, path: str, offset: int) -> ConfigEntry | None:
    """The merged entry around an offset."""
    for file, document in enumerate(analysis.documents):
        entry = document.entry_at(offset) if document.source.path == path else None
        if entry is not None:
            return analysis.config.current(reading_of(analysis.config, file, document, entry))
    return None
