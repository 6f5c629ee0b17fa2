"""Which places stand in the reasons of what policies ask."""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from dial_lsp.access import explain
from dial_lsp.policies.statements import Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dial_lsp.access import Because, Object, Subject
    from dial_lsp.access.answer import Answer, Terms
    from dial_lsp.model.place import Place
    from dial_lsp.policies.policy import Policy
    from dial_lsp.policies.selectors import Selectors
    from dial_lsp.syntax.tree import Pointer


class AskedPlaces:
    """The places, with what is inside of them and what they are inside of; looked for when one is asked about."""

    def __init__(self, policies: Iterable[Policy], selectors: Selectors) -> None:
        """``selectors`` are those over the relation that the policies are asked of."""
        self._policies = policies
        self._selectors = selectors

    def __contains__(self, place: Place) -> bool:
        return any(
            pointer[: len(place.pointer)] == place.pointer or (pointer and place.pointer[: len(pointer)] == pointer)
            for pointer in self._known.get(place.entry, ())
        )

    @cached_property
    def _known(self) -> dict[object, set[Pointer]]:
        known: dict[object, set[Pointer]] = {}
        for step in self._reasons():
            if step.at is not None:
                known.setdefault(step.at.entry, set()).add(step.at.pointer)
        return known

    def _reasons(self) -> Iterator[Because]:
        """Every step once at least: the answers of an object are few, however many callers get them."""
        access = self._selectors.access
        terms: dict[Subject, Terms] = {}
        told: set[object] = set()
        for found, callers in self._asked():
            relevant, is_matched = access.relevant(found), explain.is_matched(found)
            answers: dict[object, Answer] = {}
            for subject in callers:
                if subject not in terms:
                    terms[subject] = access.terms(subject)
                    yield from explain.caller_steps(access, subject)
                counted = subject.role_set & relevant
                answer = answers.get((counted, terms[subject]))
                if answer is None:
                    answer = answers[counted, terms[subject]] = access.answer_for(found, counted, terms[subject])
                    yield from (*answer.because, *answer.problems)
                if subject.key is not None and is_matched and (subject.position, answer.admitted_by) not in told:
                    told.add((subject.position, answer.admitted_by))
                    yield explain.role_step(subject, answer.admitted_by)
                if answer.asks_money and subject.roles not in told:
                    told.add(subject.roles)
                    yield from explain.cost_steps(access, subject)

    def _asked(self) -> Iterator[tuple[Object, Iterable[Subject]]]:
        """Every object that is asked about, with the callers; most policies ask for the same ones."""
        asked: dict[Object, dict[int, Sequence[Subject]]] = {}
        for policy in self._policies:
            callers, objects = Scope(policy, self._selectors).asked()
            for found in objects:
                asked.setdefault(found, {})[id(callers)] = callers
        for found, groups in asked.items():
            yield found, dict.fromkeys(chain.from_iterable(groups.values()))
