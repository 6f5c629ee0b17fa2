"""Which of many names somebody may have meant, without a comparison with each of them.

Names that look the same and those that are one slip away are found in tables; others by the letters that they share.
So a question costs the same however many names there are, and each is answered once. Where a few names come and go the
tables stay, and so do the answers that these names have nothing to do with.
"""

from __future__ import annotations

from collections import defaultdict, deque
from functools import cached_property, lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from dial_lsp.model.placeholders import has_placeholder
from dial_lsp.model.similar import difference, is_near_miss, likeness, unlikeness, views

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_LIKE_ENOUGH: Final = 0.75
_COMPARED: Final = 8  # names whose likeness is weighed letter by letter, for one question
_SLIPS: Final = 32  # names that may be one slip away, for one question
_MOST_READ_THROUGH: Final = 500  # names; of more only those that share rare letters are looked at
_SHARING: Final = 256  # such names, for one question
_LONGEST: Final = 64  # letters of a name in which a slip is looked for
_LONGEST_COMPARED: Final = 1_000  # letters; to weigh more of them takes time by the square of their number
_MOST_SLIPS: Final = 500_000  # entries in the table of slips, some 100 MB; later names are found by shared letters
_MOST_CHANGED: Final = 32  # names, with which the tables of others serve


_Mark = tuple[int, str] | str
"""A view of a name with the number of the view, or what is left of the name after a slip."""


