"""What Core itself decided about generated configs, and what we say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.access.questions import Case, access_of, disagreements

if TYPE_CHECKING:
    from collections.abc import Iterator

OWN_CASES = Path(__file__).parent / "oracle" / "cases.jsonl"


def cases(path: Path) -> Iterator[Case]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in cases(OWN_CASES)])
def test_a_case_agrees(case: Case) -> None:
    assert list(disagreements(case)) == []


def test_every_case_of_the_reference_agrees(shared: Path) -> None:
    found = {
        f"{case['id']}: {disagreement}"
        for case in cases(shared / "reference" / "access-oracle.jsonl")
        if case.get("load") != "rejects"
        for disagreement in disagreements(case)
    }
    assert found == set()


def test_configs_that_core_refuses_are_answered_too(shared: Path) -> None:
    for case in cases(shared / "reference" / "access-oracle.jsonl"):
        if case.get("load") == "rejects":
            access = access_of(case)
            for subject in (*access.keys, *access.roles, access.everyone):
                for found in (*access.objects, *access.dropped):
                    assert access.because(subject, found)
