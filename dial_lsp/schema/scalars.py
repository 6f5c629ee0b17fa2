"""A scalar where a type with a coercion stands: what Core makes of it, and what is odd about it though it passes."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

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
from dial_lsp.schema.near import nearest
from dial_lsp.schema.remarks import REFUSES, SHOWN, Remark, as_json, misplaced, sentence
from dial_lsp.schema.versions import Version
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_TIME: Final = compiled(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]\Z")
_YES: Final = frozenset({"yes", "y", "on", "1", "1.0", "enabled", "true"})
_NO: Final = frozenset({"no", "n", "off", "0", "0.0", "disabled", "false"})
_EXPECTED: Final = {"int": "a number", "decimal": "a number", "boolean": "true or false", "rate": "a price as text"}


def of_version(extra: Mapping[str, Any], version: Version) -> Mapping[str, Any]:
    """A scalar type's `x-dial` without the values that come after this version."""
    later = {name for name, since in extra.get("valuesSince", {}).items() if Version.parse(since) > version}
    return {**extra, "values": [name for name in extra["values"] if name not in later]} if later else extra


def of_scalar(extra: Mapping[str, Any], value: Any, version: Version) -> Remark | None:
    """A value where a scalar type stands; `extra` is that type's `x-dial` with its coercion."""
    if value is None:
        return None
    coercion = extra["coercion"]
    try:
        return _CHECKS[coercion](of_version(extra, version), value)
    except Refused as refusal:
        if coercion == "enum" and (since := _arrives(extra, value)):
            return Remark(
                "other-version/newer-field", f"{SHOWN} needs {since.onwards}; Core {version} refuses the whole file."
            )
        if isinstance(value, list | dict):
            return _misplaced(coercion, value)
        return _refused(coercion, of_version(extra, version), value, refusal.reason)


def _arrives(extra: Mapping[str, Any], value: Any) -> Version | None:
    """The first version that has the value of an enumeration; None where no version is known to have it."""
    try:
        name = to_enum(value, extra["values"], extra.get("aliases", {}))
    except Refused:
        return None
    since = extra.get("valuesSince", {}).get(name)
    return Version.parse(since) if since else None


def _misplaced(coercion: str, value: Any) -> Remark:
    return Remark(_CODES.get(coercion, "unreadable-value/type"), misplaced(value, _EXPECTED.get(coercion, "text")))


def _refused(coercion: str, extra: Mapping[str, Any], value: Any, reason: str) -> Remark:
    match coercion:
        case "decimal" | "rate" if reason == "range":
            code = "unreadable-value/rate" if coercion == "rate" else "unreadable-value/range"
            return Remark(code, f"{SHOWN} is beyond Core's numbers; {REFUSES}.")
        case "int" | "ttl" if reason == "range":
            text = f"{SHOWN} does not fit into {extra.get('bits', 64)} bits; {REFUSES}."
            return Remark("unreadable-value/range", text)
        case "int" | "decimal" | "ttl":
            return _not_a_number(coercion, value)
        case "boolean" | "rate":
            return _not_a_boolean(value) if coercion == "boolean" else _not_a_rate(value)
        case "enum":
            return _no_member(extra["values"], value)
        case _:
            return _misplaced(coercion, value)


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
    return Remark(
        "unreadable-value/number", text, help="Write digits only, without units or separators.", suggestions=guess
    )


def _not_a_boolean(value: Any) -> Remark:
    word = trim(value).lower() if isinstance(value, str) else as_json(value)
    guess = ("true",) if word in _YES else ("false",) if word in _NO else ()
    return Remark("unreadable-value/boolean", f"{SHOWN} is neither true nor false; {REFUSES}.", suggestions=guess)


def _not_a_rate(value: Any) -> Remark:
    text = f"{SHOWN} is not {'a number' if isinstance(value, str) else 'text'}; {REFUSES}."
    help_ = 'A price is a decimal number in quotes, for example "0.000002".'
    guess = () if isinstance(value, bool | str) else (f'"{as_json(value)}"',)
    return Remark("unreadable-value/rate", text, help=help_, suggestions=guess)


def _no_member(values: Sequence[str], value: Any) -> Remark:
    listed = ", ".join(json.dumps(name) for name in values)
    close: list[str] = []
    if isinstance(value, str):
        by_letters = {re.sub(r"[^a-z0-9<>=!]", "", name.lower()): name for name in values}
        letters = re.sub(r"[^a-z0-9<>=!]", "", value.lower())
        close = [by_letters[found] for found in nearest(letters, by_letters, cutoff=0.5)]
    return Remark(
        "unreadable-value/enum",
        f"{SHOWN} is not one of the values Core knows here; {REFUSES}.",
        help=f"Core takes {listed}.",
        suggestions=tuple(json.dumps(name) for name in close),
    )


