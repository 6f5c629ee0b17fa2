"""What a code action is, and the small edits it makes."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from os.path import commonprefix
from typing import TYPE_CHECKING

from dial_lsp.text import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from dial_lsp.diagnostics import Diagnostic

_MOST_LINES = 4000
"""Longer stretches are replaced as a whole: comparing takes time that grows with the square of their length."""

Edits = "Mapping[str, Sequence[Edit]]"


@dataclass(frozen=True, slots=True)
class CodeAction:
    """An offer: a title without secrets, a kind, and a way to its edits by path, worked out when somebody wants them.

    ``diagnostic`` is what it repairs or hides. A preferred one is safe and lets nobody do more than before.
    """

    title: str
    kind: str
    edits: Callable[[], Mapping[str, Sequence[Edit]]]
    diagnostic: Diagnostic | None = None
    is_preferred: bool = False


def edits_by(texts: Mapping[str, tuple[str, str]]) -> dict[str, tuple[Edit, ...]]:
    """The edits, by path, that lead from one text to another, line by line."""
    return {path: tuple(_edits(before, after)) for path, (before, after) in texts.items()}


def _edits(before: str, after: str) -> Iterator[Edit]:
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    start = sum(map(len, old[:head]))
    old, new = old[head : len(old) - tail], new[head : len(new) - tail]
    if max(len(old), len(new)) > _MOST_LINES:
        yield from _edit(start, "".join(old), "".join(new))
        return
    starts = [start]
    for line in old:
        starts.append(starts[-1] + len(line))
    for tag, first, last, new_first, new_last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from _edit(starts[first], "".join(old[first:last]), "".join(new[new_first:new_last]))


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _edit(start: int, old: str, new: str) -> Iterator[Edit]:
    """One replacement without the words that both texts start and end with; line ends stay whole."""
    head = len(commonprefix((old, new)))  # noqa: RUF071 -- texts, not paths
    tail = len(commonprefix((old[head:][::-1], new[head:][::-1])))  # noqa: RUF071
    head -= old[:head].endswith("\r")
    tail -= old[len(old) - tail :].startswith("\n")
    yield Edit(Span(start + head, start + len(old) - max(tail, 0)), new[head : len(new) - max(tail, 0)])
