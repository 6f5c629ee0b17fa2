"""The full shape check: jsonschema, taught Core's reading of names, nulls, alternatives and scalars.

Only this module imports jsonschema; it is loaded when the gate has found that there is something to say. Its keywords
walk the schema and yield one error for each mistake, at the innermost place; what the error says is decided by
`remarks` and `members`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from dial_lsp.schema.choice import choose, nothing_allowed
from dial_lsp.schema.fields import Field, Pointer, expanded, resolve, types
from dial_lsp.schema.members import of_members, of_name
from dial_lsp.schema.remarks import REFUSES, Remark, fits, of_kind, of_member, of_null, of_scalar
from dial_lsp.schema.versions import Version

Errors = Iterator["ShapeError"]
Schema = Mapping[str, Any]


class ShapeError(ValidationError):
    """A remark on its way up to the place where the check began."""

    def __init__(self, remark: Remark, instance: Any, path: Pointer = ()) -> None:
        super().__init__(remark.message, path=path, instance=instance)
        self.remark = remark
        self.secret = False


def errors(schema: Schema, value: Any, version: Version, locale: str | None) -> Iterator[tuple[Pointer, ShapeError]]:
    """Everything to say about a value of a schema, in the order of the file, with pointers relative to the value."""
    root = {**schema, "$defs": expanded()["$defs"]}
    for error in _validator(version, locale)(root).iter_errors(value):
        if not isinstance(error, ShapeError):
            raise TypeError(f"the keyword {error.validator} is not one of Core's")
        yield tuple(error.absolute_path), error


def member_errors(validator: Any, field: Field, value: Any, version: Version) -> Errors:
    """Everything about a value that stands in a field."""
    definition = resolve(field.schema)
    if field.ignored:
        return
    if value is None:
        remark = of_null(field, version)
    elif "coercion" in definition.get("x-dial", {}):
        remark = of_member(field, value)
    else:
        for error in validator.descend(value, field.schema):
            error.secret = error.secret or field.secret
            yield error
        return
    if remark is not None:
        error = ShapeError(remark, value)
        error.secret = field.secret
        yield error


@lru_cache(maxsize=16)
def _validator(version: Version, locale: str | None) -> Any:
    """A validator class for one version and default locale: its keywords know both."""

    def object_members(validator: Any, name: str, value: Any, _: Schema) -> Errors:
        if not isinstance(value, dict):
            return
        kind = types()[name]
        for member, inner in value.items():
            remark = of_name(kind, member, version)
            if remark is not None:
                yield ShapeError(remark, inner, (member,))
            if member in kind.spellings and (remark is None or remark.code == "ignored-field"):
                for error in member_errors(validator, kind.spellings[member], inner, version):
                    error.path.appendleft(member)
                    yield error
        for path, remark in of_members(kind, value, version, locale):
            yield ShapeError(remark, value, path)

    def map_members(validator: Any, inner: Any, value: Any, _: Schema) -> Errors:
        if not isinstance(value, dict) or not isinstance(inner, dict):
            return
        for name, member in value.items():
            if member is None:
                if not nothing_allowed(inner, version):
                    yield ShapeError(NULL_ENTRY, None, (name,))
                continue
            yield from validator.descend(member, inner, path=name)

    def elements(validator: Any, inner: Schema, value: Any, schema: Schema) -> Errors:
        if not isinstance(value, list):
            return
        for index, element in enumerate(value):
            if element is None:
                yield ShapeError(null_element(schema, version), None, (index,))
                continue
            yield from validator.descend(element, inner, path=index)

    def alternatives(validator: Any, _: Sequence[Schema], value: Any, schema: Schema) -> Errors:
        chosen = choose(schema, value, version)
        if isinstance(chosen, Remark):
            yield ShapeError(chosen, value)
        else:
            yield from validator.descend(value, chosen)

    keywords = {**{name: _nothing for name in Draft202012Validator.VALIDATORS}, **_KEYWORDS}
    own = {"x-type": object_members, "additionalProperties": map_members, "items": elements, "anyOf": alternatives}
    return extend(Draft202012Validator, {**keywords, "$ref": Draft202012Validator.VALIDATORS["$ref"], **own})


def null_element(schema: Schema, version: Version) -> Remark:
    """What a null in a list means: the impact is written at the list's type."""
    extra = schema.get("x-dial", {})
    impact = extra.get("nullElement", "advice")
    since = extra.get("nullElementSince")
    if since is not None and version < Version.parse(since):
        impact = "call-fails"
    effect = {
        "file-rejected": f"null is no element of this list; {REFUSES}.",
        "call-fails": "null stays in the list, and requests that come here fail.",
    }.get(impact, "null stays in the list as an element.")
    return Remark("null-element", effect, impact, help="Delete it.", part="member")


NULL_ENTRY: Final = Remark(
    "null-entry", f"null is no value for an entry; {REFUSES}.", help="Write an object, or delete the entry."
)


def _types(_: Any, __: Any, value: Any, schema: Schema) -> Errors:
    if "coercion" not in schema.get("x-dial", {}) and "anyOf" not in schema and not fits(schema["type"], value):
        yield ShapeError(of_kind(schema, value), value)


def _scalar(_: Any, extra: Schema, value: Any, __: Schema) -> Errors:
    remark = of_scalar(extra, value) if "coercion" in extra else None
    if remark is not None:
        yield ShapeError(remark, value)


def _nothing(_: Any, __: Any, ___: Any, ____: Schema) -> Errors:
    yield from ()


_KEYWORDS: Final = {"type": _types, "x-dial": _scalar}
