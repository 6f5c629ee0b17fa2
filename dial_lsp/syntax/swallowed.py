"""A member of a section that is not closed, so that it holds all that follows: names tell it where no lines do."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from dial_lsp.syntax.chunks import Opening, Placed
from dial_lsp.syntax.strict import Unsound, read_key, read_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dial_lsp.syntax.chunks import Chunk

ROOT_NAMES: Final = frozenset(
    {
        "addons", "applicationTypeSchemas", "applications", "assistant", "catalogSchemas", "defaultLocale",
        "default_locale", "globalInterceptors", "interceptors", "keys", "models", "rateLimitSchedule",
        "retriableErrorCodes", "roles", "routes", "toolsets", "tracing", "translators",
    }
)  # fmt: skip
"""What only members of the root are called."""


_BESIDE: Final = 8


def swallower(chunks: Sequence[Chunk]) -> int | None:
    """The number of the chunk of the member that holds what follows its section, in sound text whose root stays open.

    It is the last one before a name of the root, in the section that is open last. None where that is no object, and
    where there is no such name: then the bracket that is missing may as well be the last one of the text.
    """
    opened = max((number for number, chunk in enumerate(chunks) if isinstance(chunk.items[0], Opening)), default=0)
    before: tuple[int, object] | None = None
    for number, chunk in enumerate(chunks[opened:], opened):
        for item in chunk.items:
            if not isinstance(item, Placed):
                continue
            if item.entry.name in ROOT_NAMES:
                return before[0] if before and isinstance(before[1], dict) else None
            before = number, item.entry.value
    return None


def names_root(chunks: Sequence[Chunk]) -> bool:
    """Whether an entry has the name of a member of the root."""
    items = (item for chunk in chunks for item in chunk.items if isinstance(item, Placed))
    return any(item.entry.name in ROOT_NAMES for item in items)


def field_names(backwards: Iterable[Chunk]) -> frozenset[str]:
    """The names of the fields of the entries that come before one in its section, of some that stand next to it."""
    found: set[str] = set()
    for item in islice((item for chunk in backwards for item in reversed(chunk.items)), _BESIDE):
        if not isinstance(item, Placed):
            break
        if isinstance(item.entry.value, dict):
            found.update(item.entry.value)
    return frozenset(found)


def is_left_open(text: str, at: int) -> bool:
    """Whether an object that is a member starts here, is sound as far as the text goes and not closed at its end."""
    try:
        name, _, start = read_key(text, at)
        body = text[start:].rstrip(" \t\r\n").removesuffix(",")
        _, end = read_value(f"{body}}}", 0, depth=2)
    except Unsound:
        return False
    return body.startswith("{") and end == len(body) + 1 and name not in ROOT_NAMES
