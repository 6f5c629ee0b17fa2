"""Comments: prose, and members that somebody has taken out, with the secrets they had."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dial_lsp.masking.assigned import assigned
from dial_lsp.masking.masks import QUOTES, Masked
from dial_lsp.masking.names import is_keys_name
from dial_lsp.masking.random_text import formed_secrets, random_parts
from dial_lsp.masking.standing import words
from dial_lsp.masking.urls import secrets_in_urls
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUOTED = compiled(rf"[{QUOTES}]([^{QUOTES}\r\n]+)(?=[{QUOTES}])")
_KEY = compiled(
    rf"[{QUOTES}]([^{QUOTES}\r\n]+)[{QUOTES}]\s*:\s*\{{\s*[{QUOTES}]?(?:key|project|roles?|secured)\b", re.IGNORECASE
)
_NAME_OF_OBJECT = compiled(r"""(?<![\w.-])["']?([\w.-]+)["']?\s*:\s*[{\[]""")


def masked_in_comment(comment: str, *, in_keys: bool) -> Iterator[Masked]:
    """What of a comment is secret; in ``keys`` also all that stands in quotes."""
    for start, end in assigned(comment, is_prose=True):
        if comment[start:end] not in words():
            yield Masked(start, end, comment[start:end])
    for key in _KEY.finditer(comment):
        yield Masked(*key.span(1), key[1])
    if in_keys or any(is_keys_name(found[1]) for found in _NAME_OF_OBJECT.finditer(comment)):
        yield from _quoted(comment)
    for start, end in (*secrets_in_urls(comment), *formed_secrets(comment), *random_parts(comment)):
        yield Masked(start, end, comment[start:end])


def _quoted(comment: str) -> Iterator[Masked]:
    for found in _QUOTED.finditer(comment):
        if found[1].strip() and found[1] not in words():
            yield Masked(*found.span(1), found[1])
