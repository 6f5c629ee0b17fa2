r"""Named character families of Java's regular expressions: what may stand in `\p{...}`, and the few sets we know.

Source: the documentation of `java.util.regex.Pattern` (Java 21). Emoji properties came with Java 21.
"""

from __future__ import annotations

from functools import cache

from dial_lsp.javaregex.tree import LAST, Ranges, union

_UPPER: Ranges = ((0x41, 0x5A),)
_LOWER: Ranges = ((0x61, 0x7A),)
_ALPHA: Ranges = (*_UPPER, *_LOWER)
DIGIT: Ranges = ((0x30, 0x39),)
WORD: Ranges = ((0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A))
SPACE: Ranges = ((0x09, 0x0D), (0x20, 0x20))
VERTICAL: Ranges = ((0x0A, 0x0D), (0x85, 0x85), (0x2028, 0x2029))
HORIZONTAL: Ranges = (
    *((0x09, 0x09), (0x20, 0x20), (0xA0, 0xA0), (0x1680, 0x1680), (0x180E, 0x180E)),
    *((0x2000, 0x200A), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000)),
)

_POSIX: dict[str, Ranges] = {
    "Alnum": (*DIGIT, *_ALPHA),
    "Alpha": _ALPHA,
    "Blank": ((0x09, 0x09), (0x20, 0x20)),
    "Cntrl": ((0x00, 0x1F), (0x7F, 0x7F)),
    "Digit": DIGIT,
    "Graph": ((0x21, 0x7E),),
    "Lower": _LOWER,
    "Print": ((0x20, 0x7E),),
    "Punct": ((0x21, 0x2F), (0x3A, 0x40), (0x5B, 0x60), (0x7B, 0x7E)),
    "Space": SPACE,
    "Upper": _UPPER,
    "XDigit": ((0x30, 0x39), (0x41, 0x46), (0x61, 0x66)),
}
_KNOWN: dict[str, Ranges] = {"ASCII": ((0, 0x7F),), "L1": ((0, 0xFF),), "all": ((0, LAST),), **_POSIX}
_POSIX_UPPER = frozenset(name.upper() for name in _POSIX)
_SUBCATEGORIES = {"L": "ultmo", "M": "nec", "N": "dlo", "P": "cdseifo", "S": "mcko", "Z": "slp"}
_CATEGORIES = frozenset(major + minor for major, minors in _SUBCATEGORIES.items() for minor in ("", *minors))


def is_known(name: str, *, is_unicode: bool) -> bool:
    r"""Whether Java knows `\p{name}`; `is_unicode` is the flag `U`, which takes POSIX names in any letter case."""
    key, equals, value = name.partition("=")
    if equals:
        return _is_known_value(key.lower(), value)
    if name.startswith("In"):
        return ("block", name[2:].upper()) in _names()
    if name.startswith("Is"):
        short, upper = name[2:], name[2:].upper()
        is_ours = upper in _POSIX_UPPER or _is_property(short)
        return is_ours or ("property", upper) in _names() or ("script", upper) in _names()
    return _is_property(name) or (is_unicode and name.upper() in _POSIX_UPPER)


def ranges_of(name: str, flags: frozenset[str]) -> Ranges | None:
    """The characters of a family if they are few enough to be written down, else None."""
    known = None if "U" in flags else _KNOWN.get(name)
    return union((_ALPHA,)) if known in (_UPPER, _LOWER) and "i" in flags else known


def category_of(name: str, flags: frozenset[str]) -> str:
    """The general category a family is; empty for all others, and where letter case does not count."""
    short = name.removeprefix("Is")
    return short if short in _CATEGORIES and "i" not in flags else ""


def _is_known_value(key: str, value: str) -> bool:
    if key in ("sc", "script"):
        return ("script", value.upper()) in _names()
    if key in ("blk", "block"):
        return ("block", value.upper()) in _names()
    return key in ("gc", "general_category") and _is_property(value)


def _is_property(name: str) -> bool:
    return name in _KNOWN or ("category", name) in _names()


@cache
def _names() -> frozenset[tuple[str, str]]:
    from importlib.resources import files

    lines = files(__package__ or "").joinpath("property_names.txt").read_text("utf-8").splitlines()
    return frozenset((kind, name) for kind, _, name in (line.partition(" ") for line in lines if line[0] != "#"))
