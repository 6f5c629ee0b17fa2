"""Secrets in urls: passwords before the host, tokens in queries and fragments."""

from __future__ import annotations

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
_SIGNATURES = frozenset({"sig", "signature", "code", "auth"})
_UNFILLED = compiled(r"\$\{[^{}]*\}|\{\{[^{}]*\}\}|\{[\w-]+\}|<[\w .-]+>|%%\w+%%|\$\w+")


def secrets_in_urls(text: str) -> Iterator[tuple[int, int]]:
    """Where the urls of a text hold secrets."""
    if "@" in text and ":/" in text:
        for found in _USER.finditer(text):
            if found[2] and not _UNFILLED.fullmatch(found[2]):
                yield found.span(2)
    if "=" in text:
        for found in _PARAMETER.finditer(text):
            if _is_secret(unquote_plus(found[1]), found[2]) and not _UNFILLED.fullmatch(found[2]):
                yield found.span(2)
    if "#" in text and "/" in text:
        for found in _FRAGMENT.finditer(text):
            if looks_random(found[1]):
                yield found.span(1)


def _is_secret(name: str, value: str) -> bool:
    return name.lower() in _SIGNATURES or may_hold_secret(name) or looks_random(value)
