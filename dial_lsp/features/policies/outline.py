"""The outline of a policy file: its groups and its policies, in the order of the text."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from dial_lsp.features.document_symbols import Symbol
from dial_lsp.text import Span
from dial_lsp.toml.places import spots
from dial_lsp.toml.values import loads

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dial_lsp.toml.places import Spot, TomlPath


def outline(text: str) -> tuple[Symbol, ...]:
    """The symbols of a text; none while it is no TOML."""
    try:
        values, known = loads(text), spots(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return ()
    groups = values.get("groups")
    found = [_group(str(name), known["groups", name]) for name in (groups if isinstance(groups, dict) else ())]
    policies = values.get("policy")
    for number, value in enumerate(policies if isinstance(policies, list) else ()):
        if isinstance(value, dict) and ("policy", number) in known:
            found.append(_policy(value, ("policy", number), known))
    return tuple(sorted(found, key=lambda each: each.span))


def _group(name: str, spot: Spot) -> Symbol:
    return Symbol(name or '""', "group", Span(spot.key.start, spot.value.end), spot.key)


def _policy(value: Mapping[str, Any], path: TomlPath, known: Mapping[TomlPath, Spot]) -> Symbol:
    use, name = (str(value.get(member) or "") for member in ("use", "name"))
    named = known.get((*path, "name" if name else "use"))
    whole = known[path].value
    return Symbol(name or use or "policy", "policy", whole, named.value if named else whole, use if name else "")
