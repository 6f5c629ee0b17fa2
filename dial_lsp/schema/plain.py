"""The schema for others: as it stands, and as a plain JSON Schema for editors that know no more than that.

The plain one refuses no value that Core accepts. It may accept what Core refuses where JSON Schema has no words for
Core's rule.
"""

from __future__ import annotations

import copy
from typing import Any, Final

from dial_lsp.schema.fields import expanded, source, types

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """The annotated schema, with our own `x-dial` keywords. A copy: do with it what you like."""
    return copy.deepcopy(source())


def plain_schema() -> dict[str, Any]:
    """The schema of the newest Core without keywords of ours, ready for a schema catalogue."""
    full = expanded()
    definitions = {name: _plain(definition) for name, definition in full["$defs"].items() if name not in _OLD}
    whole = {key: value for key, value in full.items() if key not in ("$defs", "$comment")}
    return {**whole, "$schema": _DIALECT, "$defs": definitions}


_OLD: Final = ("Addon", "Assistant", "Assistants", "Deployment")


def _plain(part: dict[str, Any]) -> dict[str, Any]:
    """One schema without our keywords; an enumeration keeps its values as a proposal."""
    extra = part.get("x-dial", {})
    made = {key: _below(value) for key, value in part.items() if not key.startswith("x-") and key != "properties"}
    if "values" in extra:
        proposed = [{"enum": extra["values"]}, {"type": made.pop("type")}]
        made["anyOf"] = proposed
    if extra.get("keyNames"):
        made["propertyNames"] = {"anyOf": [{"enum": extra["keyNames"]}, {"type": "string"}]}
    if extra.get("nullElement") == "call-fails":
        made["items"] = {"anyOf": [made["items"], {"type": "null"}]}
    if "anyOf" in part:
        made["anyOf"] = [_plain(choice) for choice in part["anyOf"] if not choice.get("x-dial", {}).get("until")]
    if "properties" in part:
        _add_members(made, part["x-type"])
    return made


def _add_members(made: dict[str, Any], type_name: str) -> None:
    kind = types()[type_name]
    members: dict[str, Any] = {}
    for field in kind.fields.values():
        if field.until is not None:
            continue
        for spelling in field.accepted:
            one = _plain(dict(field.schema))
            one.pop("minimum", None)
            if one.get("default", "") is None:
                del one["default"]
            if spelling != field.name:
                one["description"] = f"Another spelling of {field.name}. {field.description}"
            members[spelling] = _nullable(one) if field.null != "file-rejected" else one
    made["properties"] = members
    made["allOf"] = [
        {"anyOf": [{"required": [spelling]} for spelling in kind.fields[name].accepted]} for name in kind.required
    ]
    for empty in ("required", *(() if kind.required else ("allOf",))):
        made.pop(empty, None)


def _nullable(member: dict[str, Any]) -> dict[str, Any]:
    """Objects and lists may be null wherever Core does not refuse that."""
    told: dict[str, Any] = {key: member.pop(key) for key in ("description", "default", "deprecated") if key in member}
    return {"anyOf": [member, {"type": "null"}], **told} if "$ref" in member else {**member, **told}


def _below(value: Any) -> Any:
    return _plain(value) if isinstance(value, dict) and "default" not in value else copy.deepcopy(value)
