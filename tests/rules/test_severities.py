"""``docs/severities.md`` is true of every code and of every finding in the examples."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.engine.naming import names_of
from tests.rules.test_rules import CODES, examples, further_cases, with_defaults

PAGE = (Path(__file__).parents[2] / "docs" / "severities.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`([a-z-]+(?:/[a-z-]+)?)`")


class Weighed(NamedTuple):
    name: str
    impact: Impact
    severity: Severity


@cache
def weighed() -> frozenset[Weighed]:
    """How severe codes and findings are."""
    codes = {Weighed(rule.full_name(code), *told(rule.codes[code])) for rule, code in CODES}
    cases = [(rule, code, case) for rule, code, _, case in examples()] + further_cases()
    diagnostics = (one for rule, code, case in cases for one in case.analysis(with_defaults(rule, code)).diagnostics)
    return frozenset(codes | {Weighed(one.rule, *told(one)) for one in diagnostics})


def told(one: object) -> tuple[Impact, Severity]:
    return one.impact, one.severity  # type: ignore[attr-defined]


def rows(heading: str) -> list[list[str]]:
    """The rows of the table whose first heading this is."""
    table = PAGE[PAGE.index(f"| {heading} |") :].split("\n\n", 1)[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[2:]]


def current(name: str) -> frozenset[str]:
    """The codes that a name in the page means; it may be an earlier one."""
    found = names_of().meaning(name)
    assert found, name
    return found


def excused() -> frozenset[str]:
    listed = PAGE[PAGE.index("## Errors for other reasons") : PAGE.index("## The same consequence")]
    names = re.findall(r"^- `([a-z/-]+)`", listed, re.MULTILINE)
    return frozenset[str]().union(*map(current, names))


def test_every_impact_is_in_the_table() -> None:
    assert [row[0].strip("`") for row in rows("Impact")] == [
        "file-rejected",
        "entry-dropped",
        "call-fails",
        "exposed",
        "unlimited",
        "no-effect",
        "advice",
    ]
    assert {row[0].strip("`") for row in rows("Impact")} == {impact.value for impact in Impact}


def test_an_impact_limits_the_severity() -> None:
    allowed = {row[0].strip("`"): row[1].split(", ") for row in rows("Impact")}
    wrong = {
        one for one in weighed() if one.severity.word not in allowed[one.impact.value] and one.name not in excused()
    }
    assert wrong == set()


def test_what_is_excused_needs_it() -> None:
    needed = {
        one.name
        for one in weighed()
        if one.severity is Severity.ERROR
        and one.impact not in (Impact.FILE_REJECTED, Impact.ENTRY_DROPPED, Impact.CALL_FAILS)
    }
    assert needed == excused() & {one.name for one in weighed()}


@pytest.mark.parametrize("row", rows("Consequence"), ids=lambda row: row[0])
def test_the_same_consequence_is_equally_severe(row: list[str]) -> None:
    _, rules, severity = row
    for name in NAMED.findall(rules):
        found = {one.severity.word for one in weighed() if one.name in current(name)}
        assert severity in found, name