def _check_int(extra: Mapping[str, Any], value: Any) -> Remark | None:
    number = to_int(value, bits=extra["bits"], optional=extra.get("optional", False))
    if isinstance(value, Decimal) and number != value:
        return Remark(
            "loose-value/fraction",
            f"Core reads {SHOWN} as {number} (whole numbers only).",
            "advice",
            "Write a whole number.",
            (str(number),),
        )
    return _of_text(value)


def _check_decimal(_: Mapping[str, Any], value: Any) -> Remark | None:
    to_decimal(value)
    return _of_text(value)


def _of_text(value: Any) -> Remark | None:
    if isinstance(value, str) and trim(value) in ("", "null"):
        return Remark("null-value/number", f"Core reads {SHOWN} as nothing.", "no-effect")
    return None


def _check_boolean(_: Mapping[str, Any], value: Any) -> Remark | None:
    to_boolean(value)
    if isinstance(value, str) and trim(value) in ("", "null"):
        return Remark("null-value/number", f"Core reads {SHOWN} as nothing.", "no-effect")
    return None


def _check_enum(extra: Mapping[str, Any], value: Any) -> Remark | None:
    values, aliases = extra["values"], extra.get("aliases", {})
    name = to_enum(value, values, aliases)
    canonical = json.dumps(name, ensure_ascii=False)
    if isinstance(value, int) or trim(value).isdigit():
        return Remark(
            "loose-value/ordinal", f"Core reads {SHOWN} as {canonical} (by its position).", "advice", "", (canonical,)
        )
    return None


def _check_uri(_: Mapping[str, Any], value: Any) -> Remark | None:
    text = to_uri_text(value)
    if not text:
        return None
    from dial_lsp.schema import uris

    problem = uris.problem_of(text)
    if problem is None:
        return None
    return Remark("unreadable-value/uri", f"{SHOWN} is not a URI; {REFUSES}.", help=_sentence(problem))


def _check_regex(_: Mapping[str, Any], value: Any) -> Remark | None:
    text = to_text(value)
    if not text:
        return Remark(
            "null-value/element", f"{SHOWN} is not a pattern, and every request that gets to it fails.", "call-fails"
        )
    from dial_lsp.javaregex.pattern import problem_of as regex_problem

    problem = regex_problem(text)
    if problem is None:
        return None
    text = f"{SHOWN} is not a regular expression in Java's syntax; {REFUSES}."
    return Remark("unreadable-value/regex", text, help=_sentence(problem))


def _check_ip_range(_: Mapping[str, Any], value: Any) -> Remark | None:
    if not isinstance(value, str):
        raise Refused("kind")
    from dial_lsp.schema import networks

    problem = networks.problem_of(value)
    if not problem:
        return None
    bare = "/" not in value and networks.problem_of(f"{value}/32") is None
    guess = (json.dumps(f"{value}/128" if ":" in value else f"{value}/32"),) if bare else ()
    text = f"{SHOWN} is not an address range; {REFUSES}."
    return Remark("unreadable-value/ip-range", text, help=_sentence(problem), suggestions=guess)


def _check_time_zone(_: Mapping[str, Any], value: Any) -> Remark | None:
    text = to_text(value) or ""
    from dial_lsp.schema import time_zones

    if time_zones.is_region(text):
        return None
    by_letters = {name.lower(): name for name in time_zones.names()}
    close = nearest(trim(text).lower().replace(" ", "_"), by_letters, cutoff=0.7)
    return Remark(
        "unreadable-value/schedule",
        f"{SHOWN} is not a time zone that Java knows by name; {REFUSES}.",
        help="Use a region id such as UTC or Europe/Berlin; offsets are refused.",
        suggestions=tuple(json.dumps(by_letters[name]) for name in close),
    )


def _check_time_of_day(_: Mapping[str, Any], value: Any) -> Remark | None:
    text = to_text(value) or ""
    if _TIME.match(text):
        return None
    bare = re.fullmatch(r"([0-9]{1,2}):([0-9]{1,2})(?::00)?", trim(text))
    padded = f"{int(bare[1]):02}:{int(bare[2]):02}" if bare else ""
    return Remark(
        "unreadable-value/schedule",
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
    return Remark("uncharged-pricing/not-decimal", text, "call-fails", "Write digits only, such as 0.000002.", guess)


def _check_ttl(_: Mapping[str, Any], value: Any) -> Remark | None:
    to_ttl(value)
    return _of_text(value)


def _check_text(_: Mapping[str, Any], value: Any) -> Remark | None:
    if isinstance(value, list | dict):
        raise Refused("kind")
    return None


def _sentence(problem: str) -> str:
    return sentence(problem.rstrip(".")) + "."


_CODES: Final = {"ip-range": "unreadable-value/ip-range", "rate": "unreadable-value/rate"}
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
