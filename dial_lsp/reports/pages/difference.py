"""The page of differences: by cause, before and after side by side, and the cells that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dial_lsp.access import explain
from dial_lsp.access.comparison import finished
from dial_lsp.access.limits import UNITS
from dial_lsp.model.access_control import WINDOWS
from dial_lsp.reports.access.causes import causes_in_order, heading, place_in, shown_of, sum_of
from dial_lsp.reports.access.changes import WORDS, masked, sentence
from dial_lsp.reports.access.difference_text import closing, verdicts
from dial_lsp.reports.access.labels import short_object, short_subject
from dial_lsp.reports.frame import printable
from dial_lsp.reports.pages.changed_cells import changed_cells
from dial_lsp.reports.pages.columns import shown_state
from dial_lsp.reports.pages.document import document
from dial_lsp.reports.pages.places import Spelling, Told
from dial_lsp.reports.pages.relation_value import limit_numbers
from dial_lsp.syntax.tree import MISSING

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence

    from dial_lsp.access import Access, Subject
    from dial_lsp.access.answer import Answer
    from dial_lsp.access.causes import Cause
    from dial_lsp.access.difference import Difference
    from dial_lsp.reports.access.changes import Told as ToldChange
    from dial_lsp.reports.access.differences import Differing
    from dial_lsp.reports.judged import Judged
    from dial_lsp.reports.pages.changed_cells import Asking, Cell

TITLE = "Who may do more or less"


def render(told: Sequence[Differing], untold: str, judged: Judged) -> Iterator[str]:
    """The text of the page: what is told of one by one, and a sentence about the rest."""
    yield page(described(told, untold, judged))


def page(data: dict[str, Any] | None) -> str:
    """The text of the page that shows what ``described`` has said; without it, of one that waits for an editor."""
    return document(data.get("title", TITLE) if data else TITLE, "difference", data)


def described(told: Sequence[Differing], untold: str, judged: Judged) -> dict[str, Any]:
    """All that the page knows, without any secret."""
    return finished(in_steps(told, untold, judged))


def in_steps(
    told: Iterable[Differing], untold: str, judged: Judged, spelling: Spelling | None = None
) -> Generator[None, None, dict[str, Any]]:
    """The same with a break after each piece of work; where ``spelling`` finds files, these are the later ones."""
    configurations = []
    for one in told:
        value = yield from _Configuration(one, spelling).in_steps()
        configurations.append(value)
    return {
        "judged": {
            "heading": judged.heading,
            "changes": [[one.place(rooted=True), printable(one.message)] for one in judged.changes],
            "consequence": judged.consequence,
        }
        if judged.changes
        else None,
        "configurations": configurations,
        "untold": printable(untold),
        "windows": WINDOWS,
        "units": UNITS,
    }


class _Configuration:
    """Says one difference. What is secret on one side is hidden on both."""

    def __init__(self, one: Differing, spelling: Spelling | None) -> None:
        self._one = one
        self._difference: Difference = one.difference
        before, after = one.difference.before.config, one.difference.after.config
        self._told = (
            Told(before, after.secrecy.wording, spelling=Spelling(spelling.shown) if spelling else None),
            Told(after, before.secrecy.wording, spelling=spelling),
        )

    def in_steps(self) -> Generator[None, None, dict[str, Any]]:
        """Its causes with their changes, and its changed cells."""
        causes = causes_in_order(self._difference)
        told = []
        for cause in causes:
            told.append(self._cause(cause))
            yield
        return {
            "title": printable(self._one.title),
            "remark": printable(self._one.remark),
            "verdicts": [printable(line) for line in verdicts(*self._one.refusals)],
            "closing": closing(self._difference, causes),
            "causes": told,
            "cells": (yield from self._cells()),
            "sides": [told.tables() for told in self._told],
        }

    def _cause(self, cause: Cause) -> dict[str, Any]:
        shown = shown_of(cause)
        edit = cause.steps[0].first if cause.steps else None
        side = 0 if edit is not None and edit.after is MISSING else 1
        at = place_in(self._difference, edit) if edit is not None else None
        return {
            "effect": cause.effect.value,
            "heading": printable(heading(self._difference, cause)),
            "sum": sum_of(shown),
            "side": side,
            "at": self._told[side].place(at),
            "changes": [self._change(found) for found in shown],
        }

    def _change(self, found: ToldChange) -> dict[str, Any]:
        before, after = self._difference.because(found.first)
        return {
            "effect": found.first.effect.value,
            "word": WORDS[found.first.effect],
            "sentence": printable(sentence(self._difference, found)),
            "who": [self._name(change.subject) for change in found.changes if change.subject is not None],
            "steps": [self._told[0].steps(before), self._told[1].steps(after)],
        }

    def _cells(self) -> Generator[None, None, dict[str, Any]]:
        changed = yield from changed_cells(self._difference.before, self._difference.after)
        return {
            "columns": [[self._asking(*one) for one in column] for column in changed.columns],
            "rows": [
                {
                    "label": masked(self._difference, short_object(found)),
                    "cells": [
                        self._cell(cell, column[0]) if cell is not None else None
                        for cell, column in zip(cells, changed.columns, strict=True)
                    ],
                }
                for found, cells in changed.rows
            ],
        }

    def _cell(self, cell: Cell, asking: Asking) -> list[Any]:
        """The effect, and for each side the state, the limits and the reasons."""
        sides = (self._difference.before, self._difference.after)
        return [
            cell.effect.value,
            *(self._side(number, sides[number], cell[number], asking[number]) for number in (0, 1)),
        ]

    def _side(self, number: int, access: Access, answer: Answer | None, subject: Subject | None) -> list[Any] | None:
        if answer is None or subject is None:
            return None
        steps = self._told[number].steps(explain.steps(access, subject, answer))
        return [shown_state(answer), limit_numbers(answer.verdict.limits.values) if answer.reaches else [], steps]

    def _asking(self, old: Subject | None, new: Subject | None) -> str:
        """A caller; positions move, so a key that is gone may be called like one that is new."""
        return self._name(new or old) + (" (new)" if old is None else " (gone)" if new is None else "")

    def _name(self, subject: Subject | None) -> str:
        return masked(self._difference, short_subject(subject)) if subject is not None else ""
