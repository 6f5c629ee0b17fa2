"""Answers as rows and columns of words: callers with equal answers share a column, many equal objects a row.

One object or one subject is shown in full instead, with all its limits.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dial_lsp.model.access_control import WINDOWS
from dial_lsp.reports.access.answers import word_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dial_lsp.access import Object, Subject
    from dial_lsp.access.answer import Answer
    from dial_lsp.access.matrix import Row
    from dial_lsp.reports.access.answers import Answers

_NAMED = 3  # so many of the objects or subjects that share a column or row are named, the rest is counted
_FEW = 50  # objects; so many have a row each, more share rows where they can


@dataclass(frozen=True, slots=True)
class Grid:
    """Texts in rows below a head of several lines; the first column names the rows. ``words`` are the answers used."""

    head: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    words: tuple[str, ...]


def grid_of(answers: Answers) -> Grid:
    """The answers as people read them."""
    is_full = len(answers.subjects) == 1 or len(answers.objects) == 1
    grid = _in_full(answers) if is_full else _matrix(answers)
    shown = answers.wording.names
    rows = tuple((shown(name), *cells) for name, *cells in grid.rows)
    head = (grid.head[0], *(grid.head[1:] if is_full else (tuple(map(shown, cell)) for cell in grid.head[1:])))
    return replace(grid, head=head, rows=rows)


def _in_full(answers: Answers) -> Grid:
    by_object = len(answers.objects) == 1
    rows: dict[tuple[str, ...], list[tuple[Subject, Answer]]] = {}
    words: dict[str, None] = {}
    for subject, answer in answers:
        word = word_of(answer)
        words[word] = None
        cells = (word, *_limits(answer))
        rows.setdefault(cells if by_object else (*cells, answer.object.label), []).append((subject, answer))
    head = ("caller" if by_object else "object", "access", *WINDOWS)
    every = [(_name(found, by_object=by_object), *cells[: len(head) - 1]) for cells, found in rows.items()]
    used = [at for at in range(len(head)) if at <= 1 or any(row[at] for row in every)]
    return Grid(tuple((head[at],) for at in used), tuple(tuple(row[at] for at in used) for row in every), tuple(words))


def _limits(answer: Answer) -> list[str]:
    values = answer.verdict.limits.as_mapping().values()
    return ["" if value is None or not answer.reaches else str(value) for value in values]


def _name(found: list[tuple[Subject, Answer]], *, by_object: bool) -> str:
    return _subjects([subject for subject, _ in found]) if by_object else short_object(found[0][1].object)


def _matrix(answers: Answers) -> Grid:
    lines = [_line(row) for row in answers.matrix.rows]
    callers: dict[tuple[str, ...], list[Subject]] = {}
    for one, column in zip(answers.matrix.classes, zip(*lines, strict=True), strict=True):
        callers.setdefault(column, []).extend(one.members)
    order = {subject: at for at, subject in enumerate(answers.subjects)}
    subjects = {column: sorted(found, key=order.__getitem__) for column, found in callers.items()}
    objects: dict[tuple[str, ...], list[Object]] = {}
    for at, found in enumerate(answers.objects):
        objects.setdefault(tuple(column[at] for column in subjects), []).append(found)
    words = tuple(dict.fromkeys(word for line in objects for word in line))
    if len(objects) < len(subjects):  # the longer side goes down the page
        head = [_stacked(map(short_object, found)) for found in objects.values()]
        across = zip(map(_subjects, subjects.values()), zip(*objects, strict=True), strict=True)
        return Grid((("caller",), *head), tuple((name, *line) for name, line in across), words)
    head = [_stacked(map(short_subject, found)) for found in subjects.values()]
    rows = [(_objects(found), *line) for line, found in objects.items()]
    if len(answers.objects) <= _FEW:
        rows = [(short_object(found), *(column[at] for column in subjects)) for at, found in enumerate(answers.objects)]
    return Grid((("object",), *head), tuple(rows), words)


def _line(row: Row) -> tuple[str, ...]:
    """The words for each class of callers."""
    words = [word_of(answer) for answer in row.answers]
    return tuple(words[cell] for cell in row.cells)


def _subjects(subjects: Sequence[Subject]) -> str:
    return _joined(map(short_subject, subjects))


def _objects(objects: Sequence[Object]) -> str:
    return _joined(map(short_object, objects))


def _joined(names: Iterable[str]) -> str:
    *first, last = _stacked(names)
    return f"{', '.join(first)}{' ' if last.startswith('and ') else ', '}{last}" if first else last


def _stacked(names: Iterable[str]) -> tuple[str, ...]:
    """Names, one for each line of a head."""
    every = tuple(names)
    rest = len(every) - _NAMED
    return (*every[:_NAMED], f"and {rest} more") if rest > 0 else every


def short_subject(subject: Subject) -> str:
    """A subject in a table."""
    if subject.kind == "everyone":
        return "anybody"
    if subject.kind == "key":
        return f"key {subject.position}" + (f" {subject.project}" if subject.project else "")
    return "role " + "+".join(role or "null" for role in subject.roles) if subject.roles else "no role"


def short_object(found: Object) -> str:
    """An object in a table."""
    name = found.name if found.application is None else f"{found.application}/{found.name}"
    return f"{found.kind} {name}"
