"""Answers as rows and columns of words: callers with equal answers share a column, many equal objects a row.

One object or one subject is shown in full instead, with all its limits; who may not call is counted then.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dial_lsp.model.access_control import WINDOWS
from dial_lsp.reports.access.answers import DENIED, word_of
from dial_lsp.reports.access.labels import number_of_objects, number_of_subjects
from dial_lsp.reports.access.question import FAILING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access import Object, Subject
    from dial_lsp.access.answer import Answer
    from dial_lsp.access.matrix import Row
    from dial_lsp.reports.access.answers import Answers
    from dial_lsp.reports.access.labels import Labels

_LOST = FAILING - {"partly"}
_FEW = 50  # objects; so many have a row each, more share rows where they can


@dataclass(frozen=True, slots=True)
class Grid:
    """Texts in rows below a head of several lines; the first column names the rows. ``words`` are the answers used."""

    head: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Merged:
    """Everybody against everything, those together who are answered alike.

    ``words[objects][callers]`` is the word for a group of each; it is empty where the answer is not shown.
    """

    callers: tuple[tuple[Subject, ...], ...]
    objects: tuple[tuple[Object, ...], ...]
    words: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Callers of one object, or objects of one caller, with the same access and limits; ``first`` is one answer."""

    first: Answer
    subjects: tuple[Subject, ...]
    objects: tuple[Object, ...]
    cells: tuple[str, ...]  # the word, then the limits by window

    def named(self, labels: Labels, *, by_object: bool) -> Iterator[str]:
        """The callers, or else the objects, by name."""
        return map(labels.subject, self.subjects) if by_object else map(labels.object, self.objects)

    def counted(self, *, by_object: bool) -> str:
        """How many of each kind there are."""
        return number_of_subjects(self.subjects) if by_object else number_of_objects(self.objects)

    @property
    def is_counted(self) -> bool:
        """Whether there are only so many, who may not call it or may not be called."""
        return self.cells[0] == DENIED and max(len(self.subjects), len(self.objects)) > 1


def is_in_full(answers: Answers) -> bool:
    """Whether it is about one caller or one object."""
    return len(answers.subjects) == 1 or len(answers.objects) == 1


def merged(answers: Answers) -> Merged:
    """The words of all answers that are shown."""
    lines = [_line(answers, row) for row in answers.matrix.rows]
    callers: dict[tuple[str, ...], list[Subject]] = {}
    for one, column in zip(answers.matrix.classes, zip(*lines, strict=True), strict=True):
        callers.setdefault(column, []).extend(one.members)
    order = {subject: at for at, subject in enumerate(answers.subjects)}
    groups = [tuple(sorted(found, key=order.__getitem__)) for found in callers.values()]
    objects: dict[tuple[str, ...], list[Object]] = {}
    for found, line in zip(answers.objects, zip(*callers, strict=True), strict=True):
        objects.setdefault(line, []).append(found)
    return Merged(tuple(groups), tuple(map(tuple, objects.values())), tuple(objects))


def groups_in_full(answers: Answers) -> list[Group]:
    """The answers about one caller or one object: who may first, then whose calls fail, then who may not."""
    found: dict[tuple[str, ...], list[tuple[Subject, Answer]]] = {}
    for subject, answer in answers:
        found.setdefault((word_of(answer), *_limits(answer)), []).append((subject, answer))
    groups = [
        Group(
            some[0][1],
            tuple(dict.fromkeys(subject for subject, _ in some)),
            tuple(dict.fromkeys(answer.object for _, answer in some)),
            cells,
        )
        for cells, some in found.items()
    ]
    return sorted(groups, key=lambda one: (not one.first.reaches, one.first.state in _LOST))


def grid_in_full(answers: Answers, labels: Labels) -> Grid:
    """The table of one caller, with a row for each object, or of one object, with a row for those who have the same."""
    by_object = len(answers.objects) == 1
    groups = groups_in_full(answers)
    head = ("caller" if by_object else "object", "access", *WINDOWS)
    every: list[tuple[str, ...]] = []
    for one in groups:
        names = [one.counted(by_object=by_object)] if one.is_counted else [*one.named(labels, by_object=by_object)]
        every += [(name, *one.cells) for name in ([", ".join(names)] if by_object else names)]
    used = [at for at in range(len(head)) if at <= 1 or any(row[at] for row in every)]
    rows = tuple(tuple(row[at] for at in used) for row in every)
    return Grid(tuple((head[at],) for at in used), rows, frozenset(one.cells[0] for one in groups))


def grid_of(answers: Answers, labels: Labels, found: Merged | None = None) -> Grid:
    """The answers as people read them; ``found`` is what they are merged to, if somebody knows it."""
    if is_in_full(answers):
        return grid_in_full(answers, labels)
    found = found or merged(answers)
    words = frozenset(word for line in found.words for word in line if word)
    if len(found.objects) < len(found.callers):  # the longer side goes down the page
        across = zip(*found.words, strict=True)
        head = [tuple(map(labels.object, some)) for some in found.objects]
        names = [", ".join(map(labels.subject, some)) for some in found.callers]
        rows = [(name, *line) for name, line in zip(names, across, strict=True)]
        return Grid((("caller",), *head), tuple(rows), words)
    head = [tuple(map(labels.subject, some)) for some in found.callers]
    groups = zip(found.objects, found.words, strict=True)
    if len(answers.objects) <= _FEW:
        order = {one: at for at, one in enumerate(answers.objects)}
        each = sorted(((one, line) for some, line in groups for one in some), key=lambda pair: order[pair[0]])
        rows = [(labels.object(one), *line) for one, line in each]
    else:
        rows = [(", ".join(map(labels.object, some)), *line) for some, line in groups]
    return Grid((("object",), *head), tuple(rows), words)


def _line(answers: Answers, row: Row) -> tuple[str, ...]:
    """The words for each class of callers."""
    words = [word_of(answer) if answers.shows(answer) else "" for answer in row.answers]
    return tuple(words[cell] for cell in row.cells)


def _limits(answer: Answer) -> list[str]:
    values = answer.verdict.limits.as_mapping().values()
    return ["" if value is None or not answer.reaches else str(value) for value in values]
