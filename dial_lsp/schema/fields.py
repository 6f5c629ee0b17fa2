"""The field table: every object type of the configuration and every field in it, read from the JSON Schema.

Nothing here imports jsonschema, so a hover, a completion or the typed model pays only for reading one JSON file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from dial_lsp.schema.versions import Version
from dial_lsp.text.patterns import compiled

Pointer = tuple[str | int, ...]

REFERENCE: Final = "#/$defs/"
_CAPITAL: Final = compiled("[A-Z]")
_FILE: Final = Path(__file__).with_name("aidial.config.schema.json")


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """One field of an object type, with everything known about it."""

    name: str
    """The name this project uses; one of `accepted`."""
    accepted: tuple[str, ...]
    """Every spelling Core reads, the preferred one first."""
    type: str
    """Name of its type in `$defs`, such as "Text", "TextList" or "Features"; "" where the type is written in place."""
    description: str
    since: Version | None = None
    until: Version | None = None
    """The first version of Core that no longer has the field."""
    spellings_since: Mapping[str, Version] = field(default_factory=dict)
    default: Any = None
    """The default as a JSON value or, where it is no constant, in words; None where there is none."""
    refers: str | None = None
    """What its text names: role, deployment, interceptor, translator, application-schema, catalog-schema."""
    keys_refer: str | None = None
    """What the member names of its value name: limit-target, interface-type, resource-type, operation."""
    defines: str | None = None
    secret: bool = False
    required: str | None = None
    null: str | None = None
    """The impact of an explicit null; None where null is harmless."""
    null_since: Version | None = None
    """The first version for which `null` is true; older ones load the file and fail later."""
    ignored: bool = False
    """Core accepts the member and drops its value."""
    values: tuple[str, ...] = ()
    """The members of its enumeration, of the value or of the list's elements."""
    values_since: Mapping[str, Version] = field(default_factory=dict)
    """The first version that has a member of the enumeration, where not all versions have it."""
    key_names: tuple[str, ...] = ()
    """The member names that have a meaning in its value."""
    object_type: str | None = None
    """The object type of its value, or of the elements or members of its value."""
    schema: Mapping[str, Any] = field(default_factory=dict, repr=False)

    def values_in(self, version: Version) -> tuple[str, ...]:
        """The members of its enumeration that this version knows."""
        return tuple(name for name in self.values if self.values_since.get(name, version) <= version)

    def introduced(self, spelling: str) -> Version | None:
        """The first version that reads this spelling; None where it always did."""
        return self.spellings_since.get(spelling, self.since)


@dataclass(frozen=True, slots=True, eq=False)
class ObjectType:
    """One kind of object in the file."""

    name: str
    title: str
    """What to call one such object in a sentence, without an article."""
    description: str
    fields: Mapping[str, Field]
    spellings: Mapping[str, Field]
    """The same fields by every spelling."""
    required: tuple[str, ...] = ()
    laws: tuple[str, ...] = ()
    judged_elsewhere: bool = False
    """Its members are checked by a schema of Core's own, not by the shape check."""
    unknown: str | None = "file-rejected"
    """The impact of an unknown member; None where any member may stand."""


def field_of(type_name: str, spelling: str) -> Field | None:
    """The field of an object type that Core reads under this spelling."""
    kind = types().get(type_name)
    return kind.spellings.get(spelling) if kind else None


def spellings(type_name: str, field_name: str) -> tuple[str, ...]:
    """Every spelling of a field, the preferred one first; empty where there is no such field."""
    found = field_of(type_name, field_name)
    return found.accepted if found else ()


@cache
def accepted_as(type_name: str, field_name: str) -> tuple[str, ...]:
    """The same, asked in camelCase also for the few fields that an object type knows in snake_case only."""
    snake_case = _CAPITAL.sub(r"_\g<0>", field_name).lower()
    return spellings(type_name, field_name) or spellings(type_name, snake_case)


def sections() -> Mapping[str, Field]:
    """The sections of the file by every spelling Core reads, those of old versions too."""
    return types()["Config"].spellings


def entry_type(section: str) -> str | None:
    """The object type of the entries of a section; None for a section that is not made of named entries."""
    found = sections().get(section)
    if found is None or "additionalProperties" not in found.schema:
        return None
    return found.object_type


def type_at(section: str, pointer: Pointer) -> ObjectType | None:
    """The type of the object a pointer stands at, counted from an entry's value (or the value of a plain section)."""
    schema = schema_at(section, pointer)
    return _type_of(schema) if schema is not None else None


def field_at(section: str, pointer: Pointer) -> Field | None:
    """The innermost field whose value holds the place a pointer stands at; the section's own field for ().

    For `("limits", "gpt-4", "minute")` in a role that is `minute`, for `("limits", "gpt-4")` it is `limits`.
    """
    known = [*_schemas_along(section, pointer)]
    for schema, name in zip(reversed(known), reversed(pointer[: len(known)]), strict=True):
        parent = _type_of(schema)
        if parent is not None:
            return parent.spellings.get(name) if isinstance(name, str) else None
    return sections().get(section)


@cache
def types() -> Mapping[str, ObjectType]:
    """Every object type by its name in the schema."""
    return MappingProxyType(
        {name: _object(name, schema) for name, schema in expanded()["$defs"].items() if "properties" in schema}
    )


@cache
def source() -> dict[str, Any]:
    """The schema file as it stands. Shared: callers must not change it."""
    read: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return read


