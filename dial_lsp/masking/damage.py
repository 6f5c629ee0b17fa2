"""Damaged text: where nobody knows what belongs together, every word that is no known name is kept secret.

Words end at blanks, at all kinds of quotes and at the marks of JSON, whichever of these belong to a pair. So a quote
too many or too few cannot turn the mask inside out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dial_lsp.masking.comments import masked_in_comment
from dial_lsp.masking.masks import QUOTES, Masked
from dial_lsp.masking.random_text import looks_random
from dial_lsp.masking.standing import words
from dial_lsp.masking.urls import secrets_in_urls
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

_WORD = compiled(rf"(?P<url>(?:https?|wss?)://[^\s{QUOTES}{{}}\[\],<>]+)|[^\s{QUOTES}{{}}\[\],:]+")
_COMMENT = compiled(r"^[ \t]*(//[^\r\n]*)", re.MULTILINE)
"""A comment that nothing stands before: whatever is damaged, strings end with their line."""
_HARMLESS = compiled(r"-?[0-9]{1,11}(?:\.[0-9]{1,11})?|[^\w]+|//+|/\*|\*/")
_BARE = compiled(r"[\w.-]+")
_SHORTEST = 6
_BLANKS = compiled(r"[ \t]*")


def masked_words(text: str, known: Container[str]) -> Iterator[Masked]:
    """The words of a text to keep secret; those with only blanks between them are one."""
    at = 0
    for comment in _COMMENT.finditer(text):
        yield from _masked(text, at, comment.start(1), known)
        at = comment.end()
        for one in masked_in_comment(comment[1], in_keys=True):
            yield one.shifted(comment.start(1))
    yield from _masked(text, at, len(text), known)


def _masked(text: str, start: int, end: int, known: Container[str]) -> Iterator[Masked]:
    before: Masked | None = None
    for found in _WORD.finditer(text, start, end):
        word = found[0]
        if _may_be_shown(word, known, is_url=found["url"] is not None):
            continue
        one = Masked(found.start(), found.end(), word, is_sure=False)
        if before is None:
            before = one
        elif _BLANKS.fullmatch(text, before.end, one.start):
            before = before._replace(end=one.end, text=text[before.start : one.end])
        else:
            yield before
            before = one
    if before is not None:
        yield before


def _may_be_shown(word: str, known: Container[str], *, is_url: bool) -> bool:
    if is_url:
        return not looks_random(word) and not any(secrets_in_urls(word))
    return word in words() or word in known or _HARMLESS.fullmatch(word) is not None


def unsure_parts(found: Iterable[Masked]) -> frozenset[str]:
    """The words of which it is not sure that they are secrets, and what else may be read as a word in them."""
    words = {word for one in found if not one.is_sure for word in one.text.split()}
    return frozenset({*words, *(part for word in words for part in _BARE.findall(word) if len(part) >= _SHORTEST)})
