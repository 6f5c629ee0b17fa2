"""What Core's JSON reader (Jackson) makes of a value, one pure function for each kind of field.

Every function takes a JSON value (None, bool, int, Decimal, str, list, dict), returns what Core would hold (None for
null) and raises `Refused` where Core refuses the whole file. The laws were taken from runs of Core's own
configuration classes.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ASCII_BLANKS: Final = "".join(map(chr, range(0x21)))
_NO_BLANKS: Final = "\x85\xa0\u2007\u202f"
_WHOLE: Final = compiled(r"[+-]?\d+\Z")
_DECIMAL: Final = compiled(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,10})?\Z")
_DOUBLE: Final = compiled(
    r"[+-]?(?:NaN|Infinity|(?:"
    r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
    r"|0[xX](?:[0-9a-fA-F]+\.?|[0-9a-fA-F]*\.[0-9a-fA-F]+)[pP][+-]?[0-9]+"
    r")[fFdD]?)\Z"
)
_PLAIN_DECIMAL: Final = compiled(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\Z")
_LARGEST_PLANE_ZERO: Final = "\uffff"
_MOST_DIGITS: Final = 40
_MOST_SCALE: Final = 2**31 - 1


class Refused(ValueError):  # noqa: N818 - it is what Core does, not a mistake of ours
    """Core refuses a file that holds such a value here. `reason` is "kind", "text" or "range"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def trim(text: str) -> str:
    """Java's `String.trim`: cuts every character up to U+0020 at both ends, and no other blanks."""
    return text.strip(_ASCII_BLANKS)


def is_blank(text: str) -> bool:
    """Java's `String.isBlank`: no-break spaces are no blanks."""
    return all(character.isspace() and character not in _NO_BLANKS for character in text)


def to_text(value: Any) -> str | None:
    """Text; numbers and booleans become the text Java writes for them (`1e3` is "1000.0")."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return _int_text(value)
    if isinstance(value, Decimal):
        return double_text(float(value))
    raise Refused("kind")


def to_int(value: Any, *, bits: int = 64, optional: bool = False) -> int | None:
    """A whole number: fractions are cut towards 0; null, "" and "null" become 0, or nothing when optional."""
    empty = None if optional else 0
    if value is None:
        return empty
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise Refused("kind")
    if isinstance(value, Decimal):
        return _cut(float(value), bits)
    if isinstance(value, int):
        number = value
    else:
        text = trim(value)
        if text in ("", "null"):
            return empty
        number = _whole(text)
    if not -(1 << (bits - 1)) <= number < 1 << (bits - 1):
        raise Refused("range")
    return number


def to_boolean(value: Any, *, optional: bool = False) -> bool | None:
    """A boolean: whole numbers are true unless 0; null, "" and "null" become false, or nothing when optional."""
    empty = None if optional else False
    if value is None or isinstance(value, bool):
        return empty if value is None else value
    if isinstance(value, int):
        return value != 0
    if not isinstance(value, str):
        raise Refused("kind")
    text = trim(value)
    if text in ("true", "True", "TRUE"):
        return True
    if text in ("false", "False", "FALSE"):
        return False
    if text in ("", "null"):
        return empty
    raise Refused("text")


def to_decimal(value: Any) -> Decimal | None:
    """A decimal number of any size, also as text; null, "" and "null" become nothing."""
    if value is None:
        return None
    if isinstance(value, bool):
        raise Refused("kind")
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, Decimal):
        number = float(value)
        if number in (float("inf"), float("-inf")):
            raise Refused("range")
        return Decimal(repr(number))
    if not isinstance(value, str):
        raise Refused("kind")
    text = trim(value)
    if text in ("", "null"):
        return None
    if not _DECIMAL.match(text):
        raise Refused("text")
    return _big_decimal(text)


def to_enum(value: Any, values: Sequence[str], aliases: Mapping[str, str] | None = None) -> str | None:
    """A member of an enumeration: its name in any letter case, blanks around it cut, or its position from 0."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise Refused("kind")
    if isinstance(value, int):
        if not 0 <= value < len(values):
            raise Refused("range")
        return values[value]
    text = trim(value)
    for name in values:
        if _same_letters(name, text):
            return name
    for alias, name in (aliases or {}).items():
        if _same_letters(alias, text):
            return name
    return _by_position(text, values)