@cache
def expanded() -> dict[str, Any]:
    """The schema with the members of base types (`allOf`) copied into the types built on them."""
    plain = source()
    definitions = {name: _expand(schema, plain["$defs"]) for name, schema in plain["$defs"].items()}
    for name, schema in definitions.items():
        if "properties" in schema:
            schema["x-type"] = name
    return {**plain, "$defs": definitions}


def resolve(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """The definition a `$ref` stands for; the schema itself where there is none."""
    while "$ref" in schema:
        schema = expanded()["$defs"][schema["$ref"].removeprefix(REFERENCE)]
    return schema


def _expand(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> dict[str, Any]:
    grown = {key: value for key, value in schema.items() if key not in ("allOf", "unevaluatedProperties")}
    for base in schema.get("allOf", ()):
        inherited = _expand(definitions[base["$ref"].removeprefix(REFERENCE)], definitions)
        grown["properties"] = {**inherited["properties"], **schema.get("properties", {})}
        grown["required"] = [*inherited.get("required", ()), *schema.get("required", ())]
        grown["additionalProperties"] = False
        if "x-dial" in inherited:
            grown["x-dial"] = {**inherited["x-dial"], **schema.get("x-dial", {})}
    return grown


def _object(name: str, schema: Mapping[str, Any]) -> ObjectType:
    extra = schema.get("x-dial", {})
    fields = {member: _field(member, part) for member, part in schema["properties"].items()}
    strict = schema.get("additionalProperties") is False
    return ObjectType(
        name=name,
        title=schema["title"],
        description=schema["description"],
        fields=MappingProxyType(fields),
        spellings=MappingProxyType({text: found for found in fields.values() for text in found.accepted}),
        required=tuple(schema.get("required", ())),
        laws=tuple(extra.get("laws", ())),
        judged_elsewhere="judge" in extra,
        unknown=extra.get("unknown", "file-rejected" if strict else None),
    )


def _field(name: str, schema: Mapping[str, Any]) -> Field:
    extra = schema.get("x-dial", {})
    definition = resolve(schema)
    element = resolve(definition["items"]) if "items" in definition else definition
    return Field(
        name=name,
        accepted=tuple(extra.get("accepted", (name,))),
        type=schema.get("$ref", "").removeprefix(REFERENCE),
        description=schema["description"],
        since=_version(extra.get("since")),
        until=_version(extra.get("until")),
        spellings_since=_versions(extra.get("spellingsSince", {})),
        default=schema.get("default", extra.get("defaultText")),
        refers=extra.get("refers"),
        keys_refer=extra.get("keysRefer"),
        defines=extra.get("defines"),
        secret=extra.get("secret", False),
        required=extra.get("required"),
        null=extra.get("null"),
        null_since=_version(extra.get("nullSince")),
        ignored=extra.get("ignored", False),
        values=tuple(element.get("enum", element.get("x-dial", {}).get("values", ()))),
        values_since=_versions(element.get("x-dial", {}).get("valuesSince", {})),
        key_names=tuple(definition.get("x-dial", {}).get("keyNames", ())),
        object_type=_object_type(schema),
        schema=schema,
    )


def _version(text: str | None) -> Version | None:
    return Version.parse(text) if text else None


def _versions(texts: Mapping[str, str]) -> Mapping[str, Version]:
    return MappingProxyType({name: Version.parse(since) for name, since in texts.items()})


def _object_type(schema: Mapping[str, Any]) -> str | None:
    """The object type a schema leads to, through references, alternatives, elements and map members."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(REFERENCE)
        definition = expanded()["$defs"][name]
        return name if "properties" in definition else _object_type(definition)
    inner = [*schema.get("anyOf", ()), schema.get("items"), schema.get("additionalProperties")]
    return next((found for part in inner if isinstance(part, Mapping) and (found := _object_type(part))), None)


def schema_at(section: str, pointer: Pointer) -> Mapping[str, Any] | None:
    """The schema of what stands at a pointer; None where the format knows no such place."""
    schema = _schema_of(section)
    for step in pointer:
        schema = _step(schema, step) if schema is not None else None
    return schema


def _schemas_along(section: str, pointer: Pointer) -> Iterator[Mapping[str, Any]]:
    """The schemas of the places above a pointer, the outermost first, as far as the format knows such places."""
    schema = _schema_of(section)
    for step in pointer:
        if schema is None:
            return
        yield schema
        schema = _step(schema, step)


def _schema_of(section: str) -> Mapping[str, Any] | None:
    """The schema of the entries of a section, or of a plain section."""
    found = sections().get(section)
    schema: Mapping[str, Any] | None = found.schema if found else None
    return schema["additionalProperties"] if schema is not None and entry_type(section) else schema


def _type_of(schema: Mapping[str, Any]) -> ObjectType | None:
    name = None if _is_container(schema) else _object_type(schema)
    return types().get(name) if name else None


def _step(schema: Mapping[str, Any], step: str | int) -> Mapping[str, Any] | None:
    name = schema.get("$ref", "").removeprefix(REFERENCE)
    if name in types():
        found = types()[name].spellings.get(str(step)) if isinstance(step, str) else None
        return found.schema if found else None
    definition = resolve(schema)
    for alternative in definition.get("anyOf", ()):
        if (below := _step(alternative, step)) is not None:
            return below
    below = definition.get("items" if isinstance(step, int) else "additionalProperties")
    return below if isinstance(below, Mapping) else None


def _is_container(schema: Mapping[str, Any]) -> bool:
    """Whether the value is a list or map of objects rather than such an object."""
    definition = resolve(schema)
    return "properties" not in definition and ("items" in definition or "additionalProperties" in definition)
