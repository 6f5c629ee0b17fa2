"""The decision: whether a text at its place is a secret as a whole, holds some, or may be shown."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from dial_lsp.masking import standing
from dial_lsp.masking.assigned import assigned
from dial_lsp.masking.random_text import formed_secrets, looks_random, random_parts
from dial_lsp.masking.standing import FREE, Mode, Standing, expects_secrets, looks_like_key
from dial_lsp.masking.urls import secrets_in_urls
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

_REFERENCE = compiled(
    r"""\$\{[A-Za-z_][\w.:/-]{0,60}\} | \$\([A-Za-z_]\w{0,60}\) | %%[A-Za-z_]\w{0,60}%% | \{\{[^{}"'`]{1,120}\}\}
      | \$[A-Z_][A-Z0-9_]{2,60} | \$env:\{\w{1,60}\}""",
    re.VERBOSE,
)
_DIGITS_OF_A_SECRET = 6
_SHORT = 200

_URL = compiled(r"(?:https?|wss?)://\S+")


class Held(NamedTuple):
    """What of a text is secret: all of it, or the parts at these offsets."""

    whole: bool
    parts: tuple[tuple[int, int], ...] = ()


NOTHING = Held(whole=False)
WHOLE = Held(whole=True)


def held_in_name(around: Standing, name: str, value: object) -> Held:
    """What of the name of a member is secret; ``around`` is where the object stands that has it."""
    if not name or is_reference(name):
        return NOTHING
    if around.mode is Mode.KEYS or (around.mode is Mode.SECRET and around.names) or is_keys_entry(around, value):
        return WHOLE
    if around.mode is Mode.KEY and isinstance(value, dict) and name not in standing.words():
        return WHOLE  # most likely the next key, swallowed by one that is not closed
    if around.mode in (Mode.KNOWN, Mode.SCHEMA) and formed_secrets(name):
        return WHOLE
    if around.mode in (Mode.FREE, Mode.SECRET, Mode.KEY, Mode.DOUBT) and looks_random(name):
        return WHOLE
    return NOTHING


def is_keys_entry(around: Standing, value: object) -> bool:
    """Whether what stands among other things is an API key all the same."""
    return around.mode in (Mode.FREE, Mode.KNOWN, Mode.SECRET) and looks_like_key(value)


def held_in_text(at: Standing, text: str) -> Held:
    """What of a text that is no name is secret."""
    return held_in_short(at, text) if len(text) <= _SHORT else _held_in_text(at, text)


@lru_cache(maxsize=16384)
def held_in_short(at: Standing, text: str) -> Held:
    """The same of a short text, which often stands in many places."""
    return _held_in_text(at, text)


def _held_in_text(at: Standing, text: str) -> Held:
    if not text or is_reference(text):
        return NOTHING
    if at.mode in (Mode.SECRET, Mode.KEYS, Mode.KEY, Mode.DOUBT):
        return WHOLE
    if expects_secrets(at) and not _is_plain_url(text):
        return WHOLE
    found = sorted({*secrets_in_urls(text), *assigned(text), *_in_json(text), *formed_secrets(text)})
    if at.mode is Mode.FREE:
        found += _beside(random_parts(text), found)
    if found == [(0, len(text))]:
        return WHOLE
    return Held(whole=False, parts=tuple(found)) if found else NOTHING


def _is_plain_url(text: str) -> bool:
    return _URL.fullmatch(text) is not None and not looks_random(text) and not any(secrets_in_urls(text))


def is_secret_scalar(at: Standing, written: str) -> bool:
    """Whether a number is a secret: where a text is expected that is one, or if it has many digits there."""
    if at.mode not in (Mode.SECRET, Mode.KEYS, Mode.KEY) or written in ("true", "false", "null"):
        return False
    return at.names or at.mode is Mode.KEY or sum(map(str.isdigit, written)) >= _DIGITS_OF_A_SECRET


def is_reference(text: str) -> bool:
    """Whether a text stands for a secret that is kept elsewhere: ``${NAME}``."""
    return text[0] in "${%" and _REFERENCE.fullmatch(text) is not None and not looks_random(text)


def _in_json(text: str) -> Iterator[tuple[int, int]]:
    """Secrets in a text that is JSON itself, such as extraData often is."""
    if text.lstrip()[:1] not in ("{", "["):
        return
    try:
        value = json.loads(text, parse_float=Decimal, strict=False)
    except (ValueError, RecursionError, ArithmeticError):  # an exponent may be too large for a Decimal
        return
    for secret in dict.fromkeys(_secrets_in(FREE, value)):
        for written in {json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]}:
            at = text.find(written)
            while at >= 0:
                yield at, at + len(written)
                at = text.find(written, at + len(written))


def _secrets_in(at: Standing, value: Any) -> Iterator[str]:
    waiting: list[tuple[Standing, Any]] = [(at, value)]
    while waiting:
        at, value = waiting.pop()
        if isinstance(value, dict):
            for name, member in value.items():
                if held_in_name(at, name, member).whole:
                    yield name
                inner = standing.KEY if is_keys_entry(at, member) else standing.inside(at, name)
                waiting.append((inner, member))
        elif isinstance(value, list):
            waiting += [(standing.inside(at, index), element) for index, element in enumerate(value)]
        elif isinstance(value, str):
            held = held_in_text(at, value)
            yield from (value,) if held.whole else (value[start:end] for start, end in held.parts)
        elif is_secret_scalar(at, json.dumps(value, default=str)):
            yield json.dumps(value, default=str)


def _beside(parts: list[tuple[int, int]], found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The parts that touch nothing of what is found already."""
    return [one for one in parts if not any(one[0] < end and start < one[1] for start, end in found)]