def to_uri_text(value: Any) -> str | None:
    """The text that Core parses as a URI: trimmed, numbers and booleans as text. Parsing is left to the caller."""
    text = to_text(value)
    return None if text is None else trim(text)


def to_ttl(value: Any) -> int | None:
    """A whole number of 64 bits that stands for an object; text of digits passes, fractions do not."""
    if isinstance(value, Decimal) or (isinstance(value, str) and not trim(value)):
        raise Refused("kind")
    return to_int(value, bits=64)


def to_rate(value: Any) -> str | None:
    """A price as text that Java reads as a double ("1d", "NaN" and " 1 " too); numbers are refused."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise Refused("kind")
    if not _DOUBLE.match(trim(value)):
        raise Refused("text")
    if is_plain_decimal(value):
        _big_decimal(value)
    return value


def is_plain_decimal(rate: str) -> bool:
    """Whether a price Core accepts can also be computed with: `NaN`, `1d`, `0x1p3` and blanks cannot."""
    return _PLAIN_DECIMAL.match(rate) is not None


def _big_decimal(text: str) -> Decimal:
    """Java's `BigDecimal` of a plain decimal number: its exponent, and its scale, have 32 bits."""
    digits, _, exponent = text.lower().partition("e")
    power = exponent.lstrip("+-").lstrip("0") or "0"
    if len(power) > len(str(_MOST_SCALE)):
        raise Refused("range")
    signed = -int(power) if exponent.startswith("-") else int(power)
    scale = len(digits.partition(".")[2]) - signed
    if not -_MOST_SCALE - 1 <= scale <= _MOST_SCALE or not -_MOST_SCALE - 1 <= signed <= _MOST_SCALE:
        raise Refused("range")
    return Decimal(text)


def double_text(number: float) -> str:
    """Java's `Double.toString`: plain from 0.001 up to 10 million, otherwise with an exponent such as 1.0E19."""
    if number != number:  # noqa: PLR0124 - NaN is the one number that differs from itself
        return "NaN"
    if number in (float("inf"), float("-inf")):
        return "Infinity" if number > 0 else "-Infinity"
    if number == 0:
        return repr(number)
    sign, digits, exponent = Decimal(repr(number)).as_tuple()
    text = "".join(map(str, digits)).rstrip("0") or "0"
    point = len(digits) + int(exponent)
    minus = "-" if sign else ""
    if -2 <= point <= 7:  # noqa: PLR2004 - the bounds of Java's plain form, 1e-3 and 1e7
        if point <= 0:
            return f"{minus}0.{'0' * -point}{text}"
        whole, fraction = text[:point].ljust(point, "0"), text[point:]
        return f"{minus}{whole}.{fraction or '0'}"
    return f"{minus}{text[0]}.{text[1:] or '0'}E{point - 1}"


def _cut(number: float, bits: int) -> int:
    """A double as an integer: refused beyond the range, clipped where the range's end is no double."""
    low, high = -(1 << (bits - 1)), (1 << (bits - 1)) - 1
    if not low <= number <= float(high):
        raise Refused("range")
    return min(max(int(number), low), high)


def _whole(text: str) -> int:
    """Digits of any script in the basic plane, with a sign; Java's `Long.parseLong`."""
    if not _WHOLE.match(text) or max(text) > _LARGEST_PLANE_ZERO:
        raise Refused("text")
    digits = text.lstrip("+-")
    if len(digits) > _MOST_DIGITS and len(digits.lstrip("0")) > _MOST_DIGITS:
        raise Refused("range")
    number = int(digits[-_MOST_DIGITS:])
    return -number if text[0] == "-" else number


def _by_position(text: str, values: Sequence[str]) -> str:
    """Digits without a leading zero pick by position."""
    if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS and (text[0] != "0" or text == "0"):
        position = int(text)
        if position < len(values):
            return values[position]
    raise Refused("text")


def _same_letters(one: str, other: str) -> bool:
    return one.lower() == other.lower() or one.upper() == other.upper()


def _int_text(number: int) -> str:
    """As `str`, for any length: Python refuses to write integers of more than 4300 digits."""
    return str(number) if abs(number).bit_length() < 14_000 else f"{Decimal(number):f}"  # noqa: PLR2004
