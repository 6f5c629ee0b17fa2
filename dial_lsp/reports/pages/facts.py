"""What a reviewer asks first, each with the objects or callers of which it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dial_lsp.model.powers import Power
from dial_lsp.reports.access.question import FAILING
from dial_lsp.reports.pages.columns import shown_state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dial_lsp.access.matrix import Matrix
    from dial_lsp.access.subjects import SubjectKind
    from dial_lsp.reports.access.spend import Row

_POWERS = {
    Power.ADMINISTRATOR: ("administrator", "administrators"),
    Power.GLOBAL_READER: ("reader of all that is stored", "readers of all that is stored"),
}
_UNBOUNDED = ("key spends without bound", "keys spend without bound")
_DEAD = ("key nobody can use", "keys nobody can use")


def facts(matrix: Matrix, spending: Sequence[Row]) -> list[dict[str, Any]]:
    """Each fact: its name, its words behind a number, and the numbers of its objects or of its callers.

    What is said of all keys is left out of a page that does not show them all.
    """
    return [*_of_objects(matrix), *_of_callers(matrix, spending)]


def _of_objects(matrix: Matrix) -> Iterator[dict[str, Any]]:
    anybody, keys = _classes_with(matrix, "everyone"), _classes_with(matrix, "key")
    if anybody:
        yield _objects(matrix, "open", "open to everybody", lambda states: states[anybody[0]] != "denied")
    if keys and set(matrix.access.keys) <= set(matrix.subjects):
        words = "no key reaches"
        yield _objects(matrix, "unreached", words, lambda states: all(states[key] == "denied" for key in keys))
    if keys:
        words = "a key calls without any limit"
        yield _objects(matrix, "unlimited", words, lambda states: any(states[key] == "unlimited" for key in keys))
    yield _objects(matrix, "fails", "let in, but fail", lambda states: not FAILING.isdisjoint(states))


def _of_callers(matrix: Matrix, spending: Sequence[Row]) -> Iterator[dict[str, Any]]:
    access = matrix.access
    keys = [(number, subject) for number, subject in enumerate(matrix.subjects) if subject.kind == "key"]
    for power, words in _POWERS.items():
        numbers = [number for number, subject in keys if power in access.powers(subject)]
        if numbers:
            yield _callers(power.value.replace(" ", "-"), words, numbers)
    if spending and keys:
        unbounded = {row.subjects[0] for row in spending if row.case.bounds is None and len(row.subjects) == 1}
        yield _callers("unbounded", _UNBOUNDED, [number for number, subject in keys if subject in unbounded])
    dead = [number for number, subject in keys if not access.is_alive(subject)]
    if dead:
        yield _callers("dead", _DEAD, dead)


def _callers(name: str, words: tuple[str, str], numbers: list[int]) -> dict[str, Any]:
    return {"name": name, "words": words[len(numbers) != 1], "callers": numbers}


def _classes_with(matrix: Matrix, kind: SubjectKind) -> list[int]:
    """The numbers of the classes that have a caller of a kind."""
    return [number for number, one in enumerate(matrix.classes) if any(subject.kind == kind for subject in one.members)]


def _objects(matrix: Matrix, name: str, words: str, holds: Callable[[Sequence[str]], bool]) -> dict[str, Any]:
    """``holds`` is asked of the states by class."""
    found = []
    for number, row in enumerate(matrix.rows):
        states = [shown_state(answer) for answer in row.answers]
        if holds([states[cell] for cell in row.cells]):
            found.append(number)
    return {"name": name, "words": words, "objects": found}
