"""Every rule: its page, its examples, its cases and its fixes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dial_lsp.diagnostics import Group, Severity
from dial_lsp.rulekit.labels import group_of, subject_of
from dial_lsp.rulekit.manual import HEADINGS, REQUIRED, page_of
from dial_lsp.rules import all_rules
from tests.support.cases import Case, Expected, cases_in, fixed_text, found

if TYPE_CHECKING:
    from dial_lsp.rulekit.rule import Rule

HERE = Path(__file__).parent
RULES = all_rules()


def case_file(rule: Rule, code: str = "") -> Path:
    """The further cases of a code: ``name.md``, or ``name/code.md`` of a rule with codes."""
    return HERE / subject_of(rule) / f"{rule.full_name(code)}.md"


CODES = [(rule, code) for rule in RULES for code in rule.codes]
EVERY_CODE = pytest.mark.parametrize(
    ("rule", "code"), [pytest.param(*one, id=one[0].full_name(one[1])) for one in CODES]
)


def examples() -> list[tuple[Rule, str, str, Case]]:
    return [
        (rule, code, heading, case)
        for rule, code in CODES
        for heading in ("Flagged", "Accepted")
        for case in cases_in(page_of(rule, code).section(heading), separate=True)
    ]


def further_cases() -> list[tuple[Rule, str, Case]]:
    return [
        (rule, code, case)
        for rule, code in CODES
        if case_file(rule, code).is_file()
        for case in cases_in(case_file(rule, code).read_text(encoding="utf-8"), separate=False)
    ]


def with_defaults(rule: Rule, code: str) -> str:
    """Settings in which a user has chosen a code; the others are as they are."""
    told = rule.codes[code]
    return f'[rules]\n"{rule.full_name(code)}" = "{told.severity.word}"\n' if told.profile == "strict" else ""


def check(rule: Rule, code: str, case: Case) -> None:
    """The rule finds exactly what the case marks, in place and in words."""
    analysis = case.analysis(with_defaults(rule, code))
    name = rule.full_name(code)
    actual = [found(diagnostic) for diagnostic in analysis.diagnostics if diagnostic.rule == name]
    shortened = [
        Expected(one.path, one.line, one.start, one.end, one.message[: len(other.message)])
        for one, other in zip(actual, case.expected, strict=False)
    ] + actual[len(case.expected) :]
    assert shortened == case.expected
    assert not [diagnostic for diagnostic in analysis.diagnostics if diagnostic.rule == "internal-error"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_page_has_its_headings_in_order(rule: Rule) -> None:
    page = page_of(rule)
    assert set(page.codes) == set(rule.codes) - {""}
    for one in (page, *page.codes.values()):
        headings = [heading for heading, _ in one.sections]
        assert headings == [heading for heading in HEADINGS if heading in headings]
        assert one.summary.endswith(".")
    for code in rule.codes:
        assert set(REQUIRED) <= {heading for heading, _ in page_of(rule, code).sections}
    assert page.reason
    assert rule.name == Path(*rule.module.split(".")).name.replace("_", "-")


@pytest.mark.parametrize(
    ("rule", "code", "heading", "case"),
    [pytest.param(*one, id=f"{one[0].full_name(one[1])}-{one[2]}-{n}") for n, one in enumerate(examples())],
)
def test_an_example_of_a_page_is_true(rule: Rule, code: str, heading: str, case: Case) -> None:
    assert bool(case.expected) is (heading == "Flagged")
    check(rule, code, case)


@pytest.mark.parametrize(
    ("rule", "code", "case"),
    [pytest.param(*one, id=f"{one[0].full_name(one[1])}-{one[2].name}") for one in further_cases()],
)
def test_a_case_holds(rule: Rule, code: str, case: Case) -> None:
    check(rule, code, case)
    if case.fixed:
        diagnostics = case.analysis(with_defaults(rule, code)).diagnostics
        first = next(one for one in diagnostics if one.rule == rule.full_name(code))
        assert {path: fixed_text(case, first)[path] for path in case.fixed} == case.fixed


@EVERY_CODE
def test_a_rule_has_a_case_that_stays_silent(rule: Rule, code: str) -> None:
    assert [case for *of, case in further_cases() if of == [rule, code] and not case.expected]


@pytest.mark.parametrize(
    ("rule", "code", "case"),
    [
        pytest.param(rule, code, case, id=f"{rule.full_name(code)}-{n}")
        for n, (rule, code, case) in enumerate([*((r, c, case) for r, c, _, case in examples()), *further_cases()])
        if case.expected
    ],
)
def test_a_fix_removes_its_finding_and_adds_none(rule: Rule, code: str, case: Case) -> None:
    name, settings = rule.full_name(code), with_defaults(rule, code)
    before = [(one.rule, one.message) for one in case.analysis(settings).diagnostics]
    for diagnostic in case.analysis(settings).diagnostics:
        if diagnostic.rule != name or not diagnostic.fixes:
            continue
        files = fixed_text(case, diagnostic)
        after = [(one.rule, one.message) for one in case.analysis(settings, files=files).diagnostics]
        if diagnostic.fixes[0].safe:
            assert [one for one in after if one not in before] == []
        assert len([one for one in after if one[0] == name]) < len([one for one in before if one[0] == name])


@EVERY_CODE
def test_a_mistake_is_reported_once(rule: Rule, code: str) -> None:
    """No other rule above hint speaks of exactly the place of a page's example."""
    name = rule.full_name(code)
    for *of, heading, case in examples():
        if of == [rule, code] and heading == "Flagged":
            diagnostics = case.analysis(with_defaults(rule, code)).diagnostics
            spans = {one.location.span for one in diagnostics if one.rule == name}
            doubled = [one.rule for one in diagnostics if one.rule != name and one.location.span in spans]
            assert doubled == []


