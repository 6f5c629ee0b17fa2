"""Values beside names that tell of a secret, in any text: ``AccountKey=...``, ``password is "..."``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dial_lsp.masking.masks import QUOTES
from dial_lsp.masking.names import may_hold_secret, names_secret
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = rf"(?<![\w.?&-]) (?:(?![^\W\d_])[\w.-])* (?P<name>[^\W\d_][\w.-]*) \\* [{QUOTES}]? \s*"
"""A parameter of a URL is none: it ends with the next ``&``, and is found by itself."""
_ASSIGNED = compiled(rf"{_NAME} [:=] \s*", re.VERBOSE)
_IS = "is|was|ist|war|lautet|es|era|est|é|è|jest|är|это"
_SAID = compiled(rf"{_NAME} (?:[:=\uff1a\uff1d]|\b(?:{_IS})\b) \s*", re.VERBOSE | re.IGNORECASE)
_VALUE = compiled(
    rf"""  "(?P<double>(?:[^"\\\r\n]|\\.)*)"? | '(?P<single>(?:[^'\\\r\n]|\\.)*)'?
         | \\+["'](?P<escaped>[^"'\\\r\n]*) | [{QUOTES}](?P<other>[^{QUOTES}\r\n]+)
         | (?:(?:bearer|basic)\s+)? (?P<bare>[^\s{QUOTES},;{{}}\[\]()]+)""",
    re.VERBOSE | re.IGNORECASE,
)
_BEARER = compiled(rf"\bbearer\s+(?=[^\s{QUOTES}]*[0-9_=+/-][^\s{QUOTES}])([^\s{QUOTES},;()]{{8,}})", re.IGNORECASE)
"""As headers have it; a word of nothing but letters is one of a sentence."""
_LONGEST = 100
_WORDS_BEFORE = 4
_LAST_WORDS = compiled(r"(?:[^\W\d_][\w-]*[ \t]+)+\Z")
_NO_SECRETS = ("arn:", "urn:")


def assigned(text: str, *, is_prose: bool = False) -> Iterator[tuple[int, int]]:
    """Where such values stand, without quotes; in prose also where it says ``is`` or ``was``."""
    if text.startswith(_NO_SECRETS):
        return
    yield from (found.span(1) for found in _BEARER.finditer(text))
    if not (is_prose or "=" in text or ":" in text):
        return
    done = 0
    for named in (_SAID if is_prose else _ASSIGNED).finditer(text):
        if text.startswith("//", named.end()):
            continue  # "https", of which nothing more is asked
        is_told = may_hold_secret(named["name"].rpartition(".")[2][-_LONGEST:])
        if named.start() < done or not (is_told or (is_prose and _is_said_before(text, named))):
            continue
        value = _VALUE.match(text, named.end())
        group = value.lastgroup if value else None
        if value is not None and group is not None and value[group] and not value[group].startswith("//"):
            done = value.end()
            yield value.span(group)


def _is_said_before(text: str, named: re.Match[str]) -> bool:
    """Whether one of the last words before a name tells of a secret: ``the key of our team: ...``."""
    if named[0].rstrip()[-1:] not in (":", "="):
        return False
    start = named.start()
    said = _LAST_WORDS.search(text, max(0, start - _LONGEST), start)
    return said is not None and any(names_secret(word) for word in said[0].split()[-_WORDS_BEFORE:])
