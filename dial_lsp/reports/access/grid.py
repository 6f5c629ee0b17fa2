"""Answers as rows and columns of words: all equal rows as one, all equal columns as one.

One object or one subject is shown in full instead, with all its limits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dial_lsp.model.access_control import WINDOWS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dial_lsp.access import Object, Subject
    from dial_lsp.reports.access.answers import Answer, Answers

_NAMED = 3  # so many of the objects or subjects that share a column or row are named, the rest is counted


@dataclass(frozen=True, slots=True)
class Grid:
    """Texts in rows below a head; the first column names the rows. ``words`` are the answers that occur."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: tuple[str, ...]


def grid_of(answers: Answers) -> Grid:
    """The answers as people read them."""
    if len(answers.subjects) == 1 or len(answers.objects) == 1:
        return _in_full(answers)
    return _matrix(answers)


def _in_full(answers: Answers) -> Grid:
    by_object = len(answers.objects) == 1
    rows: dict[tuple[str, ...], list[Answer]] = {}
    words: dict[str, None] = {}
    for answer in answers:
        words[answer.word] = None
        cells = (answer.word, *_limits(answer))
        rows.setdefault(cells if by_object else (*cells, answer.object.label), []).append(answer)
    head = ("caller" if by_object else "object", "access", *WINDOWS)
    every = [(_name(found, by_object=by_object), *cells[: len(head) - 1]) for cells, found in rows.items()]
    used = [at for at in range(len(head)) if at <= 1 or any(row[at] for row in every)]
    return Grid(tuple(head[at] for at in used), tuple(tuple(row[at] for at in used) for row in every), tuple(words))


def _limits(answer: Answer) -> list[str]:
    values = answer.limits.as_mapping().values()
    return ["" if value is None or not answer.reaches else str(value) for value in values]


def _name(found: list[Answer], *, by_object: bool) -> str:
    return _subjects([answer.subject for answer in found]) if by_object else short_object(found[0].object)


def _matrix(answers: Answers) -> Grid:
    rows: dict[tuple[str, ...], list[Subject]] = {}
    known: dict[object, tuple[str, ...]] = {}
    for subject in answers.subjects:
        alive = answers.access.is_alive(subject)
        cells = known.get((subject.role_set, alive))
        if cells is None:
            cells = tuple(answers.of(subject, found).word for found in answers.objects)
            known[subject.role_set, alive] = cells
        rows.setdefault(cells, []).append(subject)
    columns: dict[tuple[str, ...], list[Object]] = {}
    for at, found in enumerate(answers.objects):
        columns.setdefault(tuple(cells[at] for cells in rows), []).append(found)
    head = ("caller", *(_objects(found) for found in columns.values()))
    lines = [(_subjects(found), *(column[at] for column in columns)) for at, found in enumerate(rows.values())]
    words = dict.fromkeys(word for column in columns for word in column)
    return Grid(head, tuple(lines), tuple(words))


def _subjects(subjects: Sequence[Subject]) -> str:
    return _named([short_subject(subject) for subject in subjects])


def _objects(objects: Sequence[Object]) -> str:
    return _named([short_object(found) for found in objects])


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


def _named(names: Iterable[str]) -> str:
    every = tuple(names)
    rest = len(every) - _NAMED
    return ", ".join(every[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")