@EVERY_CODE
def test_a_page_says_how_what_core_does_is_known(rule: Rule, code: str) -> None:
    """It was run, or read somewhere, or it follows from what is known; of our own settings nothing is to be known."""
    source = page_of(rule, code).section("Source")
    is_ours = group_of(rule, rule.codes[code]) is Group.TOOL
    assert is_ours or re.search(r"\b(not run|run(?: with|[:,])|read in|inferred|observed)", source, re.IGNORECASE)


def test_a_page_tells_of_a_fix_where_one_is_offered() -> None:
    offering = {
        rule.full_name(code)
        for rule, code, case in [*((rule, code, case) for rule, code, _, case in examples()), *further_cases()]
        for found in case.analysis(with_defaults(rule, code)).diagnostics
        if found.rule == rule.full_name(code) and len(found.fixes)
    }
    assert {rule.full_name(code) for rule, code in CODES if page_of(rule, code).is_fixable} == offering


HINTS_WITHOUT_A_FIX = {
    "unclear-display-name/missing",
    "surprising-limit/empty",
    "surprising-limit/below-default",
    "missing-default-role",
    "other-version/transport",
    "partial-limit",
    "public-deployment/toolset",
    "type-endpoint-mismatch/path",
    "unexplained-suppression",
    "unrestricted-tools",
}
"""What is to be written there only a person knows."""


def test_a_hint_has_a_fix() -> None:
    fixed: dict[str, bool] = {}
    for rule, code, case in [*((rule, code, case) for rule, code, _, case in examples()), *further_cases()]:
        name = rule.full_name(code)
        if rule.codes[code].severity is Severity.HINT and case.expected:
            found = [one for one in case.analysis(with_defaults(rule, code)).diagnostics if one.rule == name]
            fixed[name] = fixed.get(name, False) or any(len(one.fixes) for one in found)
    assert {name for name, has_fix in fixed.items() if not has_fix} == HINTS_WITHOUT_A_FIX


def test_cases_belong_to_rules() -> None:
    known = {case_file(rule, code) for rule, code in CODES}
    assert [path.name for path in HERE.rglob("*.md") if path not in known] == []
