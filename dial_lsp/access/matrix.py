"""Everybody against everything: callers merged into classes of equal answers, and each answer made once.

What reads the whole relation reads this: tables, JSON, CSV and pages. A config of 300 keys, 100 roles and 1,000
deployments has 400,000 cells and some thousand answers.

- ``Matrix.classes`` are the callers, those together who are answered alike by every object of the matrix. Callers with
  the same roles always are; so are those whose roles differ only where it does not count.
- ``Matrix.rows`` are the objects, each with its different answers and by class the number of the one that counts.
- The reasons of a cell are those of the caller (``explain.caller_steps``), then where the role that decides is given
  (``explain.role_step``), then those of the answer (``Answer.because``), then what the caller may spend
  (``explain.cost_steps``) and why calls fail (``Answer.problems``). Each is made once, however many cells it stands in,
  and its place is looked up by who shows it. ``Matrix.because`` puts them together.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dial_lsp.access import explain
from dial_lsp.access.answer import Answer, Terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dial_lsp.access.because import Because
    from dial_lsp.access.objects import Identity, Object
    from dial_lsp.access.relation import Access
    from dial_lsp.access.subjects import RoleName, RoleSet, Subject

Profile = tuple["RoleSet", Terms]
_NOBODY: RoleSet = frozenset()
_OTHERS = -1  # callers with none of the roles that count


@dataclass(frozen=True, slots=True)
class CallerClass:
    """Callers who are answered alike by every object."""

    members: tuple[Subject, ...]

    @property
    def first(self) -> Subject:
        """One of them, to ask for all."""
        return self.members[0]


@dataclass(frozen=True, slots=True)
class Row:
    """One object: its different answers, and by class of callers the number of its answer."""

    object: Object
    answers: tuple[Answer, ...]
    cells: Sequence[int]

    def of(self, number: int) -> Answer:
        """The answer to a class."""
        return self.answers[self.cells[number]]


class Matrix:
    """Some callers and objects of a relation, in the given order; all of them unless it is said which."""

    def __init__(
        self, access: Access, subjects: Iterable[Subject] | None = None, objects: Iterable[Object] | None = None
    ) -> None:
        """Nothing is asked before it is needed."""
        self.access = access
        self.subjects = tuple(subjects) if subjects is not None else (*access.keys, *access.roles, access.everyone)
        self.objects = tuple(objects) if objects is not None else access.objects
        self._asked: list[Row] = []  # with a cell for each profile

    def steps(self) -> Iterator[None]:
        """Ask every object, with a break after each, for somebody who has other things to do in between."""
        for found in self.objects[len(self._asked) :]:
            self._asked.append(self._asking.row(found))
            yield

    @property
    def classes(self) -> tuple[CallerClass, ...]:
        """The classes of callers, by their first members; the number of a class is its index."""
        return self._merged[0]

    @property
    def rows(self) -> tuple[Row, ...]:
        """The objects with their answers."""
        return self._merged[1]

    @cached_property
    def numbers(self) -> Mapping[Subject, int]:
        """By caller the number of its class."""
        return {subject: number for number, one in enumerate(self.classes) for subject in one.members}

    def of(self, subject: Subject, found: Object) -> Answer:
        """The answer to one caller. Raises KeyError for what is not in the matrix."""
        return self._row_of[found.identity].of(self.numbers[subject])

    def because(self, subject: Subject, answer: Answer) -> tuple[Because, ...]:
        """Every step of why the caller gets the answer."""
        return tuple(explain.steps(self.access, subject, answer))

    @cached_property
    def _row_of(self) -> Mapping[Identity, Row]:
        return {row.object.identity: row for row in self.rows}

    @cached_property
    def _of_profiles(self) -> Mapping[Profile, Sequence[Subject]]:
        found: dict[Profile, list[Subject]] = defaultdict(list)
        for subject in self.subjects:
            found[subject.role_set, self.access.terms(subject)].append(subject)
        return found

    @cached_property
    def _asking(self) -> _Asking:
        return _Asking(self.access, tuple(self._of_profiles))

    @cached_property
    def _merged(self) -> tuple[tuple[CallerClass, ...], tuple[Row, ...]]:
        for _ in self.steps():
            pass
        rows, of_profiles = self._asked, self._of_profiles
        alike: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for profile, line in enumerate(zip(*(row.cells for row in rows), strict=True)):
            alike[line].append(profile)
        if not rows and of_profiles:
            alike[()] = list(range(len(of_profiles)))
        groups = list(of_profiles.values())
        order = {subject: at for at, subject in enumerate(self.subjects)}
        members = [
            (sorted((one for at in profiles for one in groups[at]), key=order.__getitem__), profiles[0])
            for profiles in alike.values()
        ]
        members.sort(key=lambda found: order[found[0][0]])
        classes = tuple(CallerClass(tuple(found)) for found, _ in members)
        firsts = [profile for _, profile in members]
        return classes, tuple(Row(row.object, row.answers, [row.cells[at] for at in firsts]) for row in rows)


class _Asking:
    """Asks objects for profiles: roles and terms. Who has none of the roles that count is not asked for one by one."""

    def __init__(self, access: Access, profiles: Sequence[Profile]) -> None:
        self._access = access
        self._holders: dict[RoleName, list[int]] = defaultdict(list)
        for at, (roles, _) in enumerate(profiles):
            for role in roles:
                self._holders[role].append(at)
        self._terms = [terms for _, terms in profiles]

    def row(self, found: Object) -> Row:
        """The answers of an object, and by profile the number of the one that counts."""
        touched = self._counted(self._access.relevant(found))
        numbers: dict[Profile, int] = {}
        made: list[Answer] = []

        def number(counted: RoleSet, terms: Terms) -> int:
            known = numbers.get((counted, terms))
            if known is None:
                answer = self._access.answer_for(found, counted, terms)
                if answer.terms != terms:  # they do not matter here
                    known = number(counted, answer.terms)
                else:
                    known = len(made)
                    made.append(answer)
                numbers[counted, terms] = known
            return known

        cells = [_OTHERS] * len(self._terms)
        for at in sorted(touched):
            cells[at] = number(frozenset(touched[at]), self._terms[at])
        if _OTHERS in cells:
            others = [terms for cell, terms in zip(cells, self._terms, strict=True) if cell == _OTHERS]
            number_of = {terms: number(_NOBODY, terms) for terms in dict.fromkeys(others)}
            cells = [
                number_of[terms] if cell == _OTHERS else cell for cell, terms in zip(cells, self._terms, strict=True)
            ]
        return Row(found, tuple(made), cells)

    def _counted(self, relevant: RoleSet) -> Mapping[int, Iterable[RoleName]]:
        """By number of a profile those of its roles that count for the object; profiles without any are left out."""
        touched: dict[int, list[RoleName]] = {}
        for role in relevant:
            for at in self._holders.get(role, ()):
                touched.setdefault(at, []).append(role)
        return touched
