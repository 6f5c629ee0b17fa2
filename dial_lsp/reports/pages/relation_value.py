"""A relation as the JSON values of the access page: the matrix, with each answer and each reason told once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dial_lsp.access import explain
from dial_lsp.access.limits import UNITS
from dial_lsp.access.uncapped import is_cost_limited
from dial_lsp.access.words import cost_in_words
from dial_lsp.model.access_control import DEFAULT_ROLE, UNLIMITED, WINDOWS
from dial_lsp.reports.access.labels import short_object, short_subject
from dial_lsp.reports.pages.columns import columns_of, shown_state

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from dial_lsp.access import Subject
    from dial_lsp.access.answer import Answer
    from dial_lsp.access.limits import LimitEntry
    from dial_lsp.access.matrix import Matrix, Row
    from dial_lsp.access.subjects import RoleName
    from dial_lsp.model.place import Place
    from dial_lsp.reports.pages.places import Told

DIGITS = "".join(chr(code) for code in range(35, 127) if chr(code) not in "<\\&")
"""Characters for 0, 1, 2 and so on that need no escape in JSON or in a page."""
_SAFE = 2**53  # what a number of JavaScript holds exactly


class RelationValue:
    """Says a matrix; `Told.tables` has what the numbers of places and reasons mean."""

    def __init__(self, matrix: Matrix, told: Told) -> None:
        self._matrix = matrix
        self._access = matrix.access
        self._told = told
        self._roles: dict[RoleName, int] = {}

    def in_steps(self) -> Generator[None, None, dict[str, Any]]:
        """Callers and objects, with a break after each."""
        callers, objects = [], []
        for subject in self._matrix.subjects:
            callers.append(self._caller(subject))
            yield
        for row in self._matrix.rows:
            objects.append(self._object(row))
            yield
        return {
            "callers": callers,
            "columns": columns_of(self._matrix),
            "objects": objects,
            "roles": [self._told.name(role) for role in self._roles],
            "default": self._roles.get(DEFAULT_ROLE),
            "digits": DIGITS,
            "windows": WINDOWS,
            "units": UNITS,
        }

    def _role(self, name: RoleName) -> int:
        return self._roles.setdefault(name, len(self._roles))

    def _caller(self, subject: Subject) -> dict[str, Any]:
        access, told, is_key = self._access, self._told, subject.key is not None
        steps_of_roles = [explain.role_step(subject, (role,)) for role in subject.roles] if is_key else []
        return {
            "kind": subject.kind,
            "label": told.text(short_subject(subject)),
            "sentence": told.text(subject.label),
            "position": subject.position,
            "project": told.name(subject.project),
            "roles": [self._role(role) for role in subject.roles],
            "at": told.place(explain.roles_place(subject) if is_key else self._declared(subject)),
            "usable": access.is_alive(subject),
            "powers": [[power.value, told.name(role)] for power, role in access.powers(subject).items()],
            "cost": told.text(cost_in_words(access.cost(subject))) if is_cost_limited(access, subject) else None,
            "class": self._matrix.numbers[subject],
            "steps": told.steps(explain.caller_steps(access, subject)),
            "ofRoles": told.steps(steps_of_roles),
            "ofNoRole": told.steps([explain.role_step(subject, ())] if is_key else []),
            "ofCost": told.steps(explain.cost_steps(access, subject)),
        }

    def _declared(self, subject: Subject) -> Place | None:
        """Where the role of a caller with one role is declared."""
        role = self._access.config.roles.get(subject.roles[0] or "") if len(subject.roles) == 1 else None
        return role.at.key() if role is not None else None

    def _object(self, row: Row) -> dict[str, Any]:
        found, told = row.object, self._told
        column = self._access.column(found)
        return {
            "kind": found.kind,
            "name": told.name(found.name),
            "application": told.name(found.application),
            "label": told.text(short_object(found)),
            "sentence": told.text(found.label),
            "at": told.place(found.at),
            "admits": [self._role(role) for role in found.admitted] if found.allowed is not None else None,
            "isMatched": explain.is_matched(found),
            "grant": [] if explain.is_matched(found) else told.steps(explain.grant_steps(found)),
            "asked": column.asked,
            "problems": told.steps(self._access.problems(found)),
            "limits": [self._entry(entry) for entry in column.entries.values()],
            "answers": [self._answer(answer) for answer in row.answers],
            "cells": encoded(row.cells),
        }

    def _entry(self, entry: LimitEntry) -> list[Any]:
        return [self._role(entry.role), limit_numbers(entry.values)]

    def _answer(self, answer: Answer) -> list[Any]:
        """The state, the role that lets callers in, the reasons, what fails; of who is let in the limits with roles."""
        limits = answer.verdict.limits
        roles = [self._role(role) for role in answer.admitted_by]
        steps, problems = self._told.steps(answer.because), self._told.steps(answer.problems)
        granted = [limit_numbers(limits.values), [self._role(entry.role) for entry in limits.sources]]
        asks_money = [answer.asks_money] if answer.reaches else []
        return [shown_state(answer), roles, steps, problems, *(granted if answer.reaches else []), *asks_money]


def encoded(numbers: Sequence[int]) -> str | list[int]:
    """Small numbers as a text of one character each, which a browser reads much faster than a list."""
    if max(numbers, default=0) < len(DIGITS):
        return "".join(DIGITS[number] for number in numbers)
    return list(numbers)


def limit_numbers(values: Sequence[int]) -> list[int | str | None]:
    """Limits; None is unlimited, and what a number of JavaScript cannot hold is text."""
    if all(value == UNLIMITED for value in values):
        return []
    return [None if value == UNLIMITED else value if abs(value) < _SAFE else str(value) for value in values]
