"""Application type and catalog schemas: their conformance to DIAL's meta schemas, and that of properties to them.

The meta schemas in `metaschemas/` re-state Core's. Core reads the list into a map by `$id`, so of two schemas with one
`$id` only the later is judged. A deployment's properties are judged by networknt 1.5.2 in draft-07.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from dial_lsp.schema import draft7

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Kind = Literal["application", "catalog"]
Pointer = tuple[str | int, ...]

META_SCHEMA_IDS: dict[str, str] = {
    "application": "https://dial.epam.com/application_type_schemas/schema#",
    "catalog": "https://dial.epam.com/catalog_schemas/schema#",
}
_DEFAULT_LOCALE = "en"


@dataclass(frozen=True, slots=True)
class TypeProblem:
    """One reason why Core refuses the file: where (relative to what was given), what, and by which keyword."""

    pointer: Pointer
    message: str
    code: str


def schema_problems(kind: Kind, schemas: Sequence[Any], *, editor_required: bool = False) -> Iterator[TypeProblem]:
    """All problems of `applicationTypeSchemas` or `catalogSchemas`, in order; pointers begin with the element's index.

    `editor_required` is Core 0.25, which wanted `dial:applicationTypeEditorUrl` and did not know the later names.
    """
    last = {id_text(schema): index for index, schema in enumerate(schemas) if isinstance(schema, dict)}
    for index, schema in enumerate(schemas):
        if not isinstance(schema, dict):
            yield TypeProblem((index,), "must be an object", "type")
        elif "$id" not in schema:
            yield TypeProblem((index,), '"$id" is missing', "required")
        elif last[id_text(schema)] == index:
            for mistake in draft7.mistakes(_meta_schema(kind, editor_required=editor_required), schema):
                yield TypeProblem((index, *mistake.pointer), mistake.message, mistake.keyword)


def id_text(schema: Mapping[str, Any]) -> str | None:
    """The `$id` under which Core files a schema, as text (numbers, booleans and null included); None if it has none."""
    if "$id" not in schema:
        return None
    value = schema["$id"]
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    return str(value) if isinstance(value, str | int | Decimal) else ""


def properties_problems(
    kind: Kind, schema: Any, properties: Any, *, others: Mapping[str, Any] | None = None
) -> Iterator[TypeProblem]:
    """All problems of `applicationProperties` or `catalogProperties`; pointers are relative to the properties.

    `others` are the declared schemas by id, which a `$ref` may name. Nothing is said where Core's verdict is unknown: a
    schema that breaks draft-07 itself, one of another dialect, references that lead out of the file.
    """
    if not isinstance(properties, dict) or not isinstance(schema, dict) or not _is_draft7(kind, schema):
        return
    if not draft7.is_schema(schema):
        return
    plain = {name: value for name, value in schema.items() if name != "$schema"}
    knows_dial = _dialect(schema) == META_SCHEMA_IDS[kind].rstrip("#")
    found = list(draft7.mistakes(plain, properties, others=others, knows_dial=knows_dial))
    for mistake in found:
        yield TypeProblem(mistake.pointer, mistake.message, mistake.keyword)
    if kind == "catalog" and not found:
        yield from _missing_locales(schema, properties)


def _missing_locales(schema: Mapping[str, Any], properties: Mapping[str, Any]) -> Iterator[TypeProblem]:
    """A localized field that is a map must have the schema's default locale."""
    locale = schema.get("dial:defaultLocale", _DEFAULT_LOCALE)
    fields = schema.get("properties")
    for name, field in fields.items() if isinstance(fields, dict) else ():
        meta = field.get("dial:meta") if isinstance(field, dict) else None
        is_localized = isinstance(meta, dict) and meta.get("dial:localized") is True
        value = properties.get(name)
        if is_localized and isinstance(value, dict) and locale not in value:
            yield TypeProblem((name,), f'the text for the default locale "{locale}" is missing', "localized")


def _is_draft7(kind: Kind, schema: Mapping[str, Any]) -> bool:
    return _dialect(schema) in (None, draft7.DRAFT7, META_SCHEMA_IDS[kind].rstrip("#"))


def _dialect(schema: Mapping[str, Any]) -> str | None:
    named = schema.get("$schema")
    return named.rstrip("#") if isinstance(named, str) else None


@cache
def _meta_schema(kind: Kind, *, editor_required: bool) -> dict[str, Any]:
    from importlib.resources import files

    text = files(__package__ or "").joinpath("metaschemas", f"{kind}.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    if editor_required and kind == "application":
        schema["definitions"]["root"]["required"].append("dial:applicationTypeEditorUrl")
        schema["definitions"]["later"] = {}
    return schema
