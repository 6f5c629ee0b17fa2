"""The JSON report of ``dial-lint access`` spelled out: one row for each caller and object, as docs/access.md says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Row = dict[str, Any]


def rows_of(text: str) -> list[Row]:
    """The rows, caller by caller, each with all the steps of its reason."""
    report = json.loads(text)
    assert report["version"] == 2
    return [
        {"caller": caller, "object": found, **answer, "because": list(_because(report, caller, found, answer))}
        for caller in report["callers"]
        for found in report["objects"]
        for answer in [found["answers"][found["by_class"][caller["class"]]]]
    ]


def _because(report: Row, caller: Row, found: Row, answer: Row) -> Iterator[Row]:
    numbers = list(caller["because"])
    kinds = {report["reasons"][number]["kind"] for number in answer["because"]}
    if "admitted" in kinds and caller["because_of_roles"]:
        numbers.append(caller["because_of_roles"][caller["roles"].index(answer["roles"][0])])
    if "not-admitted" in kinds:
        numbers += caller["because_of_no_role"]
    numbers += answer["because"]
    if answer["access"] and found["limits_asked"] in ("always", "v1-apis"):
        numbers += caller["because_of_cost"]
    for number in (*numbers, *answer["problems"]):
        yield report["reasons"][number]
