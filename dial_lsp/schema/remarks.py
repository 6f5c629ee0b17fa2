"""What there is to say about one value: the wording and the impact, decided by Core's coercions.

A remark knows no place. Both readers of the schema use these functions, the fast gate to learn that there is nothing
to say and the full check to say it, so they cannot disagree about a single value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, Final

from dial_lsp.schema.coercion import (
    Refused,
    is_plain_decimal,
    to_boolean,
    to_decimal,
    to_enum,
    to_int,
    to_rate,
    to_text,
    to_ttl,
    to_uri_text,
    trim,
)
from dial_lsp.schema.fields import Field, resolve
from dial_lsp.schema.versions import Version

SHOWN: Final = "{value}"
"""Stands in a message for the value, which is written out only where it is no secret."""

REFUSES: Final = "Core refuses the whole file"
_LONGEST: Final = 40
_TIME: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]\Z")
_WORDS: Final = {
    "string": "text",
    "array": "a list",
    "object": "an object",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
}
_YES: Final = frozenset({"yes", "y", "on", "1", "enabled", "true"})
_NO: Final = frozenset({"no", "n", "off", "0", "disabled", "false"})


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to say about a value or a member, without a place."""

    code: str
    message: str
    impact: str = "file-rejected"
    help: str = ""
    suggestions: tuple[str, ...] = ()
    part: str = "value"


def kinds(value: Any) -> tuple[str, ...]:
    """The JSON Schema types a value has; a whole number is both an integer and a number."""
    match value:
        case None:
            return ("null",)
        case bool():
            return ("boolean",)
        case int():
            return ("integer", "number")
        case Decimal():
            return ("number",)
        case str():
            return ("string",)
        case list():
            return ("array",)
        case _:
            return ("object",)


def fits(types: str | Sequence[str], value: Any) -> bool:
    """Whether a value has one of the types of a `type` keyword."""
    allowed = (types,) if isinstance(types, str) else types
    return any(kind in allowed for kind in kinds(value))


def of_kind(schema: Mapping[str, Any], value: Any) -> Remark:
    """A value of the wrong JSON type for a schema without a coercion."""
    types = schema["type"]
    allowed = (types,) if isinstance(types, str) else tuple(types)
    return wrong_kind(allowed, value, items=schema.get("items"), code=schema.get("x-dial", {}).get("code"))


def wrong_kind(
    allowed: Sequence[str], value: Any, *, items: Mapping[str, Any] | None = None, code: str | None = None
) -> Remark:
    """A value of the wrong JSON type where values of `allowed` types may stand."""
    expected = [_WORDS[name] for name in allowed if name != "null" and not (name == "number" and "integer" in allowed)]
    text = f"{_subject(value)} stands where {' or '.join(expected)} is expected; {REFUSES}."
    single = isinstance(value, bool | int | Decimal | str)
    if "array" in allowed and single:
        wrapped = items is not None and fits(resolve(items).get("type", ()), value)
        suggestion = ("[]" if value == "" else f"[{as_json(value)}]",) if wrapped else ()
        return Remark("scalar-for-array", text, help="Core does not wrap a single value.", suggestions=suggestion)
    quoted = single and "string" in allowed and not isinstance(value, str)
    return Remark(code or "wrong-type", text, suggestions=(json.dumps(as_json(value)),) if quoted else ())


def of_null(field: Field, version: Version) -> Remark | None:
    """An explicit null in a field; None where it means the same as leaving the member out."""
    if field.null is None:
        return None
    early = field.null_since is not None and version < field.null_since
    impact = "call-fails" if early else field.null
    definition = resolve(field.schema)
    coercion = definition.get("x-dial", {}).get("coercion")
    if coercion in ("int", "boolean", "decimal"):
        return _empty_number(field, definition["x-dial"], None)
    types = definition.get("type", ())
    collection = "array" in types or "additionalProperties" in definition
    code = "null-collection" if collection and "properties" not in definition else "missing-required"
    effect = {
        "file-rejected": f"null is not allowed here; {REFUSES}.",
        "entry-dropped": "null is not allowed here; Core drops the whole entry.",
        "call-fails": "null replaces the empty default, and requests that come here fail.",
    }.get(impact, "null replaces the empty default.")
    return Remark(code, effect, impact, help="Leave the member out for the default.", part="member")


