"""What a field means: its type, default, values, versions and what it names."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dial_lsp.features.hover.markup import Bullets, Code, Paragraph, Strong, Topic, listed
from dial_lsp.schema.fields import field_at
from dial_lsp.schema.type_words import type_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.features.hover.markup import Words
    from dial_lsp.schema.fields import Field
    from dial_lsp.schema.versions import Version
    from dial_lsp.syntax.tree import Pointer

_NAMES = {
    "role": "Names roles.",
    "deployment": "Names deployments: models, applications, toolsets or interceptors.",
    "interceptor": "Names interceptors.",
    "translator": "Names a translator.",
    "application-schema": "Names a schema of applicationTypeSchemas by its $id.",
    "catalog-schema": "Names a schema of catalogSchemas by its $id.",
    "limit-target": "Its members are named like deployments and routes.",
    "interface-type": "Its members are interfaces.",
    "resource-type": "Its members are types of resources.",
    "operation": "Its members are operations.",
}
_IMPACTS = {
    "file-rejected": "Core refuses a file with null here.",
    "entry-dropped": "Core drops an entry with null here.",
    "call-fails": "With null here calls fail.",
}


def field_topic(section: str, pointer: Pointer, version: Version) -> Topic | None:
    """What the field means that holds the place; ``()`` is the section itself. None for members Core does not know."""
    field = field_at(section, pointer)
    if field is None:
        return None
    spelling = next((step for step in reversed(pointer) if step in field.accepted), None)
    name = str(spelling) if spelling else section if not pointer else field.name
    head = Paragraph((Strong(name), f": {type_words(field)}"))
    facts = tuple(_facts(field, name, version))
    return Topic((head, Paragraph((field.description,)), *((Bullets(facts),) if facts else ())))


def _facts(field: Field, name: str, version: Version) -> Iterator[Words]:
    if field.default is not None:
        is_words = isinstance(field.default, str) and "default" not in field.schema
        yield ("Default: ", field.default if is_words else Code(_shown(field.default)))
    if field.required:
        yield (f"Required: {field.required}",)
    if field.key_names:
        yield ("Members: ", *listed(field.key_names))
    for refers in filter(None, (field.refers, field.keys_refer)):
        if refers in _NAMES:
            yield (_NAMES[refers],)
    yield from _versions(field, name, version)
    others = [spelling for spelling in field.accepted if spelling != name]
    if others:
        yield ("Also read as ", *listed(others))
    yield from _effects(field, version)


def _effects(field: Field, version: Version) -> Iterator[Words]:
    if field.null in _IMPACTS and (field.null_since is None or version >= field.null_since):
        yield (_IMPACTS[field.null or ""],)
    if field.secret:
        yield ("A secret: never shown, and better not kept in the file.",)
    if field.ignored:
        yield ("Core accepts it and drops its value.",)


def _versions(field: Field, name: str, version: Version) -> Iterator[Words]:
    since = field.introduced(name)
    if since is not None:
        missing = f"; Core {version.short}, which the settings name, refuses it" if version < since else ""
        yield (f"{since.arrival[0].upper()}{since.arrival[1:]}{missing}",)
    if field.until is not None:
        yield (f"Gone since Core {field.until.short}",)


def _shown(default: object) -> str:
    return default if isinstance(default, str) else json.dumps(default, default=str)
