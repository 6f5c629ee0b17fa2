"""The field reference, docs/fields.md: every object type and field as a Markdown table, written from the schema."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from dial_lsp.schema.fields import REFERENCE, Field, ObjectType, resolve, types
from dial_lsp.schema.type_words import type_words

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEAD: Final = """# Fields of aidial.config.json

Written by `dial_lsp/schema/field_reference.py` from `dial_lsp/schema/aidial.config.schema.json`; change that file.

A field is read under each of its spellings and under no other; letter case counts. "Since" is the first version of
DIAL Core that knows the field: an older one refuses the whole file. Empty means that every version from 0.23 on has it.
How Core reads a value of each type stands under [Types](#types); a value of an enumeration matches in any letter case.
"""

_COLUMNS: Final = "| Field | Type | Default | Since | Description |\n|---|---|---|---|---|\n"


def field_reference() -> str:
    """The whole page."""
    kinds = [kind for name, kind in types().items() if name != "Deployment"]
    return "\n".join([_HEAD, *(_type(kind) for kind in kinds), _scalars()])


def _type(kind: ObjectType) -> str:
    rows = "".join(_row(field) for field in kind.fields.values())
    return f"## {kind.name}\n\n{kind.description}\n\n{_COLUMNS}{rows}"


def _row(field: Field) -> str:
    names = "<br>".join(f"`{name}`" for name in field.accepted)
    since = field.since.short if field.since else ""
    version = f"{since} until {field.until.short}".strip() if field.until else since
    return f"| {names} | {_type_of(field)} | {_default(field)} | {version} | {_cell(_notes(field))} |\n"


def _notes(field: Field) -> str:
    parts = [field.description]
    if field.required:
        parts.append(f"Required: {field.required}")
    later: dict[str, list[str]] = {}
    for spelling, since in field.spellings_since.items():
        later.setdefault(since.short, []).append(f"`{spelling}`")
    parts.extend(f"{', '.join(names)} since {since}." for since, names in later.items())
    if field.secret:
        parts.append("Secret.")
    return " ".join(parts)


def _default(field: Field) -> str:
    value: Any = field.default
    if value is None:
        return ""
    return _cell(value) if isinstance(value, str) else f"`{json.dumps(value)}`"


def _type_of(field: Field) -> str:
    words = type_words(field)
    if field.values:
        coded = " | ".join(f"`{value}`" for value in field.values)
        return (words.removesuffix(" | ".join(field.values)) + coded).replace("|", "\\|")
    if field.object_type:
        return words.removesuffix(field.object_type) + f"[{field.object_type}](#{_anchor(field.object_type)})"
    return words


def _scalars() -> str:
    names = sorted({field.type for kind in types().values() for field in kind.fields.values()} - {"", *types()})
    definitions = [resolve({"$ref": f"{REFERENCE}{name}"}) for name in names]
    told = sorted({(part["title"], part["description"]) for part in definitions if _explained(part)})
    rows = "".join(f"| {title} | {_cell(text)} |\n" for title, text in told)
    return f"## Types\n\n| Type | What Core makes of a value |\n|---|---|\n{rows}"


def _explained(definition: Mapping[str, Any]) -> bool:
    """Enumerations and containers of objects explain themselves where they are used."""
    return definition.get("title", "list") not in ("list", "map", "set", "name")


def _anchor(name: str) -> str:
    return name.lower().replace(".", "")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")
