"""A value that stands directly in a field: an explicit null, or a scalar judged together with the field's default."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dial_lsp.schema.coercion import to_int
from dial_lsp.schema.fields import Field, resolve
from dial_lsp.schema.remarks import REFUSES, SHOWN, Remark
from dial_lsp.schema.scalars import of_scalar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dial_lsp.schema.versions import Version


def of_null(field: Field, version: Version) -> Remark | None:
    """An explicit null in a field; None where it means the same as leaving the member out."""
    if field.null is None:
        return None
    definition = resolve(field.schema)
    if "coercion" in definition.get("x-dial", {}) and not field.values:
        return _empty(field, definition["x-dial"], None)
    early = field.null_since is not None and version < field.null_since
    impact = "call-fails" if early else field.null
    collection = "properties" not in definition and ("items" in definition or "additionalProperties" in definition)
    effect = {
        "file-rejected": f"null is not allowed here; {REFUSES}.",
        "entry-dropped": "null is not allowed here; Core drops the whole entry.",
        "call-fails": "null replaces the empty default, and requests that need it fail.",
    }.get(impact, "null replaces the empty default.")
    code = "null-value/collection" if collection else "missing-required"
    return Remark(code, effect, impact, help="Leave the member out for the default.", part="member")


def of_member(field: Field, value: Any, version: Version) -> Remark | None:
    """A value other than null in a field with a scalar type."""
    extra = resolve(field.schema)["x-dial"]
    remark = of_scalar(extra, value, version)
    if remark is not None and remark.code == "null-value/number":
        return _empty(field, extra, value)
    if remark is not None and remark.impact == "file-rejected":
        return remark
    return _below_minimum(field, value) or remark


def _below_minimum(field: Field, value: Any) -> Remark | None:
    lowest = field.schema.get("minimum")
    if lowest is None or (to_int(value) or 0) >= lowest:
        return None
    return Remark("unreadable-value/range", f"{SHOWN} is below {lowest}; {REFUSES}.", suggestions=(str(lowest),))


def _empty(field: Field, extra: Mapping[str, Any], value: Any) -> Remark:
    """Null or "" where a number or boolean is read: it is not the default."""
    optional = extra.get("optional", False) or extra["coercion"] in ("decimal", "text")
    read = "nothing" if optional else "false" if extra["coercion"] == "boolean" else "0"
    subject = "null" if value is None else SHOWN
    impact = field.null or "no-effect"
    if impact == "no-effect":
        text = f"Core reads {subject} as {read}."
    else:
        default = "" if field.default in (None, "") else f" ({_words(field.default)})"
        text = f"Core reads {subject} as {read}, not as the default{default}."
    return Remark("null-value/number", text, impact, help="Leave the member out for the default.", part="member")


def _words(default: Any) -> str:
    return str(default).lower() if isinstance(default, bool) else str(default)
