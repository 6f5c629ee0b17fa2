"""What a hover says, once for clients that show Markdown and once for those that show plain text.

Words of the user's file and of the schema are text and nothing else: no sign in them becomes markup.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dial_lsp.masking.wording import Wording

_SIGNS = compiled(r"[\\`*_\[\]<>#|~&$!]")
_STARTS_LIST = compiled(r"^(\s*)([-+]|\d+(?=[.)]))")
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Code:
    """A name or value as it is written."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that head what follows."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a page."""

    text: str
    url: str


Words: TypeAlias = "tuple[str | Code | Strong | Link, ...]"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words of their own."""

    words: Words


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, one item a line."""

    items: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Markdown of our own, such as the page of a rule."""

    markdown: str


Block: TypeAlias = "Paragraph | Bullets | Page"


@dataclass(frozen=True, slots=True)
class Topic:
    """Blocks about one thing."""

    blocks: tuple[Block, ...]


def as_markdown(topics: Iterable[Topic]) -> str:
    """The topics as Markdown, a line between two of them."""
    return "\n\n---\n\n".join("\n\n".join(_block(block, _line) for block in topic.blocks) for topic in topics)


def masked(topics: Iterable[Topic], wording: Wording) -> tuple[Topic, ...]:
    """The topics without secrets; pages of our own have none."""
    return tuple(Topic(tuple(_masked_block(block, wording) for block in topic.blocks)) for topic in topics)


def as_plain(topics: Iterable[Topic]) -> str:
    """The topics as plain text."""
    return "\n\n".join("\n".join(_block(block, _plain_line) for block in topic.blocks) for topic in topics)


def listed(words: Iterable[str], most: int = _MOST_WORDS) -> Words:
    """Names as they are written, parted by commas; of many the first and how many more there are."""
    every = tuple(words)
    parts: list[str | Code] = []
    for word in every[:most]:
        parts += [", ", Code(word)] if parts else [Code(word)]
    if len(every) > most:
        parts.append(f" and {len(every) - most} more")
    return tuple(parts)


def _masked_block(block: Block, wording: Wording) -> Block:
    if isinstance(block, Paragraph):
        return Paragraph(_masked_words(block.words, wording))
    if isinstance(block, Bullets):
        return Bullets(tuple(_masked_words(item, wording) for item in block.items))
    return block


def _masked_words(words: Words, wording: Wording) -> Words:
    return tuple(
        replace(word, text=wording.name(word.text)) if isinstance(word, Code | Strong | Link) else wording.hidden(word)
        for word in words
    )


def _block(block: Block, line: Callable[[Words], str]) -> str:
    if isinstance(block, Page):
        return block.markdown
    if isinstance(block, Bullets):
        return "\n".join(f"- {line(item)}" for item in block.items)
    return line(block.words)


def _line(words: Words) -> str:
    line = "".join(_word(word) for word in words)
    return _STARTS_LIST.sub(r"\1\\\2", line) if isinstance(words[0], str) else line


def _word(word: str | Code | Strong | Link) -> str:
    if isinstance(word, Code):
        return _code(word.text)
    if isinstance(word, Strong):
        return f"**{_escaped(word.text)}**"
    if isinstance(word, Link):
        return f"[{_escaped(word.text)}](<{word.url}>)"
    return _escaped(word)


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", " ".join(text.split("\n")))


def _code(text: str) -> str:
    """A code span: fenced by more backticks than stand in a row inside, and never empty."""
    inside = re.sub(r"[\x00-\x1f\x7f\u2028\u2029]", lambda match: f"\\u{ord(match[0]):04x}", text) or '""'
    longest = max((len(run) for run in re.findall("`+", inside)), default=0)
    fence = "`" * (longest + 1)
    padding = " " if inside.startswith(("`", " ")) or inside.endswith(("`", " ")) else ""
    return f"{fence}{padding}{inside}{padding}{fence}"


def _plain_line(words: Words) -> str:
    return "".join(_plain_word(word) for word in words)


def _plain_word(word: str | Code | Strong | Link) -> str:
    if isinstance(word, Link):
        return f"{word.text}: {word.url}"
    return word if isinstance(word, str) else word.text or '""'
