"""Every rule: its page, its examples, its cases and its fixes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dial_lsp.manual import HEADINGS, REQUIRED, page_of
from dial_lsp.rules import all_rules
from tests.support.cases import Case, Expected, cases_in, fixed_text, found

if TYPE_CHECKING:
    from dial_lsp.rule import Rule

HERE = Path(__file__).parent
RULES = all_rules()


def subject_of(rule: Rule) -> str:
    return rule.module.split(".")[-2]


def case_file(rule: Rule) -> Path:
    return HERE / subject_of(rule) / f"{rule.name}.md"


def examples() -> list[tuple[Rule, str, Case]]:
    return [
        (rule, heading, case)
        for rule in RULES
        for heading in ("Flagged", "Accepted")
        for case in cases_in(page_of(rule).section(heading), separate=True)
    ]


def further_cases() -> list[tuple[Rule, Case]]:
    return [
        (rule, case)
        for rule in RULES
        if case_file(rule).is_file()
        for case in cases_in(case_file(rule).read_text(encoding="utf-8"), separate=False)
    ]


def with_defaults(rule: Rule) -> list[Rule]:
    """The rules that are on when a user has chosen this one."""
    return [one for one in RULES if one.profile == "default" or one is rule]


def check(rule: Rule, case: Case) -> None:
    """The rule finds exactly what the case marks, in place and in words."""
    analysis = case.analysis(with_defaults(rule))
    actual = [found(diagnostic) for diagnostic in analysis.diagnostics if diagnostic.rule == rule.name]
    shortened = [
        Expected(one.path, one.line, one.start, one.end, one.message[: len(other.message)])
        for one, other in zip(actual, case.expected, strict=False)
    ] + actual[len(case.expected) :]
    assert shortened == case.expected
    assert not [diagnostic for diagnostic in analysis.diagnostics if diagnostic.rule == "internal-error"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_page_has_its_headings_in_order(rule: Rule) -> None:
    page = page_of(rule)
    headings = [heading for heading, _ in page.sections]
    assert headings == [heading for heading in HEADINGS if heading in headings]
    assert set(REQUIRED) <= set(headings)
    assert page.summary.endswith(".")
    assert page.reason
    assert rule.name == Path(*rule.module.split(".")).name.replace("_", "-")


@pytest.mark.parametrize(
    ("rule", "heading", "case"),
    [pytest.param(*one, id=f"{one[0].name}-{one[1]}-{n}") for n, one in enumerate(examples())],
)
def test_an_example_of_a_page_is_true(rule: Rule, heading: str, case: Case) -> None:
    assert bool(case.expected) is (heading == "Flagged")
    check(rule, case)


@pytest.mark.parametrize(
    ("rule", "case"), [pytest.param(*one, id=f"{one[0].name}-{one[1].name}") for one in further_cases()]
)
def test_a_case_holds(rule: Rule, case: Case) -> None:
    check(rule, case)
    if case.fixed:
        first = next(one for one in case.analysis(with_defaults(rule)).diagnostics if one.rule == rule.name)
        assert {path: fixed_text(case, first)[path] for path in case.fixed} == case.fixed


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_has_a_case_that_stays_silent(rule: Rule) -> None:
    assert [case for other, case in further_cases() if other is rule and not case.expected]


@pytest.mark.parametrize(
    ("rule", "case"),
    [
        pytest.param(rule, case, id=f"{rule.name}-{n}")
        for n, (rule, case) in enumerate([*((r, c) for r, _, c in examples()), *further_cases()])
        if case.expected
    ],
)
def test_a_fix_removes_its_finding_and_adds_none(rule: Rule, case: Case) -> None:
    before = [(one.rule, one.message) for one in case.analysis(with_defaults(rule)).diagnostics]
    for diagnostic in case.analysis(with_defaults(rule)).diagnostics:
        if diagnostic.rule != rule.name or not diagnostic.fixes:
            continue
        files = fixed_text(case, diagnostic)
        after = [(one.rule, one.message) for one in case.analysis(with_defaults(rule), files=files).diagnostics]
        if diagnostic.fixes[0].safe:
            assert [one for one in after if one not in before] == []
        assert len([one for one in after if one[0] == rule.name]) < len([one for one in before if one[0] == rule.name])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_mistake_is_reported_once(rule: Rule) -> None:
    """No other rule above hint speaks of exactly the place of a page's example."""
    for other, heading, case in examples():
        if other is rule and heading == "Flagged":
            diagnostics = case.analysis(with_defaults(rule)).diagnostics
            spans = {one.location.span for one in diagnostics if one.rule == rule.name}
            doubled = [one.rule for one in diagnostics if one.rule != rule.name and one.location.span in spans]
            assert doubled == []


def test_cases_belong_to_rules() -> None:
    known = {case_file(rule) for rule in RULES}
    assert [path.name for path in HERE.glob("*/*.md") if path not in known] == []
