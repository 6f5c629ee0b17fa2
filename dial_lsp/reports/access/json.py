"""Access for programs, described in docs/access.md: callers, objects with their different answers, reasons once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dial_lsp.access import explain
from dial_lsp.access.compare_calls import allowed_tools
from dial_lsp.access.destinations import destinations_of, origins, sent
from dial_lsp.access.interception import closed_interfaces
from dial_lsp.access.prices import price_of
from dial_lsp.access.storage import storages_of
from dial_lsp.access.subjects import written_addresses
from dial_lsp.model.deployments import Deployment, Model
from dial_lsp.reports.access.reasons import Reasons
from dial_lsp.reports.access.refusal import verdict_value
from dial_lsp.reports.access.values import VERSION, cost_value, object_value, share_value, subject_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dial_lsp.access import Because, Object, Subject
    from dial_lsp.access.answer import Answer
    from dial_lsp.access.matrix import Row
    from dial_lsp.reports.access.answers import Answers


_encoded = json.JSONEncoder(ensure_ascii=False).encode


def render(answers: Answers) -> Iterator[str]:
    """The pieces of the report: a caller, object or reason on each line."""
    report = _Report(answers)
    head = {"version": VERSION, "core": verdict_value(answers.refusal), "filters": list(answers.question.filters)}
    yield f'{json.dumps(head)[:-1]}, "callers": ['
    yield from lines(map(report.caller, answers.subjects))
    yield '\n], "objects": ['
    yield from lines(map(report.object, answers.matrix.rows))
    yield '\n], "storages": ['
    yield from lines(report.storages())
    yield '\n], "reasons": ['
    yield from lines(report.reasons)
    yield "\n]}\n"


def lines(values: Iterable[object]) -> Iterator[str]:
    """JSON values, one on each line, with commas between them."""
    for number, value in enumerate(values):
        yield ("," if number else "") + "\n" + _encoded(value)


class _Report:
    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._masked = answers.wording.value
        self.reasons = Reasons()

    def caller(self, subject: Subject) -> dict[str, Any]:
        """Who asks, and all that is to be said of them whatever they call."""
        access = self._answers.access
        is_key = subject.key is not None
        roles = [explain.role_step(subject, (role,)) for role in subject.roles] if is_key else []
        shown = {
            **subject_value(subject),
            "powers": list(access.powers(subject)),
            "addresses": written_addresses(subject),
        }
        return {
            **self._masked(shown),
            "usable": access.is_alive(subject),
            "class": self._answers.matrix.numbers[subject],
            "cost": cost_value(access.cost(subject)),
            "share": self._masked(share_value(access.share(subject))),
            "because": self._numbers(explain.caller_steps(access, subject)),
            "because_of_roles": self._numbers(roles),
            "because_of_no_role": self._numbers([explain.role_step(subject, ())] if is_key else []),
            "because_of_cost": self._numbers(explain.cost_steps(access, subject)),
        }

    def object(self, row: Row) -> dict[str, Any]:
        """What is asked for, its answers, and by class the number of its answer, null where it is not shown."""
        shown = [answer for answer in row.answers if self._answers.shows(answer)]
        numbers = {id(answer): number for number, answer in enumerate(shown)}
        number_of = [numbers.get(id(answer)) for answer in row.answers]
        return {
            **self._masked(object_value(row.object)),
            **self._facts(row.object),
            "limits_asked": self._answers.access.column(row.object).asked,
            "answers": [self._answer(answer) for answer in shown],
            "by_class": [number_of[cell] for cell in row.cells],
        }

    def storages(self) -> Iterator[dict[str, Any]]:
        """What is stored under one name for several keys, or for a key and something that has its project's name."""
        access = self._answers.access
        for found in storages_of(filter(access.is_alive, access.keys), access.objects).values():
            if found.objects or len(found.keys) > 1:
                keys = [key.position for key in found.keys]
                yield self._masked(
                    {"project": found.name, "keys": keys, "objects": [object_value(one) for one in found.objects]}
                )

    def _facts(self, found: Object) -> dict[str, Any]:
        """Where calls go, what they cost and what they pass, whoever makes them."""
        access = self._answers.access
        endpoints = destinations_of(access.config, found)
        tools = allowed_tools(found)
        facts = {
            "hosts": origins(endpoints),
            "sent_along": sent(endpoints),
            "price": price_of(found.served).text if isinstance(found.served, Model) else None,
            "tools": list(tools.said()) or None,
        }
        closed = closed_interfaces(found.served) if isinstance(found.served, Deployment) else ()
        interfaces = {
            calls.interface: {
                "passes": self._masked([link.name for link in calls.passes]),
                "skips": self._masked([link.name for link in calls.skips]),
                "per_request_keys": calls.interface not in closed,
                "problems": self._numbers(calls.problems),
            }
            for calls in access.calls(found)
        }
        return {**self._masked(facts), "interfaces": interfaces}

    def _answer(self, answer: Answer) -> dict[str, Any]:
        limits = answer.verdict.limits
        return {
            "state": answer.state,
            "access": answer.reaches,
            "roles": self._masked(list(answer.admitted_by)),
            "limits": {name: value for name, value in limits.as_mapping().items() if value is not None},
            "because": self._numbers(answer.because),
            "problems": self._numbers(answer.problems),
        }

    def _numbers(self, steps: Iterable[Because]) -> list[int]:
        return self.reasons.numbers(steps, self._answers.places, self._answers.wording)
