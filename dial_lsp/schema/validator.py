"""The full shape check: what the keywords of the schema say, with Core's reading of names, nulls and alternatives.

It runs when the gate has found that there is something to say. It goes through the schema as jsonschema does, whose
import alone would take longer than most checks, and yields one error for each mistake, at the innermost place; what an
error says is decided by `remarks`, `scalars`, `field_values` and `members`. Keywords that are not here say nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dial_lsp.records import dataclass
from dial_lsp.schema.choice import choose, nothing_allowed
from dial_lsp.schema.field_values import of_member, of_null
from dial_lsp.schema.fields import resolve, types
from dial_lsp.schema.members import of_members, of_name
from dial_lsp.schema.remarks import NULL_ENTRY, Remark, fits, null_element, of_kind
from dial_lsp.schema.scalars import of_scalar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dial_lsp.schema.fields import Field, Pointer
    from dial_lsp.schema.versions import Version

    Errors = Iterator["ShapeError"]
    Schema = Mapping[str, Any]
    Keyword = Callable[["Walk", Any, Any, Schema], Errors]


@dataclass(frozen=True, slots=True)
class ShapeError:
    """A remark about the value at a place, relative to the value the check began with."""

    remark: Remark
    instance: Any
    pointer: Pointer = ()
    secret: bool = False

    def within(self, pointer: Pointer, *, secret: bool = False) -> ShapeError:
        """The same as seen from a value further out, which is perhaps secret."""
        return ShapeError(self.remark, self.instance, (*pointer, *self.pointer), self.secret or secret)


def errors(schema: Schema, value: Any, version: Version, locale: str | None) -> Errors:
    """Everything to say about a value of a schema, in the order of the file."""
    return Walk(version, locale).errors(schema, value)


@dataclass(frozen=True, slots=True)
class Walk:
    """What the keywords know besides the schema."""

    version: Version
    locale: str | None

    def errors(self, schema: Schema, value: Any, pointer: Pointer = ()) -> Errors:
        """Everything to say about a value of a schema that stands at a place."""
        for name, said in schema.items():
            keyword = KEYWORDS.get(name)
            for error in keyword(self, said, value, schema) if keyword else ():
                yield error.within(pointer) if pointer else error

    def field_errors(self, field: Field, value: Any) -> Errors:
        """Everything to say about a value that stands in a field."""
        if field.ignored:
            return
        if value is None:
            remark = of_null(field, self.version)
        elif "coercion" in resolve(field.schema).get("x-dial", {}):
            remark = of_member(field, value)
        else:
            remark = None
            for error in self.errors(field.schema, value):
                yield error.within((), secret=field.secret)
        if remark is not None:
            yield ShapeError(remark, value, secret=field.secret)


def _object(walk: Walk, name: str, value: Any, _: Schema) -> Errors:
    if not isinstance(value, dict):
        return
    kind = types()[name]
    for member, inner in () if kind.judged_elsewhere else value.items():
        remark = of_name(kind, member, inner, walk.version)
        if remark is not None:
            yield ShapeError(remark, inner, (member,))
        elif member in kind.spellings:
            for error in walk.field_errors(kind.spellings[member], inner):
                yield error.within((member,))
    for pointer, remark in of_members(kind, value, walk.version, walk.locale):
        yield ShapeError(remark, value, pointer)


def _map(walk: Walk, inner: Any, value: Any, _: Schema) -> Errors:
    if not isinstance(value, dict) or not isinstance(inner, dict):
        return
    for name, member in value.items():
        if member is not None:
            yield from walk.errors(inner, member, (name,))
        elif not nothing_allowed(inner, walk.version):
            yield ShapeError(NULL_ENTRY, None, (name,))


def _list(walk: Walk, inner: Schema, value: Any, schema: Schema) -> Errors:
    for index, element in enumerate(value if isinstance(value, list) else ()):
        if element is None:
            yield ShapeError(null_element(schema, walk.version), None, (index,))
        else:
            yield from walk.errors(inner, element, (index,))


def _alternatives(walk: Walk, _: Any, value: Any, schema: Schema) -> Errors:
    chosen = choose(schema, value, walk.version)
    if isinstance(chosen, Remark):
        yield ShapeError(chosen, value)
    else:
        yield from walk.errors(chosen, value)


def _reference(walk: Walk, _: str, value: Any, schema: Schema) -> Errors:
    yield from walk.errors(resolve(schema), value)


def _type(_: Walk, types_: Any, value: Any, schema: Schema) -> Errors:
    if "coercion" not in schema.get("x-dial", {}) and not fits(types_, value):
        yield ShapeError(of_kind(schema, value), value)


def _scalar(_: Walk, extra: Schema, value: Any, __: Schema) -> Errors:
    remark = of_scalar(extra, value) if "coercion" in extra else None
    if remark is not None:
        yield ShapeError(remark, value)


KEYWORDS: Mapping[str, Keyword] = {
    "$ref": _reference,
    "type": _type,
    "x-dial": _scalar,
    "x-type": _object,
    "additionalProperties": _map,
    "items": _list,
    "anyOf": _alternatives,
}