def of_member(field: Field, value: Any) -> Remark | None:
    """A value other than null that stands directly in a field with a scalar type."""
    definition = resolve(field.schema)
    extra = definition["x-dial"]
    remark = of_scalar(extra, value)
    if remark is not None and remark.code == "null-number":
        return _empty_number(field, extra, value)
    if remark is None or remark.impact != "file-rejected":
        lowest = field.schema.get("minimum")
        number = to_int(value) if lowest is not None else None
        if number is not None and number < lowest:
            return Remark(
                "number-out-of-range",
                f"{SHOWN} is below {lowest}; {REFUSES}.",
                help="Order can't be negative." if field.name == "order" else "",
            )
    return remark


def of_scalar(extra: Mapping[str, Any], value: Any) -> Remark | None:
    """A value where a scalar type stands; `extra` is that type's `x-dial` with its coercion."""
    if value is None:
        return None
    coercion = extra["coercion"]
    try:
        return _CHECKS[coercion](extra, value)
    except Refused as refusal:
        if isinstance(value, list | dict):
            return Remark(_CODES.get(coercion, "wrong-type"), _where(coercion, value))
        return _refused(coercion, extra, value, refusal.reason)


def as_json(value: Any) -> str:
    """A scalar as it is written in the file."""
    return f"{value:f}" if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)


