"""Access as a list, for what is too wide for a table: by caller or by object, whichever there are fewer of."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from dial_lsp.access.limits import UNITS
from dial_lsp.model.access_control import WINDOWS
from dial_lsp.reports.access.answers import DENIED, WORDS
from dial_lsp.reports.access.grid import groups_in_full
from dial_lsp.reports.access.labels import number_of_objects, number_of_subjects
from dial_lsp.reports.frame import cell_width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dial_lsp.reports.access.answers import Answers
    from dial_lsp.reports.access.grid import Merged
    from dial_lsp.reports.access.labels import Labels

T = TypeVar("T")
Words = tuple[str, ...]
_LONGEST = max(map(len, WORDS))


class Line(NamedTuple):
    """What stands before the text, such as a word of access, and the text."""

    start: str
    text: str


def in_full(answers: Answers, labels: Labels, width: int) -> Iterator[Line]:
    """What is about one caller or one object: each way of access with its limits, and all who or what has it."""
    by_object = len(answers.objects) == 1
    for group in groups_in_full(answers):
        word, *limits = group.cells
        said = [f"{value} {UNITS[window]}" for window, value in zip(WINDOWS, limits, strict=True) if value]
        yield Line(word, "".join(f", {one}" for one in said))
        names = labels.subjects(group.subjects) if by_object else labels.objects(group.objects)
        yield from wrapped("  ", [group.counted(by_object=by_object)] if group.is_counted else names, width)


def listed(answers: Answers, labels: Labels, found: Merged, width: int) -> Iterator[Line]:
    """Everybody against everything: all names in full; who may not call, or what may not be called, is counted."""
    if len(found.callers) <= len(found.objects):
        every = _in_order(answers.objects, zip(found.objects, found.words, strict=True))
        for at, callers in enumerate(found.callers):
            yield from [Line("", "")] if at else []
            yield from wrapped("", labels.subjects(callers), width)
            yield from _by_word(((one, line[at]) for one, line in every), labels.objects, number_of_objects, width)
    else:
        who = _in_order(answers.subjects, zip(found.callers, zip(*found.words, strict=True), strict=True))
        for at, objects in enumerate(found.objects):
            yield from [Line("", "")] if at else []
            yield from wrapped("", labels.objects(objects), width)
            yield from _by_word(((one, line[at]) for one, line in who), labels.subjects, number_of_subjects, width)


def _in_order(every: Iterable[T], groups: Iterable[tuple[Iterable[T], Words]]) -> list[tuple[T, Words]]:
    """Each of several groups with its words, in the order that they have in the report."""
    words_of = {one: words for some, words in groups for one in some}
    return [(one, words_of[one]) for one in every]


def _by_word(
    found: Iterable[tuple[T, str]],
    names: Callable[[list[T]], list[str]],
    number_of: Callable[[list[T]], str],
    width: int,
) -> Iterator[Line]:
    """Some lines for each word, those who may first."""
    by_word: dict[str, list[T]] = defaultdict(list)
    for one, word in found:
        by_word[word].append(one)
    for word in WORDS:
        some = by_word.get(word)
        if some:
            start = f"  {word:{_LONGEST}}  "
            yield from wrapped(start, [number_of(some)] if word == DENIED else names(some), width)


def wrapped(start: str, pieces: Sequence[str], width: int) -> Iterator[Line]:
    """The pieces in as many lines as they need; none is broken."""
    line: list[str] = []
    used = first = len(start) - 1
    for piece in pieces:
        cells = cell_width(piece) + 1
        if line and used + cells > width:
            yield Line(start, " ".join(line))
            start, line, used = " " * len(start), [], first
        line.append(piece)
        used += cells
    yield Line(start, " ".join(line))
