"""Names taken apart into words, and the lists of words that they are compared with."""

from __future__ import annotations

from pathlib import Path

from dial_lsp.text.patterns import compiled

_WORDS = compiled(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


def words_of(name: str) -> list[str]:
    """The words of a name in lower case: camelCase, snake_case, kebab-case and UPPER_CASE alike."""
    return [word.lower() for word in _WORDS.findall(name)]


def word_list(name: str) -> list[str]:
    """The words of a file beside this one."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8").split()
