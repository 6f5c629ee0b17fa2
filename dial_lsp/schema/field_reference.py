"""The field reference, docs/fields.md: every object type and field as a Markdown table, written from the schema."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from dial_lsp.schema.fields import Field, ObjectType, resolve, types

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD: Final = """# Fields of aidial.config.json

Written by `dial_lsp/schema/field_reference.py` from `dial_lsp/schema/aidial.config.schema.json`; change that file.

A field is read under each of its spellings and under no other; letter case counts. "Since" is the first version of
DIAL Core that knows the field: an older one refuses the whole file. Empty means that every version from 0.23 on has it.
How Core reads a value of each type is told under [Types](#types).
"""

_COLUMNS: Final = "| Field | Type | Default | Since | Description |\n|---|---|---|---|---|\n"


def field_reference() -> str:
    """The whole page."""
    kinds = [kind for name, kind in types().items() if name != "Deployment"]
    return "\n".join([_HEAD, *(_type(kind) for kind in kinds), _scalars()])


def type_text(field: Field) -> str:
    """The type of a field in words: "text", "list of text", `chat` | `completion`, or an object's name."""
    if field.values:
        return " \\| ".join(f"`{value}`" for value in field.values)
    name = field.type or _written_in_place(field)
    if field.object_type and field.object_type == field.type:
        return f"[{field.type}](#{_anchor(field.type)})"
    if field.object_type:
        return f"{name} of [{field.object_type}](#{_anchor(field.object_type)})"
    return name


def _type(kind: ObjectType) -> str:
    rows = "".join(_row(field) for field in kind.fields.values())
    return f"## {kind.name}\n\n{kind.description}\n\n{_COLUMNS}{rows}"


def _row(field: Field) -> str:
    names = "<br>".join(f"`{name}`" for name in field.accepted)
    since = field.since.short if field.since else ""
    version = f"{since} until {field.until.short}".strip() if field.until else since
    return f"| {names} | {type_text(field)} | {_default(field)} | {version} | {_cell(_notes(field))} |\n"


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


def _written_in_place(field: Field) -> str:
    kind = field.schema.get("type", "any JSON")
    words = {"object": "object", "array": "list", "string": "text", "boolean": "true or false"}
    return words.get(kind, kind) if isinstance(kind, str) else words.get(kind[0], str(kind[0]))


def _scalars() -> str:
    names = sorted({field.type for kind in types().values() for field in kind.fields.values() if field.type})
    rows = "".join(_scalar_rows(names))
    return f"## Types\n\n| Type | What Core makes of a value |\n|---|---|\n{rows}"


def _scalar_rows(names: list[str]) -> Iterator[str]:
    for name in names:
        if name not in types():
            yield f"| {name} | {_cell(resolve({'$ref': f'#/$defs/{name}'})['description'])} |\n"


def _anchor(name: str) -> str:
    return name.lower().replace(".", "")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")
