"""Which alternative of an `anyOf` a value is meant for: the first that exists in this version and has its JSON type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dial_lsp.schema.fields import resolve
from dial_lsp.schema.remarks import Remark, fits, kinds, wrong_kind
from dial_lsp.schema.scalars import of_scalar
from dial_lsp.schema.versions import Version

if TYPE_CHECKING:
    from collections.abc import Mapping


def choose(schema: Mapping[str, Any], value: Any, version: Version) -> Mapping[str, Any] | Remark:
    """The alternative to read the value with, or what is wrong with a value that no alternative takes."""
    allowed: list[str] = []
    alternative: Mapping[str, Any]
    too_new: Version | None = None
    for alternative in schema["anyOf"]:
        extra = alternative.get("x-dial", {})
        types = _types(alternative)
        since, until = extra.get("since"), extra.get("until")
        if since is not None and Version.parse(since) > version:
            too_new = Version.parse(since) if fits(types, value) else too_new
        elif until is None or Version.parse(until) > version:
            if fits(types, value):
                return alternative
            allowed.extend(name for name in types if name not in allowed)
    if too_new is not None:
        kind = "An object" if kinds(value) == ("object",) else "Such a value"
        text = f"{kind} here needs {too_new.onwards}; Core {version} refuses the whole file."
        return Remark("other-version/newer-field", text)
    if "refusal" in schema.get("x-dial", {}):
        return of_scalar({"coercion": schema["x-dial"]["refusal"]}, value, version) or wrong_kind(allowed, value)
    return wrong_kind(allowed, value)


def nothing_allowed(schema: Mapping[str, Any], version: Version) -> bool:
    """Whether null may stand for a value of this schema."""
    definition = resolve(schema)
    if "anyOf" in definition:
        return not isinstance(choose(definition, None, version), Remark)
    return fits(definition.get("type", ("null",)), None)


def _types(schema: Mapping[str, Any]) -> tuple[str, ...]:
    types = resolve(schema).get("type", ())
    return (types,) if isinstance(types, str) else tuple(types)
