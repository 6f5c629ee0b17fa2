"""The full shape check: jsonschema, taught Core's reading of names, nulls, alternatives and scalars.

Only this module imports jsonschema; it is loaded when the gate has found that there is something to say. Its keywords
walk the schema and yield one error for each mistake, at the innermost place; what an error says is decided by
`remarks`, `scalars`, `field_values` and `members`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from dial_lsp.schema.choice import choose, nothing_allowed
from dial_lsp.schema.field_values import of_member, of_null
from dial_lsp.schema.fields import Field, Pointer, resolve, types
from dial_lsp.schema.members import of_members, of_name
from dial_lsp.schema.remarks import NULL_ENTRY, Remark, fits, null_element, of_kind
from dial_lsp.schema.scalars import of_scalar

if TYPE_CHECKING:
    from dial_lsp.schema.versions import Version

Errors = Iterator["ShapeError"]
Schema = Mapping[str, Any]


class ShapeError(ValidationError):
    """A remark on its way up to the place where the check began."""

    def __init__(self, remark: Remark, instance: Any, path: Pointer = (), *, secret: bool = False) -> None:
        super().__init__(remark.code, path=path, instance=instance)
        self.remark = remark
        self.secret = secret

    @property
    def pointer(self) -> Pointer:
        """The place, relative to the value the check began with."""
        return tuple(self.absolute_path)


def errors(schema: Schema, value: Any, version: Version, locale: str | None) -> Errors:
    """Everything to say about a value of a schema, in the order of the file."""
    for error in _validator(version, locale)(schema).iter_errors(value):
        if not isinstance(error, ShapeError):
            raise TypeError(f"the keyword {error.validator} has no meaning for Core")
        yield error


def field_errors(validator: Any, field: Field, value: Any, version: Version) -> Errors:
    """Everything to say about a value that stands in a field."""
    if field.ignored:
        return
    if value is None:
        remark = of_null(field, version)
    elif "coercion" in resolve(field.schema).get("x-dial", {}):
        remark = of_member(field, value, version)
    else:
        remark = None
        for error in validator.descend(value, field.schema):
            error.secret = error.secret or field.secret
            yield error
    if remark is not None:
        yield ShapeError(remark, value, secret=field.secret)


class _Target(NamedTuple):
    """What the keywords know besides the schema."""

    version: Version
    locale: str | None


@lru_cache(maxsize=16)
def _validator(version: Version, locale: str | None) -> Any:
    target = _Target(version, locale)
    keywords = {
        **dict.fromkeys(Draft202012Validator.VALIDATORS, _nothing),
        "$ref": _reference,
        "type": _type,
        "x-dial": partial(_scalar, target),
        "x-type": partial(_object, target),
        "additionalProperties": partial(_map, target),
        "items": partial(_list, target),
        "anyOf": partial(_alternatives, target),
    }
    return extend(Draft202012Validator, keywords)  # type: ignore[no-untyped-call]


def _object(target: _Target, validator: Any, name: str, value: Any, _: Schema) -> Errors:
    if not isinstance(value, dict):
        return
    kind = types()[name]
    for member, inner in () if kind.judged_elsewhere else value.items():
        remark = of_name(kind, member, inner, target.version)
        if remark is not None:
            yield ShapeError(remark, inner, (member,))
        elif member in kind.spellings:
            for error in field_errors(validator, kind.spellings[member], inner, target.version):
                error.path.appendleft(member)
                yield error
    for path, remark in of_members(kind, value, target.version, target.locale):
        yield ShapeError(remark, value, path)


def _map(target: _Target, validator: Any, inner: Any, value: Any, _: Schema) -> Errors:
    if not isinstance(value, dict) or not isinstance(inner, dict):
        return
    for name, member in value.items():
        if member is not None:
            yield from validator.descend(member, inner, path=name)
        elif not nothing_allowed(inner, target.version):
            yield ShapeError(NULL_ENTRY, None, (name,))


def _list(target: _Target, validator: Any, inner: Schema, value: Any, schema: Schema) -> Errors:
    for index, element in enumerate(value if isinstance(value, list) else ()):
        if element is None:
            yield ShapeError(null_element(schema, target.version), None, (index,))
        else:
            yield from validator.descend(element, inner, path=index)


def _alternatives(target: _Target, validator: Any, _: Any, value: Any, schema: Schema) -> Errors:
    chosen = choose(schema, value, target.version)
    if isinstance(chosen, Remark):
        yield ShapeError(chosen, value)
    else:
        yield from validator.descend(value, chosen)


def _reference(validator: Any, _: str, value: Any, schema: Schema) -> Errors:
    yield from validator.descend(value, resolve(schema))


def _type(_: Any, types_: Any, value: Any, schema: Schema) -> Errors:
    if "coercion" not in schema.get("x-dial", {}) and not fits(types_, value):
        yield ShapeError(of_kind(schema, value), value)


def _scalar(target: _Target, _: Any, extra: Schema, value: Any, __: Schema) -> Errors:
    remark = of_scalar(extra, value, target.version) if "coercion" in extra else None
    if remark is not None:
        yield ShapeError(remark, value)


def _nothing(_: Any, __: Any, ___: Any, ____: Schema) -> Errors:
    yield from ()
