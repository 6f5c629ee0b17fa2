"""A fast yes or no: whether there is nothing at all to say about a value.

The schema is compiled once for each version into nested functions, without jsonschema, so a clean file never loads
it. The gate and the full check must agree on every value; a test holds them to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from dial_lsp.schema.choice import choose, nothing_allowed
from dial_lsp.schema.field_values import of_member, of_null
from dial_lsp.schema.fields import REFERENCE, Field, entry_type, resolve, sections, types
from dial_lsp.schema.members import of_members, of_name
from dial_lsp.schema.remarks import Remark, fits, kinds
from dial_lsp.schema.scalars import of_scalar, of_version
from dial_lsp.schema.versions import LATEST, Version

Check = Callable[[Any, str | None], bool]
"""Takes a value other than null and the default locale; True where nothing is to be said."""


def is_clean(section: str, value: Any, *, version: Version = LATEST, default_locale: str | None = "en") -> bool:
    """Whether the value of an entry (or of a plain section) is sound. Sections Core does not know are always clean.

    Raises RecursionError on a value that is nested too deeply.
    """
    check = _section(section, version) if section in sections() else None
    return check is None or check(value, default_locale)


def known(section: str, version: Version) -> Field | None:
    """The section's field if this version of Core reads the section."""
    field = sections().get(section)
    if field is None or (field.since and field.since > version) or (field.until and field.until <= version):
        return None
    return field


@cache
def _section(section: str, version: Version) -> Check | None:
    field = known(section, version)
    if field is None:
        return None
    if entry_type(section):
        inner = _compile(field.schema["additionalProperties"], version)
        return lambda value, locale: value is not None and inner(value, locale)
    return _member(field, version)


def _member(field: Field, version: Version) -> Check:
    if field.ignored:
        return lambda _value, _locale: True
    null_is_fine = of_null(field, version) is None
    extra = resolve(field.schema).get("x-dial", {})
    if "coercion" in extra:
        plain = _plain(of_version(extra, version), lowest=field.schema.get("minimum"))
        return lambda value, _: (
            null_is_fine if value is None else plain(value) or of_member(field, value, version) is None
        )
    inner = _compile(field.schema, version)
    return lambda value, locale: null_is_fine if value is None else inner(value, locale)


def _plain(extra: Mapping[str, Any], *, lowest: int | None = None) -> Callable[[Any], bool]:
    """A quick test that picks out the usual clean values of a scalar type; the others take the long way."""
    match extra["coercion"]:
        case "text":
            return lambda value: type(value) is str
        case "boolean":
            return lambda value: type(value) is bool
        case "int":
            top = (1 << (extra["bits"] - 1)) - 1
            low = -top if lowest is None else lowest
            return lambda value: type(value) is int and low <= value <= top
        case "enum":
            known = (*extra["values"], *extra.get("aliases", ()))
            silent = {text for name in known for text in (name, name.lower(), name.upper())}
            return lambda value: type(value) is str and value in silent
    return lambda _: False


def _compile(schema: Mapping[str, Any], version: Version) -> Check:
    name = schema.get("$ref", "").removeprefix(REFERENCE)
    if name in types():
        return _when_used(name, version)
    definition = resolve(schema)
    extra = definition.get("x-dial", {})
    if "coercion" in extra:
        plain = _plain(of_version(extra, version))
        return lambda value, _: plain(value) or of_scalar(extra, value, version) is None
    if "anyOf" in definition:
        return _alternatives(definition, version)
    if "items" in definition:
        return _list(definition, version)
    if isinstance(definition.get("additionalProperties"), Mapping):
        return _map(definition, version)
    allowed = definition.get("type")
    return lambda value, _: allowed is None or fits(allowed, value)


def _when_used(name: str, version: Version) -> Check:
    """Types contain each other, so an object's check is looked up when it is first used."""
    found: list[Check] = []

    def check(value: Any, locale: str | None) -> bool:
        if not isinstance(value, dict):
            return False
        if not found:
            found.append(_object(name, version))
        return found[0](value, locale)

    return check


@cache
def _object(name: str, version: Version) -> Check:
    kind = types()[name]
    if kind.judged_elsewhere:
        return lambda value, locale: next(of_members(kind, value, version, locale), None) is None
    checks = {
        text: _member(field, version)
        for text, field in kind.spellings.items()
        if of_name(kind, text, None, version) is None
    }
    open_ = kind.unknown is None
    aliases = {text: field.name for text, field in kind.spellings.items() if len(field.accepted) > 1}
    whole = bool(kind.required or kind.laws)

    def check(value: Any, locale: str | None) -> bool:
        for member, inner in value.items():
            one = checks.get(member)
            if one is None:
                if open_ and member not in kind.spellings:
                    continue
                return False
            if not one(inner, locale):
                return False
        if not whole:
            names = [aliases[member] for member in value if member in aliases]
            return len(names) == len(set(names))
        return next(of_members(kind, value, version, locale), None) is None

    return check


def _alternatives(definition: Mapping[str, Any], version: Version) -> Check:
    """Which alternative is meant depends on the JSON type alone, so each type is decided once."""
    by_kind: dict[tuple[str, ...], Check] = {}
    samples: tuple[Any, ...] = (None, True, 0, Decimal(0), "", [], {})
    for sample in samples:
        chosen = choose(definition, sample, version)
        if not isinstance(chosen, Remark):
            by_kind[kinds(sample)] = _compile(chosen, version)

    def check(value: Any, locale: str | None) -> bool:
        one = by_kind.get(kinds(value))
        return one is not None and one(value, locale)

    return check


def _list(definition: Mapping[str, Any], version: Version) -> Check:
    inner, allowed = _compile(definition["items"], version), definition["type"]

    def check(value: Any, locale: str | None) -> bool:
        if not isinstance(value, list):
            return fits(allowed, value)
        return all(element is not None and inner(element, locale) for element in value)

    return check


def _map(definition: Mapping[str, Any], version: Version) -> Check:
    schema, allowed = definition["additionalProperties"], definition["type"]
    inner, null_is_fine = _compile(schema, version), nothing_allowed(schema, version)

    def check(value: Any, locale: str | None) -> bool:
        if not isinstance(value, dict):
            return fits(allowed, value)
        return all(null_is_fine if member is None else inner(member, locale) for member in value.values())

    return check
