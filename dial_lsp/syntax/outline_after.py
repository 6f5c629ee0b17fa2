"""The outline of the next document, made from the one before at the cost of the edit.

Entries may be replaced, come and go; where more is another the outline is read anew.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.syntax.chunks import Lone, Placed
from dial_lsp.syntax.numbers import Numbers
from dial_lsp.syntax.outline import Changed, EntryPlace, Section, SectionPlace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dial_lsp.syntax.chunks import Chunk, Entry
    from dial_lsp.syntax.outline import Anchor, Outline

_MANY = 256
"""So many entries may be replaced before the places of all entries are put into one mapping again."""
_MANY_MOVES = 32
"""So often chunks may come and go before that."""


def outline_after(old: Outline, first: int, before: Sequence[Chunk], after: Sequence[Chunk]) -> Outline | None:
    """The outline when the chunks from number ``first`` on are replaced; None if more than entries is another.

    ``before`` and ``after`` are the chunks there.
    """
    if old.unclosed:
        return None
    outline = _replaced(old, first, before, after) if len(before) == len(after) else None
    if outline is None:
        outline = _with_others(old, first, before, after)
    if outline is None:
        return None
    end, growth = first + len(before), len(after) - len(before)
    flaws = [number for number, chunk in enumerate(after, first) if chunk.problems]
    comments = [number for number, chunk in enumerate(after, first) if chunk.comments]
    outline = replace(
        outline,
        flawed=_spliced(old.flawed, first, end, flaws, growth),
        commented=_spliced(old.commented, first, end, comments, growth),
    )
    is_long = len(outline.moved) > _MANY or len(outline.numbers.starts) > _MANY_MOVES
    return _folded(outline) if is_long else outline


def outline_beside(old: Outline, new: Outline) -> Outline | None:
    """The new outline, knowing which entries took the place of which; None if more than entries is another.

    For documents that were read apart from each other and share their entries where the texts are equal.
    """
    if len(old.sections) != len(new.sections):
        return None
    replaced: list[tuple[Entry, Entry]] = []
    for before, after in zip(old.sections, new.sections, strict=True):
        if (before.name, before.kind, len(before.entries)) != (after.name, after.kind, len(after.entries)):
            return None
        replaced += ((one, other) for one, other in zip(before.entries, after.entries, strict=True) if one is not other)
    if any(one.name is None or one.name != other.name for one, other in replaced) or _changes_places(replaced):
        return None
    return replace(new, replaced=tuple(replaced))


def _replaced(old: Outline, first: int, before: Sequence[Chunk], after: Sequence[Chunk]) -> Outline | None:
    """The outline when entries are replaced by others of the same name and kind, and nothing else is."""
    moved: dict[Entry, EntryPlace | None] = {}
    replaced: list[tuple[Entry, Entry]] = []
    sections = old.sections
    for number, (chunk, fresh) in enumerate(zip(before, after, strict=True), first):
        if chunk is fresh:
            continue
        if len(chunk.items) != len(fresh.items) or chunk.before != fresh.before:
            return None
        for item, new in zip(chunk.items, fresh.items, strict=True):
            if isinstance(item, Placed) and isinstance(new, Placed) and item.entry.name == new.entry.name:
                section = old.place_of(item.entry).section
                if item.entry is not new.entry:
                    entries = sections[section].entries
                    at = entries.index(item.entry)
                    sections = _with(sections, section, (*entries[:at], new.entry, *entries[at + 1 :]))
                    moved[item.entry] = None
                    replaced.append((item.entry, new.entry))
                moved[new.entry] = EntryPlace(number, new.at, section)
            elif item != new:
                return None
    if _changes_places(replaced):
        return None
    return replace(old, sections=sections, moved={**old.moved, **moved}, replaced=tuple(replaced), changed=None)


def _with_others(old: Outline, first: int, before: Sequence[Chunk], after: Sequence[Chunk]) -> Outline | None:
    """The outline when in one section entries that stand together are others now, or more, or fewer."""
    same = _count(before[at] is after[at] for at in range(min(len(before), len(after))))
    rest = min(len(before), len(after)) - same
    behind = _count(_is_alike(before[-at], after[-at]) for at in range(1, rest + 1))
    end = first + len(before) - behind
    olds = _placed(before[same : len(before) - behind], first + same)
    news = _placed(after[same : len(after) - behind], first + same)
    if olds is None or news is None or any(map(old.has, news.keys() - olds.keys())):
        return None
    beside = _last_in(before[:same])
    sections = {old.place_of(entry).section for entry in (*olds, *([beside] if beside and not olds else ()))}
    if len(sections) != 1:
        return None
    section = sections.pop()
    shift = _Shift(end, len(after) - len(before))
    moved = {entry: shift.place(place) for entry, place in old.moved.items()}
    moved |= dict.fromkeys(olds)
    moved |= {entry: EntryPlace(*at, section) for entry, at in news.items()}
    entries = old.sections[section].entries
    at = entries.index(next(iter(olds))) if olds else entries.index(beside) + 1
    return replace(
        old,
        sections=_with(old.sections, section, (*entries[:at], *news, *entries[at + len(olds) :])),
        places=tuple(map(shift.section, old.places)),
        root_end=shift.anchor(old.root_end) if old.root_end else None,
        trailing=(shift.number(old.trailing[0]), old.trailing[1]) if old.trailing else None,
        numbers=old.numbers.after(end, shift.growth),
        moved=moved,
        replaced=None,
        changed=Changed(frozenset(olds.keys() - news.keys()), frozenset(news.keys() - olds.keys())),
    )


class _Shift(NamedTuple):
    """Chunks from number ``end`` on move by ``growth``."""

    end: int
    growth: int

    def number(self, chunk: int) -> int:
        return chunk + self.growth if chunk >= self.end else chunk

    def anchor(self, anchor: Anchor) -> Anchor:
        return anchor._replace(chunk=self.number(anchor.chunk))

    def section(self, place: SectionPlace) -> SectionPlace:
        return SectionPlace(self.number(place.chunk), place.key, self.anchor(place.start), self.anchor(place.end))

    def place(self, place: EntryPlace | None) -> EntryPlace | None:
        return place and place._replace(chunk=self.number(place.chunk))


def _count(answers: Iterable[bool]) -> int:
    """How many hold before the first that does not."""
    return sum(1 for _ in takewhile(bool, answers))


def _is_alike(before: Chunk, after: Chunk) -> bool:
    """Whether chunks begin in the same state, are as long and hold the same, so that they differ in number alone."""
    return (
        before.before == after.before
        and before.length == after.length
        and len(before.items) == len(after.items)
        and all(
            one is other or (not isinstance(one, Lone) and one == other)
            for one, other in zip(before.items, after.items, strict=True)
        )
    )


def _placed(chunks: Sequence[Chunk], first: int) -> dict[Entry, tuple[int, int]] | None:
    """The entries of chunks with the numbers of these and offsets in them; None where anything else is in them."""
    items = [(number, item) for number, chunk in enumerate(chunks, first) for item in chunk.items]
    found = {item.entry: (number, item.at) for number, item in items if isinstance(item, Placed)}
    return found if len(found) == len(items) else None


def _changes_places(replaced: Sequence[tuple[Entry, Entry]]) -> bool:
    """Whether an entry goes from one place and comes to another, where two entries have one text."""
    return len(replaced) > 1 and not {one for one, _ in replaced}.isdisjoint(other for _, other in replaced)


def _last_in(chunks: Sequence[Chunk]) -> Entry | None:
    """The entry with which chunks end; None where they end with anything else."""
    last = chunks[-1].items[-1] if chunks and chunks[-1].items else None
    return last.entry if isinstance(last, Placed) else None


def _with(sections: Sequence[Section], number: int, entries: tuple[Entry, ...]) -> tuple[Section, ...]:
    """The sections, of which one has other entries now."""
    section = sections[number]
    return (*sections[:number], Section(section.name, section.kind, entries), *sections[number + 1 :])


def _spliced(numbers: tuple[int, ...], first: int, end: int, fresh: Sequence[int], growth: int) -> tuple[int, ...]:
    if not fresh and not growth and not any(first <= number < end for number in numbers):
        return numbers
    before = (number for number in numbers if number < first)
    return (*before, *fresh, *(number + growth for number in numbers if number >= end))


def _folded(outline: Outline) -> Outline:
    stay = (entry for entry in outline.entries if entry not in outline.moved)
    entries = {entry: outline.place_of(entry) for entry in stay}
    entries |= {entry: place for entry, place in outline.moved.items() if place is not None}
    return replace(outline, entries=entries, numbers=Numbers(), moved={})
