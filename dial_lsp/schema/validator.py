"""The full shape check: a walk over the schema with Core's reading of names, nulls, alternatives and scalars.

It is loaded when the gate has found that there is something to say. Its keywords yield one error for each mistake, at
the innermost place; what an error says is decided by `remarks`, `scalars`, `field_values` and `members`. All that a
library for JSON Schema knows of these keywords is another meaning than Core's, so none is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

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


class ShapeError(NamedTuple):
    """A remark on its way up to the place where the check began; ``pointer`` is relative to the value looked at."""

    remark: Remark
    instance: Any
    pointer: Pointer = ()
    secret: bool = False

    def inside(self, step: str | int) -> ShapeError:
        """The same, seen from the object or list of which that is a member or an element."""
        return self._replace(pointer=(step, *self.pointer))


class _Target(NamedTuple):
    """What the keywords know besides the schema."""

    version: Version
    locale: str | None


def errors(schema: Schema, value: Any, version: Version, locale: str | None) -> Errors:
    """Everything to say about a value of a schema, in the order of the file."""
    return _errors(_Target(version, locale), schema, value)


def _errors(target: _Target, schema: Schema, value: Any) -> Errors:
    for keyword, wanted in schema.items():
        check = _KEYWORDS.get(keyword)
        if check is not None:
            yield from check(target, wanted, value, schema)


def _of_field(target: _Target, field: Field, value: Any) -> Errors:
    """Everything to say about a value that stands in a field."""
    if field.ignored:
        return
    if value is None:
        remark = of_null(field, target.version)
    elif "coercion" in resolve(field.schema).get("x-dial", {}):
        remark = of_member(field, value, target.version)
    else:
        remark = None
        for error in _errors(target, field.schema, value):
            yield error._replace(secret=error.secret or field.secret)
    if remark is not None:
        yield ShapeError(remark, value, secret=field.secret)


def _object(target: _Target, name: str, value: Any, _: Schema) -> Errors:
    if not isinstance(value, dict):
        return
    kind = types()[name]
    for member, inner in () if kind.judged_elsewhere else value.items():
        remark = of_name(kind, member, inner, target.version)
        if remark is not None:
            yield ShapeError(remark, inner, (member,))
        elif member in kind.spellings:
            for error in _of_field(target, kind.spellings[member], inner):
                yield error.inside(member)
    for path, remark in of_members(kind, value, target.version, target.locale):
        yield ShapeError(remark, value, path)


def _map(target: _Target, inner: Any, value: Any, _: Schema) -> Errors:
    if not isinstance(value, dict) or not isinstance(inner, dict):
        return
    for name, member in value.items():
        if member is not None:
            for error in _errors(target, inner, member):
                yield error.inside(name)
        elif not nothing_allowed(inner, target.version):
            yield ShapeError(NULL_ENTRY, None, (name,))


def _list(target: _Target, inner: Schema, value: Any, schema: Schema) -> Errors:
    for index, element in enumerate(value if isinstance(value, list) else ()):
        if element is None:
            yield ShapeError(null_element(schema, target.version), None, (index,))
        else:
            for error in _errors(target, inner, element):
                yield error.inside(index)


def _alternatives(target: _Target, _: Any, value: Any, schema: Schema) -> Errors:
    chosen = choose(schema, value, target.version)
    if isinstance(chosen, Remark):
        yield ShapeError(chosen, value)
    else:
        yield from _errors(target, chosen, value)


def _reference(target: _Target, _: str, value: Any, schema: Schema) -> Errors:
    yield from _errors(target, resolve(schema), value)


def _type(_: _Target, types_: Any, value: Any, schema: Schema) -> Errors:
    if "coercion" not in schema.get("x-dial", {}) and not fits(types_, value):
        yield ShapeError(of_kind(schema, value), value)


def _scalar(target: _Target, extra: Schema, value: Any, _: Schema) -> Errors:
    remark = of_scalar(extra, value, target.version) if "coercion" in extra else None
    if remark is not None:
        yield ShapeError(remark, value)


_KEYWORDS: Final[Mapping[str, Callable[[_Target, Any, Any, Schema], Errors]]] = {
    "$ref": _reference,
    "type": _type,
    "x-dial": _scalar,
    "x-type": _object,
    "additionalProperties": _map,
    "items": _list,
    "anyOf": _alternatives,
}
