"""Secrets in urls: passwords before the host, tokens in queries and fragments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus

from dial_lsp.masking.names import may_hold_secret
from dial_lsp.masking.random_text import looks_random
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

_USER = compiled(r"[A-Za-z][A-Za-z0-9+.-]*:/?/(?:([^/?#@:\s\"']*):)?([^/?#\s\"']*?)@")
_PARAMETER = compiled(r"[?&#;]([^=&#;\s?\"']{1,80})=([^&#;\s\"'<>]+)")
_FRAGMENT = compiled(r"#([^=&#;\s\"'<>]+)(?=[\s\"'<>]|\Z)")
_WEBHOOK = compiled(
    r"//(?:hooks\.slack\.com/(?:services|workflows|triggers)|hooks\.zapier\.com/hooks|discord(?:app)?\.com/api/webhooks"
    r"|[\w.-]+\.webhook\.office\.com/webhookb2|api\.telegram\.org|chat\.googleapis\.com/v1/spaces)/"
    r"([^?#\s\"'<>]+)",
    re.IGNORECASE,
)
"""Who has the path of one may send messages: it is a secret by itself."""
_SIGNATURES = frozenset({"sig", "signature", "code", "auth"})
_UNFILLED = compiled(r"\$\{[^{}]*\}|\{\{[^{}]*\}\}|\{[\w-]+\}|<[\w .-]+>|%%\w+%%|\$\w+")


def secrets_in_urls(text: str) -> Iterator[tuple[int, int]]:
    """Where the urls of a text hold secrets."""
    yield from (span for span in _spans(text) if not _UNFILLED.fullmatch(text, *span))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    if "@" in text and ":/" in text:
        yield from (found.span(2) for found in _USER.finditer(text) if found[2])
    if "//" in text:
        yield from (found.span(1) for found in _WEBHOOK.finditer(text))
    if "=" in text:
        yield from (one.span(2) for one in _PARAMETER.finditer(text) if _is_secret(unquote_plus(one[1]), one[2]))
    if "#" in text and "/" in text:
        yield from (found.span(1) for found in _FRAGMENT.finditer(text) if looks_random(found[1]))


def _is_secret(name: str, value: str) -> bool:
    return name.lower() in _SIGNATURES or may_hold_secret(name) or looks_random(value)
