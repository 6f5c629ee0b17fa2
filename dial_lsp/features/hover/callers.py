"""What an API key, its project and a role amount to: what they reach, with which limits, and who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.limits import NO_LIMITS, Limits, entries_of
from dial_lsp.access.storage import storages_of
from dial_lsp.access.words import cost_in_words, limits_in_words, worst_case_in_words
from dial_lsp.access.worst_case import worst_case
from dial_lsp.features.hover.markup import Bullets, Code, Paragraph, Strong, Topic, listed
from dial_lsp.model.access_control import Key
from dial_lsp.model.key_strength import strength_of_key
from dial_lsp.model.strength import REQUIRED_BITS
from dial_lsp.schema.versions import SECRET_IN_KEY_FIELD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dial_lsp.access import Access, Object, Subject
    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.features.hover.markup import Words
    from dial_lsp.model.place import ConfigEntry

_MOST = 8


def key_topic(analysis: Analysis, entry: ConfigEntry, told: frozenset[str]) -> Topic:
    """What an API key amounts to; its secret is told by its strength only, if that is too little."""
    subject = next((key for key in analysis.access.keys if key.key is not None and key.key.entry is entry), None)
    label = f" {subject.label.removeprefix('key ')}" if subject else ""
    strength = () if "weak-key" in told else _strength(analysis, entry)
    facts = (*strength, *(_of_key(analysis, subject) if subject else ()))
    head = Paragraph((Strong(f"API key{label}"),))
    return Topic((head, Bullets(facts)) if facts else (head,))


def role_topic(analysis: Analysis, role: str, told: frozenset[str]) -> Topic:
    """What a role amounts to, declared or not."""
    is_known = role in analysis.config.roles or "undeclared-role" in told
    missing = () if is_known else (", not declared, so without limits of its own",)
    head = Paragraph((Strong("Role"), " ", Code(role), *missing))
    return Topic((head, Bullets(tuple(_of_role(analysis, role)))))


def project_topic(analysis: Analysis, project: str) -> Topic:
    """Whose keys a project has, and what goes by its name."""
    access = analysis.access
    storage = storages_of(access.keys, access.objects).get(project)
    keys = [str(key.position) for key in storage.keys] if storage else []
    more = f" and {len(keys) - _MOST} more" if len(keys) > _MOST else ""
    held = (f"Key{'s' if len(keys) > 1 else ''} {', '.join(keys[:_MOST])}{more}",)
    named = ("Storage, counters of limits and sign-ins go by this name: under another one they start empty",)
    shared = [
        (found.label[:1].upper(), found.label[1:], " shares its storage")
        for found in (storage.objects if storage else ())
    ]
    return Topic((Paragraph((Strong("Project"), " ", Code(project))), Bullets((held, named, *shared))))


def reached(lead: str, objects: Sequence[Object], total: int | None = None) -> Words:
    """Objects by kind, such as "Reaches 2 of 5: models a, b; route c"; those inside of applications are left out."""
    own = [found for found in objects if found.application is None]
    if not own:
        return (f"{lead} nothing",)
    of = f" of {total}" if total is not None else ""
    parts: list[str | Code | Strong] = [f"{lead} {len(own)}{of}: "]
    for number, kind in enumerate(dict.fromkeys(found.kind for found in own)):
        names = [found.name for found in own if found.kind == kind]
        parts += [f"{'; ' if number else ''}{kind}{'s' if len(names) > 1 else ''} ", *_plain_words(names)]
    return tuple(parts)


def _plain_words(names: Iterable[str]) -> Iterator[str | Code | Strong]:
    for word in listed(names, _MOST):
        if isinstance(word, str | Code | Strong):
            yield word


def _strength(analysis: Analysis, entry: ConfigEntry) -> Iterator[Words]:
    strength = strength_of_key(Key(entry, (), entry.value), explicit=analysis.version >= SECRET_IN_KEY_FIELD)
    if strength is not None and not strength.is_enough:
        why = f", because of {', '.join(strength.patterns)}" if strength.patterns else ""
        yield (f"Strength: about {strength.bits} bits{why}; DIAL asks for {REQUIRED_BITS}",)


def _of_key(analysis: Analysis, key: Subject) -> Iterator[Words]:
    access = analysis.access
    secrets = {key.key.entry.name, key.key.field("key").text} if key.key else set()
    roles = tuple(role if role is not None else "null" for role in dict.fromkeys(key.roles) if role not in secrets)
    yield ("Roles: ", *listed(roles)) if roles else ("No roles",)
    other = access.replaced_by(key)
    if other is not None:
        yield (f"Cannot be used: {other.label} has the same secret and comes later",)
    elif access.addresses(key) == ():
        yield ("Cannot be used: it is accepted from no address",)
    else:
        if access.addresses(key) is not None and key.key is not None:
            yield ("Accepted from ", *listed(text or "null" for text in key.key.address_ranges.said()), " only")
        yield from _reach_of_key(analysis, key)


def _reach_of_key(analysis: Analysis, key: Subject) -> Iterator[Words]:
    access = analysis.access
    granted = [(found, verdict) for found, verdict in access.row(key) if verdict.granted]
    total = sum(1 for found in access.objects if found.application is None)
    yield reached("Reaches", [found for found, _ in granted], total)
    limited = [(found.name, verdict) for found, verdict in granted if verdict.limits.values != NO_LIMITS.values]
    yield from _limits(tuple((name, limits_in_words(verdict.limits, verdict.asked)) for name, verdict in limited))
    yield (f"Spending over all models: {cost_in_words(access.cost(key))}",)
    yield from _worst_case(access, key)


def _of_role(analysis: Analysis, role: str) -> Iterator[Words]:
    access = analysis.access
    opened = [found for found in access.objects if found.allowed is not None and role in found.allowed]
    yield reached("Opens", opened)
    holders = [key.label for key in access.keys if role in key.role_set]
    more = f" and {len(holders) - _MOST} more" if len(holders) > _MOST else ""
    yield (f"Held by {', '.join(holders[:_MOST])}{more}" if holders else "No API key has it",)
    declared = analysis.config.roles.get(role)
    if declared is not None:
        if role in access.cost_entries:
            yield (f"Spending over all models: {cost_in_words(access.cost(access.caller(role)))}",)
        said = entries_of(declared).items()
        yield from _limits(tuple((name, limits_in_words(Limits(entry.values))) for name, entry in said))
    yield from _worst_case(access, access.caller(role))


def _worst_case(access: Access, caller: Subject) -> Iterator[Words]:
    """What a caller may cost, where anything that may be called has a price."""
    case = worst_case(access, caller)
    if case.models:
        yield (f"Costs at worst: {worst_case_in_words(case)}",)


def _limits(said: Sequence[tuple[str, str]]) -> Iterator[Words]:
    for name, words in said[:_MOST]:
        yield ("Limit of ", Code(name), f": {words}")
    if len(said) > _MOST:
        yield (f"Limits of {len(said) - _MOST} more",)
