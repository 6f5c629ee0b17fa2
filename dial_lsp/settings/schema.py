"""The JSON Schema of the settings file, by which editors complete and check it; made from the settings themselves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dial_lsp.settings.checking import HOST, VERSION
from dial_lsp.settings.choices import ABOUT, OFF, SEVERITIES, Settings, field_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dial_lsp.settings.choices import About, Kind

FILE: Final = Path(__file__).with_name("dial-lint.schema.json")
"""The schema as it is shipped, with all rules of this version."""

_TEXT = {"type": "string"}
_VALUES: Mapping[Kind, Mapping[str, Any]] = {
    "flag": {"type": "boolean"},
    "text": _TEXT,
    "version": {"type": "string", "pattern": f"^(?:{VERSION})$"},
    "texts": {"type": "array", "items": _TEXT},
    "hosts": {"type": "array", "items": {"type": "string", "pattern": f"^(?:{HOST})$"}},
    "names": {"type": "array", "items": _TEXT},
    "patterns": {"type": "array", "items": {"type": "string", "format": "regex", "minLength": 1}},
    "ignores": {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["rule"],
            "additionalProperties": False,
            "properties": {
                "rule": {"type": "string", "description": "The rule whose findings are hidden."},
                "path": {
                    "type": "string",
                    "description": "The file, from the folder of the settings file on; * stands for any text.",
                },
                "pointer": {
                    "type": "string",
                    "description": "JSON Pointer: the place and all inside it; with a key from the API key on.",
                },
                "key": {
                    "type": ["integer", "string"],
                    "description": "An API key by its position, counted from 1, or by its project.",
                },
                "reason": {"type": "string", "description": "Why the findings are hidden, for the next reader."},
            },
        },
    },
}


def settings_schema(rules: Mapping[str, str], earlier: Mapping[str, str]) -> dict[str, Any]:
    """The schema as a JSON value; ``rules`` has a sentence for every name of a rule, ``earlier`` for former ones."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Settings of dial-lint",
        "description": "dial-lint.toml, or the table [tool.dial-lint] of pyproject.toml",
        "type": "object",
        "additionalProperties": False,
        "properties": {name: _property(name, about, rules, earlier) for name, about in ABOUT.items()},
    }


def _property(name: str, about: About, rules: Mapping[str, str], earlier: Mapping[str, str]) -> dict[str, Any]:
    value = dict(_rules(rules, earlier) if about.kind == "rules" else _VALUES[about.kind])
    default = getattr(Settings(), field_name(name))
    if isinstance(default, tuple):
        default = list(default) if about.kind != "rules" else {}
    return {"description": " ".join(about.comment), **value, **({} if default is None else {"default": default})}


def _rules(rules: Mapping[str, str], earlier: Mapping[str, str]) -> dict[str, Any]:
    known = {name: {"enum": [*SEVERITIES, OFF], "description": told} for name, told in rules.items()}
    was = {
        name: {"enum": [*SEVERITIES, OFF], "deprecated": True, "description": told} for name, told in earlier.items()
    }
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {**known, **was},
    }
