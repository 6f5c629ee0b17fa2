"""Names that tell that their value is a secret, however they are put together: ``apiKey``, ``client-secret``."""

from __future__ import annotations

import re

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_LAST = frozenset({"secret", "password", "passwd", "pwd", "token", "apikey", "credential", "credentials", "sas"})
_BEFORE_KEY = frozenset({"api", "access", "private", "secret", "account", "subscription", "shared", "encryption"})
_HEADERS = frozenset({"authorization", "cookie", "proxy-authorization"})


def is_secret_name(name: str) -> bool:
    """Whether a member, header or parameter of this name holds a secret: decided by its last words."""
    if name.lower() in _HEADERS:
        return True
    words = [word.lower() for word in _WORDS.findall(name)]
    if not words:
        return False
    if words[-1] == "key":
        return len(words) > 1 and words[-2] in _BEFORE_KEY
    return words[-1] in _LAST
