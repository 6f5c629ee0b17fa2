"""The matrix, and the reports made of it, say of every cell what the relation says when it is asked one by one."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings

from dial_lsp.access.matrix import Matrix
from dial_lsp.reports.access import csv as as_csv
from dial_lsp.reports.access import json as as_json
from dial_lsp.reports.access.answers import Answers
from tests.access.configs import access_of, policies, whole_policies
from tests.support.access_rows import rows_of

if TYPE_CHECKING:
    from dial_lsp.access import Access

law = settings(max_examples=100, deadline=None)


def answers_of(access: Access) -> Answers:
    """Everybody and everything."""
    return Answers(access, (*access.keys, *access.roles, access.everyone), access.objects)


@law
@given(policies | whole_policies)
def test_a_class_is_answered_as_each_of_its_members(config: dict[str, Any]) -> None:
    access = access_of(config)
    matrix = Matrix(access)
    assert sorted(one.label for each in matrix.classes for one in each.members) == sorted(
        one.label for one in matrix.subjects
    )
    for subject in matrix.subjects:
        for found in matrix.objects:
            answer = matrix.of(subject, found)
            alone = access.answer(subject, found)
            assert (answer.state, answer.verdict.granted) == (alone.state, access.verdict(subject, found).granted)
            assert answer.reaches == access.reaches(subject, found)
            assert matrix.because(subject, answer) == access.because(subject, found)


@law
@given(policies | whole_policies)
def test_no_two_classes_have_all_answers_in_common(config: dict[str, Any]) -> None:
    matrix = Matrix(access_of(config))
    columns = [tuple(row.cells[number] for row in matrix.rows) for number in range(len(matrix.classes))]
    assert len(columns) == len(set(columns))


@law
@given(policies | whole_policies)
def test_json_and_csv_give_the_same_answers_with_the_same_reasons(config: dict[str, Any]) -> None:
    answers = answers_of(access_of(config))
    expected = [
        (answer.state, answer.reaches, [step.message for step in answers.because(subject, answer)])
        for subject, answer in answers
    ]
    rows = rows_of("".join(as_json.render(answers)))
    assert [(row["state"], row["access"], [step["message"] for step in row["because"]]) for row in rows] == expected
    lines = csv.DictReader(io.StringIO("".join(as_csv.render(answers))))
    assert [(line["state"], line["access"], line["because"]) for line in lines] == [
        (state, str(reaches).lower(), "; ".join(because)) for state, reaches, because in expected
    ]