class _Tables:
    """Names by what they look like and by what is left of them after a slip, each in order."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = frozenset(names)
        self.is_whole = True
        found: dict[_Mark, list[str]] = defaultdict(list)
        slips = 0
        for name in sorted(self.names):
            for view in enumerate(views(name)):
                found[view].append(name)
            self.is_whole = self.is_whole and slips < _MOST_SLIPS
            for slip in _slips(name.casefold()) if self.is_whole else ():
                slips += slip not in found
                found[slip].append(name)
        self._by_mark: Mapping[_Mark, Sequence[str]] = dict(found)

    def with_mark(self, mark: _Mark) -> Sequence[str]:
        """The names that have a mark."""
        return self._by_mark.get(mark, ())


class NearNames:
    """Names to look among. The tables are made at the first question, so that right names cost nothing.

    A placeholder stands for a name that nobody knows, so it is near to none and none is near to it.
    """

    def __init__(self, names: Iterable[str], earlier: NearNames | None = None) -> None:
        """``earlier`` are names of which the tables serve these as well, for they differ in a few."""
        self.given = frozenset(names)
        self._nearest: dict[str, tuple[str, ...]] = {}
        self._misses: dict[str, str | None] = {}
        if earlier is not None and earlier.may_serve(self.given):
            self._take_over(earlier)

    def may_serve(self, names: frozenset[str]) -> bool:
        """Whether there are tables of these names, but for a few."""
        tables: _Tables | None = self.__dict__.get("_tables")
        return tables is not None and tables.is_whole and len(tables.names ^ names) <= _MOST_CHANGED

    def _take_over(self, earlier: NearNames) -> None:
        self.__dict__["_tables"] = earlier._tables
        others = frozenset(chain.from_iterable(map(_marks, self.given ^ earlier.given)))
        known = earlier._misses.items()
        self._misses = {name: answer for name, answer in known if others.isdisjoint(_marks(name))}

    @cached_property
    def _tables(self) -> _Tables:
        return _Tables(self._names)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(sorted(name for name in self.given if not has_placeholder(name)))

    def nearest(self, name: str, limit: int = 3) -> tuple[str, ...]:
        """The names somebody may have meant, best first: only slips where there are any, and never the name itself."""
        if name not in self._nearest:
            slips = [other for other in self._same_or_slips(name) if is_near_miss(name, other)]
            close = {} if has_placeholder(name) else dict.fromkeys((*slips[:_COMPARED], *self._sharing_letters(name)))
            near = [other for other in close if is_near_miss(name, other)]
            self._nearest[name] = _like_enough(name, near) or _like_enough(name, close)
        return self._nearest[name][:limit]

    def near_miss(self, name: str) -> str | None:
        """The name that this one is most likely a slip for: one that looks the same, else the most alike."""
        if name not in self._misses:
            among = () if has_placeholder(name) else self._same_or_slips(name)
            found = [other for other in among if is_near_miss(name, other)]
            self._misses[name] = min(
                found[:_COMPARED],
                key=lambda other: (difference(name, other) is None, *unlikeness(name, other)),
                default=None,
            )
        return self._misses[name]

    def _same_or_slips(self, name: str) -> tuple[str, ...]:
        """The names that look the same, and some that may be one slip away."""
        found = dict.fromkeys(
            other for other in chain.from_iterable(map(self._with_mark, _marks(name))) if other != name
        )
        return tuple(islice(found, _SLIPS))

    def _with_mark(self, mark: _Mark) -> Iterable[str]:
        """The names that have a mark, in order."""
        found = self._tables.with_mark(mark)
        if not self._others:
            return found
        return sorted([*filter(self.given.__contains__, found), *self._come.get(mark, ())])

    @cached_property
    def _others(self) -> frozenset[str]:
        """The names by which these are others than those of the tables."""
        return self._tables.names.symmetric_difference(self._names)

    @cached_property
    def _come(self) -> Mapping[_Mark, Sequence[str]]:
        """Those that the tables do not have, by their marks."""
        found: dict[_Mark, list[str]] = defaultdict(list)
        for name in self._others & self.given:
            for mark in _marks(name):
                found[mark].append(name)
        return found

    def _sharing_letters(self, name: str) -> Iterator[str]:
        """The names that share most letters in this order: rapidfuzz counts no fewer than difflib does."""
        from rapidfuzz import fuzz, process

        folded = name.casefold()
        if len(folded) > _LONGEST_COMPARED:
            return iter(())
        at = range(len(self._names)) if len(self._names) <= _MOST_READ_THROUGH else self._sharing_rare_letters(folded)
        choices = {number: one for number in at if len(one := self._folded[number]) <= _LONGEST_COMPARED}
        close = process.extract(folded, choices, scorer=fuzz.ratio, score_cutoff=100 * _LIKE_ENOUGH, limit=_COMPARED)
        return (self._names[number] for _, _, number in close if self._names[number] != name)

    def _sharing_rare_letters(self, folded: str) -> Iterable[int]:
        """Some names that share three letters in a row with this one, the rarest ones first."""
        having = sorted((self._by_letters.get(letters, ()) for letters in set(_in_threes(folded))), key=_by_length)
        return dict.fromkeys(islice(chain.from_iterable(having), _SHARING))

    @cached_property
    def _folded(self) -> tuple[str, ...]:
        return tuple(name.casefold() for name in self._names)

    @cached_property
    def _by_letters(self) -> Mapping[str, Sequence[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for number, folded in enumerate(self._folded):
            for letters in set(_in_threes(folded)):
                found[letters].append(number)
        return dict(found)


_recent: deque[NearNames] = deque(maxlen=8)


def near_names(names: Iterable[str]) -> NearNames:
    """The names to look among; the same tables and answers for the same names, for others as far as they serve."""
    given = frozenset(names)
    found = next((one for one in _recent if one.given == given), None)
    if found is None:
        found = NearNames(given, next((one for one in _recent if one.may_serve(given)), None))
        _recent.appendleft(found)
    return found


def nearest(name: str, names: Iterable[str], *, limit: int = 3) -> tuple[str, ...]:
    """The names of a few that somebody may have meant, best first; for many names keep ``near_names`` of them."""
    return near_names(tuple(names)).nearest(name, limit)


def meant(name: str, near: Sequence[str]) -> str:
    """The end of a sentence about a wrong name: the first near one, and in what it differs if nobody sees that."""
    if not near:
        return ""
    told_apart = difference(name, near[0])
    return f'; "{near[0]}" differs in {told_apart}' if told_apart else f'; did you mean "{near[0]}"?'


def _like_enough(name: str, others: Iterable[str]) -> tuple[str, ...]:
    """Those that are alike, best first."""
    scored = ((likeness(name, other), other) for other in others)
    return tuple(other for _, other in sorted((-score, other) for score, other in scored if score >= _LIKE_ENOUGH))


@lru_cache(maxsize=1 << 14)  # names come and go one by one
def _slips(folded: str) -> frozenset[str]:
    """What two names that are one slip apart have in common: each without one letter, and all letters in order.

    A digit is never a slip.
    """
    if len(folded) > _LONGEST:
        return frozenset()
    without = {folded[:at] + folded[at + 1 :] for at, letter in enumerate(folded) if not letter.isdigit()}
    return frozenset({folded, *without, f"\0{''.join(sorted(folded))}"})


def _marks(name: str) -> Iterator[_Mark]:
    """By which a name is found: what it looks like, and what is left of it after a slip."""
    return chain(enumerate(views(name)), _slips(name.casefold()))


def _in_threes(folded: str) -> Iterator[str]:
    padded = f"\0{folded[:_LONGEST]}\0"
    return (padded[at : at + 3] for at in range(len(padded) - 2))


def _by_length(found: Sequence[int]) -> int:
    return len(found)
