"""Where an entry holds placeholders in values that Core uses as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dial_lsp.model import reads
from dial_lsp.model.placeholders import has_placeholder
from dial_lsp.model.placeholders import is_unfilled as is_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dial_lsp.model.place import ConfigEntry
    from dial_lsp.syntax.tree import Pointer

_PROSE_AND_PATTERNS = frozenset(
    {"paths", "rewritePath", "overridePaths", "override_paths", "description", "displayName", "display_name", "intro"}
)
_CHOICES = frozenset({"authenticationType", "authentication_type", "authType"})
"""Fields one of whose values is the bare text ``API_KEY``."""
_LEFT_OUT = _PROSE_AND_PATTERNS | _CHOICES


def unfilled_in(entry: ConfigEntry) -> Mapping[Pointer, str]:
    """Texts that are or hold placeholders, by place, in the order of the entry; looked for once in its life.

    The secrets of API keys are not among them, for these have a rule of their own; nor is prose, and what Core itself
    fills in.
    """
    return reads.digested(entry, "unfilled", _unfilled_in, lambda found: tuple(found.items()))


def is_unfilled(entry: ConfigEntry) -> bool:
    """Whether an entry has any of them."""
    return bool(unfilled_in(entry))


def is_prose_or_pattern(pointer: Pointer) -> bool:
    """Whether a text holds prose, or a pattern that Core itself fills in: what looks like a placeholder is none."""
    return not _PROSE_AND_PATTERNS.isdisjoint(pointer)


def _unfilled_in(entry: ConfigEntry) -> Mapping[Pointer, str]:
    if not entry.value:
        return {}
    found = _unfilled(entry.value)
    return {pointer: text for pointer, text in found if entry.section != "keys" or pointer != ("key",)}


def _is_url(pointer: Pointer) -> bool:
    return bool(pointer) and str(pointer[-1]).lower().endswith(("endpoint", "url"))


def _unfilled(value: Any) -> Iterator[tuple[Pointer, str]]:
    waiting: list[tuple[Pointer, Any]] = [((), value)]
    while waiting:
        pointer, found = waiting.pop()
        if isinstance(found, str):
            if is_whole(found) or (_is_url(pointer) and has_placeholder(found)):
                yield pointer, found
        elif isinstance(found, dict):
            members = [((*pointer, name), part) for name, part in found.items() if name not in _LEFT_OUT]
            waiting += reversed(members)
        elif isinstance(found, list):
            waiting += reversed([((*pointer, index), part) for index, part in enumerate(found)])
