"""What there is to say about the members of one object: their names, what is missing, and laws between them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from dial_lsp.schema.belonging import belonging
from dial_lsp.schema.coercion import Refused, to_enum, to_text
from dial_lsp.schema.fields import Field, ObjectType, Pointer, resolve, types
from dial_lsp.schema.near import misspelt, nearest
from dial_lsp.schema.remarks import NULL_ENTRY, REFUSES, Remark, quoted, sentence
from dial_lsp.schema.versions import LOCALIZED_TEXT, MODEL_UPSTREAMS_CHECKED, NEWEST, ROLE_WITHOUT_LIMITS, Version

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Said = tuple[Pointer, Remark]
"""A remark and the place it is about, relative to the object."""

LOCALIZED: Final = ("displayName", "description", "intro")
_TEXT_FIELDS: Final = ("serviceTier", "ttl")
_ORDERING: Final = ("<", "<=", ">", ">=")
_LONGEST_NAME: Final = 60
_MOVE: Final = "Delete it, or move it to where it belongs."


def of_name(kind: ObjectType, name: str, value: Any, version: Version) -> Remark | None:
    """The name of a member: unknown, written wrongly, not there yet or no longer there."""
    field = kind.spellings.get(name)
    if field is None:
        return _unknown(kind, name, value, version) if kind.unknown else None
    since = field.introduced(name)
    if since is not None and since > version:
        older = tuple(text for text in field.accepted if text != name and not _too_new(field, text, version))
        text = f"{quoted(name)} needs {since.onwards}; Core {version} refuses the whole file."
        return Remark("other-version/newer-field", text, suggestions=older[:1], part="key")
    if field.until is not None and field.until <= version:
        text = f"{quoted(name)} was removed in Core {field.until.short}; {REFUSES}."
        return Remark("other-version/removed-field", text, help="Delete the member.", part="member")
    if field.ignored:
        return Remark(
            "computed-field/name",
            f'Core computes "{name}" itself; the value in the file is ignored.',
            "no-effect",
            part="member",
        )
    return None


def of_members(kind: ObjectType, value: Mapping[str, Any], version: Version, locale: str | None) -> Iterator[Said]:
    """Everything about an object that no single member tells: two spellings, missing members, laws."""
    winners: dict[str, str] = {}
    for name in value:
        field = kind.spellings.get(name)
        if field is None:
            continue
        if field.name in winners:
            yield (winners[field.name],), _conflict(winners[field.name], name)
        winners[field.name] = name
    for required in kind.required:
        if required in winners:
            is_missing = value[winners[required]] is None
        else:
            is_missing = misspelt(kind, value, required) is None
        if is_missing:
            yield _missing(kind, required, winners.get(required))
    for law in kind.laws:
        yield from _LAWS[law](_Read(value, winners, version, locale))


class _Read(NamedTuple):
    """An object as the laws see it: one value for each field, the one Core keeps."""

    value: Mapping[str, Any]
    winners: Mapping[str, str]
    version: Version
    locale: str | None

    def get(self, field: str) -> Any:
        return self.value[self.winners[field]] if field in self.winners else None


def _unknown(kind: ObjectType, name: str, value: Any, version: Version) -> Remark:
    """An object under an API key is a key that slipped one level down, so its name is a secret."""
    usable = _usable(kind.name, version)
    impact = kind.unknown or "no-effect"
    effect = REFUSES if impact == "file-rejected" else "Core ignores it"
    same = _by_letters(kind.name, version).get(_letters(name), ())
    if same:
        like = [text for text in same if ("_" in text) == ("_" in name)] or same
        text = f"{quoted(name)} is written {quoted(like[0])} in {_one(kind)}; {effect}."
        return Remark("unknown-field/case", text, impact, suggestions=tuple(like), part="key")
    known = belonging(kind, name) if len(name) <= _LONGEST_NAME else None
    is_secret = kind.name == "Key" and isinstance(value, dict) and known is None
    text = f"{sentence(_one(kind))} has no {'such field' if is_secret else f'field {quoted(name)}'}"
    if known is not None:
        renames = (known.rename,) if known.rename in usable else ()
        return Remark("unknown-field", f"{text}; {effect}; {known.remedy}.", impact, "", renames, "key")
    if version > NEWEST and not is_secret:  # a newer one may have it
        text += f" (unknown to Core up to {NEWEST.short})"
    close = _meant(name, kind.name, version) if len(name) <= _LONGEST_NAME else ()
    meant = f'; did you mean "{close[0]}"?' if close else "."
    return Remark("unknown-field", f"{text}; {effect}{meant}", impact, _MOVE, close, "key")


def _meant(name: str, kind: str, version: Version) -> tuple[str, ...]:
    """The nearest fields, each in one spelling: with a low line only if the name has one, too."""
    written = _written(kind, version)
    found: dict[str, str] = {}
    for text in nearest(name, written, cutoff=0.6):
        field = written[text]
        spellings = [other for other in field.accepted if ("_" in other) == ("_" in name) and other in written]
        found.setdefault(field.name, text if text in spellings or not spellings else spellings[0])
    return tuple(found.values())


@lru_cache(maxsize=256)
def _written(kind: str, version: Version) -> Mapping[str, Field]:
    """The fields of an object type that may be meant, by spelling."""
    return {text: field for text, field in _usable(kind, version).items() if not field.ignored}


@lru_cache(maxsize=256)
def _usable(kind: str, version: Version) -> Mapping[str, Field]:
    """The fields of an object type that a version knows, by spelling."""
    return {text: field for text, field in types()[kind].spellings.items() if not _too_new(field, text, version)}


@lru_cache(maxsize=256)
def _by_letters(kind: str, version: Version) -> Mapping[str, Sequence[str]]:
    """The spellings of fields by their letters alone; a name without any is like none."""
    found: dict[str, list[str]] = {}
    for text in _usable(kind, version):
        found.setdefault(_letters(text), []).append(text)
    found.pop("", None)
    return found


def _too_new(field: Field, spelling: str, version: Version) -> bool:
    since = field.introduced(spelling)
    return (since is not None and since > version) or (field.until is not None and field.until <= version)


@lru_cache(maxsize=1 << 12)
def _letters(name: str) -> str:
    """A name without its spelling: `display-name`, `display_name` and `DisplayName` are one."""
    return re.sub(r"[^a-z0-9]", "", name.removeprefix("dial:").lower())


def _one(kind: ObjectType) -> str:
    return f"{'an' if kind.title[0] in 'aeiou' else 'a'} {kind.title}"


def _conflict(loser: str, winner: str) -> Remark:
    text = f'"{loser}" and "{winner}" are one field; Core uses "{winner}", which comes last.'
    return Remark("duplicate-member/alias", text, "no-effect", f'Delete "{loser}".', part="member")


def _missing(kind: ObjectType, field: str, spelling: str | None) -> Said:
    if spelling is None:
        text = f"{sentence(_one(kind))} needs {quoted(field)}; {REFUSES}."
        return (), Remark("missing-required", text, suggestions=(field,))
    text = f"{quoted(spelling)} of {_one(kind)} must not be null; {REFUSES}."
    return (spelling,), Remark("missing-required", text)


def _condition(read: _Read) -> Iterator[Said]:
    try:
        field, operator = to_text(read.get("field")), to_enum(read.get("operator"), _operators())
    except Refused:
        return
    if field in _TEXT_FIELDS and operator in _ORDERING:
        text = f'"{field}" is text and has no order, so {operator} does not work; {REFUSES}.'
        yield (read.winners["operator"],), Remark("unreadable-value/condition", text, suggestions=('"=="', '"!="'))


def _operators() -> tuple[str, ...]:
    return tuple(resolve({"$ref": "#/$defs/Operator"})["x-dial"]["values"])


def _translator(read: _Read) -> Iterator[Said]:
    if read.get("baseUrl") == "":
        text = f'"{read.winners["baseUrl"]}" of a translator must not be empty; {REFUSES}.'
        yield (read.winners["baseUrl"],), Remark("missing-required", text)


def _role(read: _Read) -> Iterator[Said]:
    if read.version < ROLE_WITHOUT_LIMITS and read.get("limits") is None:
        early = f"Before Core {ROLE_WITHOUT_LIMITS.short} every role needs limits"
        text = f"{early}; Core {read.version} refuses the whole file."
        yield (
            (("limits",) if "limits" in read.winners else ()),
            Remark("missing-required", text, suggestions=("limits",)),
        )


def _locales(read: _Read) -> Iterator[Said]:
    if read.version < LOCALIZED_TEXT:
        return
    for name in LOCALIZED:
        texts = read.get(name)
        if not isinstance(texts, dict):
            continue
        is_sound = not any(isinstance(text, list | dict) for text in texts.values())  # else see model/locale_reading.py
        if is_sound and read.locale not in texts:
            yield (read.winners[name],), _no_default(texts, read.locale)


def _no_default(texts: Mapping[str, Any], locale: str | None) -> Remark:
    if locale is None:
        return Remark("missing-required/locale", f"defaultLocale is null, so no locale map is valid; {REFUSES}.")
    given = ", ".join(quoted(name) for name in list(texts)[:5]) or "no locale"
    text = f'The default locale "{locale}" is missing here; {REFUSES}.'
    return Remark("missing-required/locale", text, help=f"The map has {given}.", suggestions=(locale,))


def _upstream_interfaces(read: _Read) -> Iterator[Said]:
    """A model's upstream may leave an interface null only where its baseUrl serves it."""
    upstreams = read.get("upstreams")
    if read.version < MODEL_UPSTREAMS_CHECKED or not isinstance(upstreams, list):
        return
    interfaces_field = types()["Upstream"].fields["interfaces"]
    for index, upstream in enumerate(upstreams):
        if not isinstance(upstream, dict) or upstream.keys().isdisjoint(interfaces_field.accepted):
            continue
        names = {field.name: name for name in upstream if (field := types()["Upstream"].spellings.get(name))}
        interfaces = upstream.get(names.get("interfaces", ""))
        if not isinstance(interfaces, dict) or upstream.get(names.get("baseUrl", "")) is not None:
            continue
        for name, interface in interfaces.items():
            if interface is None:
                yield (read.winners["upstreams"], index, names["interfaces"], name), NULL_ENTRY


_LAWS: Final = {
    "condition": _condition,
    "translator": _translator,
    "role": _role,
    "locales": _locales,
    "upstream-interfaces": _upstream_interfaces,
}
