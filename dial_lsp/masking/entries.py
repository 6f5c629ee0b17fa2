"""Secrets in one entry: found once in its life, from its text alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dial_lsp.masking import standing
from dial_lsp.masking.masks import Masked, joined
from dial_lsp.masking.random_text import looks_random
from dial_lsp.masking.standing import Mode, Standing
from dial_lsp.masking.texts import held_in_name, held_in_text, is_keys_entry, is_secret_scalar
from dial_lsp.schema.fields import entry_type
from dial_lsp.syntax.scanning import scan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.masking.texts import Held
    from dial_lsp.syntax import Entry
    from dial_lsp.syntax.scanning import Scanned
    from dial_lsp.syntax.tree import Pointer

HARMLESS = frozenset({"trailing-comma", "hash-comment"})
"""Problems that leave no doubt where texts begin and end, and what belongs to what."""


def is_damaged(entry: Entry) -> bool:
    """Whether it is unclear where the texts of an entry begin and end."""
    return any(problem.code not in HARMLESS for problem in entry.problems)


def masked_in_entry(entry: Entry, around: Standing) -> tuple[Masked, ...]:
    """What of an undamaged entry is secret besides its comments, by offsets into its text.

    ``around`` is where the value of its section stands.
    """
    known: tuple[Masked, ...] | None = entry.memo.get(("masked", around))
    if known is None:
        known = entry.memo["masked", around] = joined(_masked(entry, around))
    return known


def _masked(entry: Entry, around: Standing) -> Iterator[Masked]:
    standings: dict[Pointer, Standing] = {}
    for part in scan(entry.text):
        if part.kind == "name":
            outer = _around(standings, part.pointer, around)
            value = _value_at(entry.value, part.pointer) if _may_be_key(outer) else None
            name = part.value if part.pointer else entry.name
            is_entry = bool(part.pointer) or entry.name is not None
            standings[part.pointer] = _inside(outer, part, name, value) if is_entry else around
            if is_entry:
                yield from _covered(entry.text, part, held_in_name(outer, part.value, value))
        elif part.kind in ("text", "bare"):
            at = _at(standings, part.pointer, around)
            if part.kind == "text":
                is_sure = at.mode is not Mode.DOUBT or looks_random(part.value)
                yield from _covered(entry.text, part, held_in_text(at, part.value), is_sure=is_sure)
            elif is_secret_scalar(at, part.value):
                yield Masked(part.start, part.end, part.value)


def _inside(outer: Standing, part: Scanned, name: str | None, value: object) -> Standing:
    if is_keys_entry(outer, value):
        return standing.KEY
    if not part.pointer and outer.mode is Mode.KNOWN and entry_type(outer.section):
        return outer
    return standing.inside(outer, name or "")


def _around(standings: dict[Pointer, Standing], pointer: Pointer, around: Standing) -> Standing:
    return _at(standings, pointer[:-1], around) if pointer else around


def _at(standings: dict[Pointer, Standing], pointer: Pointer, around: Standing) -> Standing:
    """Where what a pointer leads to stands; names have been met before what they name, elements of lists have not."""
    known = standings.get(pointer)
    if known is None:
        if not pointer:
            return around
        known = standings[pointer] = standing.inside(_at(standings, pointer[:-1], around), pointer[-1])
    return known


def _may_be_key(outer: Standing) -> bool:
    return outer.mode in (Mode.FREE, Mode.KEY) or (outer.mode is Mode.KNOWN and not outer.pointer)


def _value_at(value: Any, pointer: Pointer) -> object:
    for step in pointer:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _covered(text: str, part: Scanned, held: Held, *, is_sure: bool = True) -> Iterator[Masked]:
    """The spans of what is secret in a string, quotes left out."""
    start, end = part.start + 1, part.end - 1
    if held.whole:
        yield Masked(start, end, part.value, is_sure)
        return
    raw = text[start:end]
    for first, last in held.parts:
        secret = part.value[first:last]
        if "\\" not in raw:
            yield Masked(start + first, start + last, secret)
            continue
        written = {secret, json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]}
        places = [(raw.find(one), len(one)) for one in written if one in raw]
        yield from (Masked(start + at, start + at + length, secret) for at, length in places)
        if not places:
            yield Masked(start, end, secret)
