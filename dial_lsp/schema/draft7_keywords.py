"""The keywords of JSON Schema draft-07 as they are needed here, over those of jsonschema.

Patterns are Java's and run as automata, never by `re`; numbers may be Decimal; and messages name no values, because a
value may be a secret.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dial_lsp.javaregex.automaton import runs
from dial_lsp.schema import json_formats

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema.exceptions import ValidationError

_LONGEST_SHOWN = 120


def keywords(*, knows_dial: bool) -> dict[str, Any]:
    """All keywords by name; `knows_dial` adds DIAL's own format."""
    from jsonschema import Draft7Validator

    standard = {name: _worded(name, keyword) for name, keyword in Draft7Validator.VALIDATORS.items()}
    own = {
        "$ref": _reference,
        "additionalProperties": _additional,
        "enum": _enum,
        "format": _format_keyword(knows_dial=knows_dial),
        "multipleOf": _multiple,
        "pattern": _pattern,
        "patternProperties": _pattern_properties,
        "propertyNames": _names,
        "required": _required,
        "uniqueItems": _unique,
    }
    return {**standard, **own}


def _error(message: str, *path: str | int) -> ValidationError:
    from jsonschema.exceptions import ValidationError

    return ValidationError(message, path=path)


def _worded(name: str, keyword: Any) -> Any:
    """A keyword of jsonschema whose own messages, which quote values, are replaced."""

    def word(validator: Any, wanted: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
        for error in keyword(validator, wanted, value, schema) or ():
            if not isinstance(error.validator, str):  # It is new: those from deeper inside carry their keyword.
                error.message = _message(name, wanted)
            yield error

    return word


def _message(name: str, wanted: Any) -> str:
    if name == "type":
        return f"must be {_words_for_types(wanted)}"
    text = _MESSAGES.get(name, "does not fit the schema ({name})")
    shown = str(wanted) if isinstance(wanted, Decimal) else json.dumps(wanted, default=str)
    return text.format(name=name, wanted=shown if len(shown) <= _LONGEST_SHOWN else "what the schema says")


def _words_for_types(wanted: Any) -> str:
    names = wanted if isinstance(wanted, list) else [wanted]
    words = [_TYPES.get(name, "something else") if isinstance(name, str) else "something else" for name in names]
    return " or ".join(words)


_TYPES = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "null",
    "number": "a number",
    "object": "an object",
    "string": "a string",
}
_MESSAGES = {
    "additionalItems": "has more elements than the schema allows",
    "anyOf": "fits none of the alternatives of the schema",
    "const": "must be {wanted}",
    "dependencies": "lacks a member that another one needs",
    "contains": "must contain an element of the kind the schema names",
    "exclusiveMaximum": "must be less than {wanted}",
    "exclusiveMinimum": "must be greater than {wanted}",
    "maxItems": "must have at most {wanted} elements",
    "maxLength": "must have at most {wanted} characters",
    "maxProperties": "must have at most {wanted} members",
    "maximum": "must be at most {wanted}",
    "minItems": "must have at least {wanted} elements",
    "minLength": "must have at least {wanted} characters",
    "minProperties": "must have at least {wanted} members",
    "minimum": "must be at least {wanted}",
    "not": "is what the schema excludes",
    "oneOf": "fits none or more than one of the alternatives of the schema",
}


def _reference(validator: Any, wanted: Any, value: Any, _: Any) -> Iterator[ValidationError]:
    """A reference within the schema must lead somewhere; where another one leads may be known to Core alone."""
    from referencing.exceptions import Unresolvable

    try:
        target = validator._resolver.lookup(wanted)  # noqa: SLF001 - the only door to the resolver of the scope
    except Unresolvable:
        if not wanted.startswith("#"):
            raise
        yield _error("the schema refers here to a definition that it does not have")
        return
    yield from validator.descend(value, target.contents, resolver=target.resolver)


def _required(_: Any, wanted: Any, value: Any, __: Any) -> Iterator[ValidationError]:
    for name in wanted if isinstance(value, dict) else ():
        if name not in value:
            yield _error(f'"{name}" is missing')


def _enum(_: Any, wanted: Any, value: Any, __: Any) -> Iterator[ValidationError]:
    if _key(value) not in map(_key, wanted):
        texts = [json.dumps(one, default=str) for one in wanted]
        shown = ", ".join(texts)
        shown = shown if len(shown) <= _LONGEST_SHOWN else "what the schema lists"
        yield _error(f"must be {'one of ' if len(texts) > 1 else ''}{shown}")


def _unique(_: Any, wanted: Any, value: Any, __: Any) -> Iterator[ValidationError]:
    if wanted is True and isinstance(value, list) and len(set(map(_key, value))) < len(value):
        yield _error("holds the same element twice")


def _key(value: Any) -> Any:
    """A hashable stand-in that is equal for equal JSON; 1 and 1.0 differ, as they do for Core."""
    if isinstance(value, dict):
        return "object", frozenset((name, _key(inner)) for name, inner in value.items())
    if isinstance(value, list):
        return "array", tuple(map(_key, value))
    return type(value).__name__, value


def _multiple(_: Any, wanted: Any, value: Any, __: Any) -> Iterator[ValidationError]:
    if isinstance(value, int) and isinstance(wanted, int) and not isinstance(value, bool) and wanted and value % wanted:
        yield _error(f"must be a multiple of {wanted}")


def _pattern(_: Any, wanted: Any, value: Any, __: Any) -> Iterator[ValidationError]:
    if isinstance(value, str) and _finds(wanted, value) is False:
        yield _error("does not match the pattern of the schema")


def _finds(pattern: str, text: str) -> bool | None:
    """Whether some part of the text matches. A `$` at the end is read in a special way, so line ends are unknown."""
    if pattern.endswith("$") and any(end in text for end in "\n\r\x85\u2028\u2029"):
        return None
    return runs(pattern, text, anywhere=True)


def _pattern_properties(validator: Any, wanted: Any, value: Any, _: Any) -> Iterator[ValidationError]:
    for name, inner in value.items() if isinstance(value, dict) else ():
        for pattern, schema in wanted.items():
            if _finds(pattern, name):
                yield from validator.descend(inner, schema, path=name, schema_path=pattern)


def _additional(validator: Any, wanted: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
    known, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
    for name, inner in value.items() if isinstance(value, dict) else ():
        if name in known or any(_finds(pattern, name) is not False for pattern in patterns):
            continue
        if wanted is False:
            yield _error("is a member that the schema does not allow here", name)
        else:
            yield from validator.descend(inner, wanted, path=name)


def _names(validator: Any, wanted: Any, value: Any, _: Any) -> Iterator[ValidationError]:
    for name in value if isinstance(value, dict) else ():
        error = next(validator.descend(name, wanted), None)
        if error is not None:
            yield _error(f"has a name that the schema does not allow here: it {error.message}", name)


def _format_keyword(*, knows_dial: bool) -> Any:
    def judge(_: Any, wanted: Any, value: Any, __: Any) -> Iterator[ValidationError]:
        problem = json_formats.problem_of(wanted, value, knows_dial=knows_dial) if isinstance(wanted, str) else None
        if problem:
            yield _error(problem)

    return judge
