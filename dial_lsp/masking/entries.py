"""Secrets in one entry: found once in its life, from its text alone."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from dial_lsp.masking import standing
from dial_lsp.masking.masks import Masked, joined
from dial_lsp.masking.random_text import looks_random
from dial_lsp.masking.standing import Mode, Standing
from dial_lsp.masking.texts import NOTHING, held_in_name, held_in_text, is_keys_entry, is_secret_scalar
from dial_lsp.schema.fields import entry_type
from dial_lsp.syntax.scanning import parts_of, said_by
from dial_lsp.text import Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dial_lsp.masking.texts import Held
    from dial_lsp.syntax import Entry

_PAIR = r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_ESCAPE = compiled(rf"{_PAIR}|\\u[0-9a-fA-F]{{4}}|\\.")
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


class _Open:
    """A container that is not closed yet: where it stands, or each element of a list, its value, and how far one is."""

    __slots__ = ("at", "here", "value")

    def __init__(self, here: Standing, value: object, at: int) -> None:
        self.here, self.value, self.at = here, value, at

    def member(self, step: str | int) -> object:
        """The value of a member or element; None where there is none."""
        value = self.value
        if isinstance(value, dict):
            return value.get(step)
        return value[step] if isinstance(value, list) and isinstance(step, int) and step < len(value) else None


def _masked(entry: Entry, around: Standing) -> Iterator[Masked]:  # noqa: C901, PLR0912 -- a call a part is too slow
    """In one pass over the parts, for this is asked of whole files: nothing is made of a part that is no secret."""
    opened: list[_Open] = []
    here: Standing = around  # where what comes next stands, with its value
    value: object = entry.value
    is_name = True
    for part in parts_of(entry.text):
        mark = part[0]
        if mark[0] == '"':
            said = said_by(mark)
            is_sure = is_name or here.mode is not Mode.DOUBT or looks_random(said)
            if is_name:
                value = opened[-1].member(said) if opened else value
                held, here = _of_name(entry, opened[-1].here if opened else around, said, value, is_top=not opened)
                is_name = False
                if value == {} and not opened and held is NOTHING:
                    return
            else:
                held = held_in_text(here, said)
            if held is not NOTHING:
                yield from _covered(entry.text, Span(*part.span()), said, held, is_sure=is_sure)
        elif mark == "{":
            opened.append(_Open(here, value, -1))
            is_name = True
        elif mark == "[":
            here = standing.inside(here, 0)
            opened.append(_Open(here, value, 0))
            value = opened[-1].member(0)
        elif mark == ",":
            if opened:
                is_name = opened[-1].at < 0
                if not is_name:
                    opened[-1].at += 1
                    here, value = opened[-1].here, opened[-1].member(opened[-1].at)
        elif mark not in "}]":
            if is_secret_scalar(here, mark):
                yield Masked(part.start(), part.end(), mark)
        elif opened:
            opened.pop()
            is_name = False


def _of_name(entry: Entry, outer: Standing, said: str, value: object, *, is_top: bool) -> tuple[Held, Standing]:
    """What of the name of a member is secret, and where its value stands; the top one is the name of the entry."""
    if is_top and entry.name is None:
        return NOTHING, outer
    is_object = isinstance(value, dict) and _may_be_key(outer)
    if not is_top and not is_object:
        return of_plain_name(outer, said)
    is_key = is_object and is_keys_entry(outer, value)
    held = _held_in_name(outer, said, is_object=is_object, is_key=is_key)
    if is_key and outer.mode is not Mode.SECRET:
        return held, standing.KEY
    if is_top and outer.mode is Mode.KNOWN and entry_type(outer.section):
        return held, outer
    return held, standing.inside(outer, (entry.name if is_top else said) or "")


@lru_cache(maxsize=16384)
def of_plain_name(outer: Standing, said: str) -> tuple[Held, Standing]:
    """The same of a member whose value tells nothing."""
    return held_in_name(outer, said, None), standing.inside(outer, said)


@lru_cache(maxsize=16384)
def _held_in_name(outer: Standing, said: str, *, is_object: bool, is_key: bool) -> Held:
    """What of the name of a member is secret, of which no more matters than what kind of value it has."""
    return held_in_name(outer, said, _ANY_KEY if is_key else {} if is_object else None)


_ANY_KEY = {"project": ""}


def _may_be_key(outer: Standing) -> bool:
    return outer.mode in _OPEN or (outer.mode is Mode.KNOWN and not outer.pointer)


_OPEN = (Mode.FREE, Mode.KEY, Mode.SECRET)


def _covered(text: str, span: Span, said: str, held: Held, *, is_sure: bool) -> Iterator[Masked]:
    """The spans of what is secret in a string, quotes left out."""
    start, end = span.start + 1, span.end - 1
    if held.whole:
        yield Masked(start, end, said, is_sure)
        return
    written = _written_at(text[start:end])
    for first, last in held.parts:
        yield Masked(start + written(first), start + written(last), said[first:last])


def _written_at(raw: str) -> Callable[[int], int]:
    """Where in a string as it is written stands what is at an offset of what it says."""
    if "\\" not in raw:
        return lambda at: at
    ends, gains = [0], [0]  # how much longer than what it says the string is, up to each escape
    for escape in _ESCAPE.finditer(raw):
        gains.append(gains[-1] + len(escape[0]) - 1)
        ends.append(escape.end() - gains[-1])
    return lambda at: at + gains[bisect_right(ends, at) - 1]