def shown(value: Any, *, secret: bool) -> str:
    """A value for a message: short, and never a secret."""
    if secret or isinstance(value, list | dict):
        return "the value"
    text = str(value) if isinstance(value, Decimal) else as_json(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _subject(value: Any) -> str:
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "an object"
    return SHOWN


def _where(coercion: str, value: Any) -> str:
    expected = {
        "int": "a number", "decimal": "a number", "boolean": "true or false", "rate": "a price as text",
    }.get(coercion, "text")  # fmt: skip
    return f"{_subject(value)} stands where {expected} is expected; {REFUSES}."


def _refused(coercion: str, extra: Mapping[str, Any], value: Any, reason: str) -> Remark:
    match coercion:
        case "int" | "decimal" | "ttl":
            if reason == "range":
                bits = extra.get("bits", 64)
                return Remark("number-out-of-range", f"{SHOWN} does not fit into {bits} bits; {REFUSES}.")
            return _not_a_number(coercion, value)
        case "boolean":
            word = trim(value).lower() if isinstance(value, str) else as_json(value)
            guess = ("true",) if word in _YES or word == "1.0" else ("false",) if word in _NO or word == "0.0" else ()
            return Remark("invalid-boolean", f"{SHOWN} is neither true nor false; {REFUSES}.", suggestions=guess)
        case "rate":
            guess = () if isinstance(value, bool | str) else (f'"{as_json(value)}"',)
            what = "is not a number" if isinstance(value, str) else "is not text"
            return Remark(
                "invalid-rate",
                f"{SHOWN} {what}; {REFUSES}.",
                help='A price is a decimal number in quotes, for example "0.000002".',
                suggestions=guess,
            )
        case "enum":
            return _no_member(extra["values"], value)
        case _:
            return Remark(_CODES.get(coercion, "wrong-type"), _where(coercion, value))


def _not_a_number(coercion: str, value: Any) -> Remark:
    kind = "a number" if coercion == "decimal" else "a whole number"
    guess: tuple[str, ...] = ()
    if isinstance(value, str):
        bare = re.sub(r"[,_' \u00a0](?=\d{3}(?!\d))", "", trim(value))
        thousands = re.fullmatch(r"([0-9]+)([kKmM])", bare)
        if thousands:
            bare = thousands[1] + ("000" if thousands[2] in "kK" else "000000")
        if re.fullmatch(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?", bare):
            guess = (bare,)
    text = f"{SHOWN} is not {kind}; {REFUSES}."
    return Remark("invalid-number", text, help="Write digits only, without units or separators.", suggestions=guess)


def _no_member(values: Sequence[str], value: Any) -> Remark:
    listed = ", ".join(json.dumps(name) for name in values)
    close: list[str] = []
    if isinstance(value, str):
        by_letters = {re.sub(r"[^a-z0-9<>=!]", "", name.lower()): name for name in values}
        letters = re.sub(r"[^a-z0-9<>=!]", "", value.lower())
        close = [by_letters[found] for found in get_close_matches(letters, by_letters, n=3, cutoff=0.5)]
    return Remark(
        "invalid-enum",
        f"{SHOWN} is not one of the values Core knows here; {REFUSES}.",
        help=f"Core takes {listed}.",
        suggestions=tuple(json.dumps(name) for name in close),
    )


def _empty_number(field: Field, extra: Mapping[str, Any], value: Any) -> Remark | None:
    optional = extra.get("optional", False) or extra["coercion"] == "decimal"
    if optional and value is None and field.null is None:
        return None
    read = "nothing" if optional else "false" if extra["coercion"] == "boolean" else "0"
    impact = field.null or "no-effect"
    default = "" if field.default is None else f" ({field.default})".replace("True", "true").replace("False", "false")
    message = f"{'null' if value is None else SHOWN} is read as {read}, not as the default{default}."
    if impact == "no-effect":
        message = f"{'null' if value is None else SHOWN} is read as {read}."
    return Remark("null-number", message, impact, help="Leave the member out for the default.", part="member")


def _check_int(extra: Mapping[str, Any], value: Any) -> Remark | None:
    number = to_int(value, bits=extra["bits"], optional=extra.get("optional", False))
    if isinstance(value, Decimal) and number != value:
        return Remark(
            "cut-fraction", f"{SHOWN} is cut to {number}.", "advice", "Core wants a whole number here.", (str(number),)
        )
    return _as_text(value, number)


def _check_decimal(_: Mapping[str, Any], value: Any) -> Remark | None:
    return _as_text(value, to_decimal(value))


def _as_text(value: Any, number: int | Decimal | None) -> Remark | None:
    if not isinstance(value, str):
        return None
    if trim(value) in ("", "null"):
        return Remark("null-number", f"{SHOWN} is read as nothing.", "no-effect")
    return Remark("number-as-text", f"{SHOWN} is a number written as text.", "advice", "", (as_json(number),))


def _check_boolean(extra: Mapping[str, Any], value: Any) -> Remark | None:
    to_boolean(value)
    if isinstance(value, str) and trim(value) in ("", "null"):
        return Remark("null-number", f"{SHOWN} is read as nothing.", "no-effect")
    return None


def _check_enum(extra: Mapping[str, Any], value: Any) -> Remark | None:
    values, aliases = extra["values"], extra.get("aliases", {})
    name = to_enum(value, values, aliases)
    canonical = json.dumps(name)
    if isinstance(value, int) or trim(value).isdigit():
        return Remark("enum-ordinal", f"{SHOWN} picks {canonical} by its position.", "advice", "", (canonical,))
    if any(value in (known, known.lower(), known.upper()) for known in (*values, *aliases)):
        return None
    return Remark("enum-case", f"{SHOWN} is read as {canonical}.", "advice", "", (canonical,))


def _check_uri(_: Mapping[str, Any], value: Any) -> Remark | None:
    text = to_uri_text(value)
    if not text:
        return None
    from dial_lsp.schema import uris  # noqa: PLC0415 - few files hold such a value

    problem = uris.problem_of(text)
    return problem and Remark("invalid-uri", f"{SHOWN} is not a URI; {REFUSES}.", help=_sentence(problem))


def _check_regex(_: Mapping[str, Any], value: Any) -> Remark | None:
    text = to_text(value)
    if not text:
        return Remark("null-element", f"{SHOWN} is no pattern, and every request that comes here fails.", "call-fails")
    from dial_lsp.schema import java_regex  # noqa: PLC0415 - few files hold such a value

    problem = java_regex.problem_of(text)
    return problem and Remark(
        "invalid-regex", f"{SHOWN} is not a regular expression in Java's syntax; {REFUSES}.", help=_sentence(problem)
    )


def _check_ip_range(_: Mapping[str, Any], value: Any) -> Remark | None:
    if not isinstance(value, str):
        raise Refused("kind")
    from dial_lsp.schema import networks  # noqa: PLC0415 - few files hold such a value

    problem = networks.problem_of(value)
    if not problem:
        return None
    bare = "/" not in value and networks.problem_of(f"{value}/32") is None
    guess = (json.dumps(f"{value}/128" if ":" in value else f"{value}/32"),) if bare else ()
    text = f"{SHOWN} is not an address range; {REFUSES}."
    return Remark("invalid-ip-range", text, help=_sentence(problem), suggestions=guess)


def _check_time_zone(_: Mapping[str, Any], value: Any) -> Remark | None:
    text = to_text(value) or ""
    from dial_lsp.schema import time_zones  # noqa: PLC0415 - few files hold such a value

    if time_zones.is_region(text):
        return None
    return Remark(
        "invalid-schedule",
        f"{SHOWN} is not a time zone that Java knows by name; {REFUSES}.",
        help="Use a region id such as UTC or Europe/Berlin; offsets are refused.",
    )


def _check_time_of_day(_: Mapping[str, Any], value: Any) -> Remark | None:
    text = to_text(value) or ""
    if _TIME.match(text):
        return None
    bare = re.fullmatch(r"([0-9]{1,2}):([0-9]{1,2})(?::00)?", trim(text))
    padded = f"{int(bare[1]):02}:{int(bare[2]):02}" if bare else ""
    return Remark(
        "invalid-schedule",
        f"{SHOWN} is not a time of day; {REFUSES}.",
        help="Write HH:mm, 24 hours, two digits each.",
        suggestions=(json.dumps(padded),) if _TIME.match(padded) else (),
    )


def _check_rate(_: Mapping[str, Any], value: Any) -> Remark | None:
    rate = to_rate(value) or ""
    if is_plain_decimal(rate):
        return None
    text = f"{SHOWN} is not a plain decimal number: the file loads, but computing the cost of every call fails."
    bare = trim(rate).rstrip("fFdD")
    guess = (json.dumps(bare),) if is_plain_decimal(bare) else ()
    return Remark("rate-not-decimal", text, "call-fails", "Write digits only, such as 0.000002.", guess)


def _check_ttl(_: Mapping[str, Any], value: Any) -> Remark | None:
    return _as_text(value, to_ttl(value))


def _check_text(_: Mapping[str, Any], value: Any) -> Remark | None:
    if isinstance(value, list | dict):
        raise Refused("kind")
    return None


def _sentence(problem: str) -> str:
    return problem[:1].upper() + problem[1:].rstrip(".") + "."


_CODES: Final = {"ip-range": "invalid-ip-range", "rate": "invalid-rate"}
_CHECKS: Final[Mapping[str, Callable[[Mapping[str, Any], Any], Remark | None]]] = {
    "text": _check_text,
    "int": _check_int,
    "decimal": _check_decimal,
    "boolean": _check_boolean,
    "enum": _check_enum,
    "uri": _check_uri,
    "regex": _check_regex,
    "ip-range": _check_ip_range,
    "time-zone": _check_time_zone,
    "time-of-day": _check_time_of_day,
    "rate": _check_rate,
    "ttl": _check_ttl,
    "ignored": lambda _extra, _value: None,
}
