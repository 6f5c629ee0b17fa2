"""Every fix that a rule offers, in all examples and cases: it does what it says, and nothing that it does not say."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from dial_lsp.diagnostics import Severity
from dial_lsp.engine.repair import fix_of, repaired
from dial_lsp.model.new_keys import REPLACED
from dial_lsp.settings import FILE_NAME
from dial_lsp.text import apply_edits
from tests.rules.test_rules import examples, further_cases, with_defaults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.diagnostics import Diagnostic, Fix
    from dial_lsp.engine.analysis import Analysis
    from tests.support.cases import Case

FLAGGED = [
    (rule.full_name(code), with_defaults(rule, code), case)
    for rule, code, case in [*((rule, code, case) for rule, code, _, case in examples()), *further_cases()]
    if case.expected
]
NAMES = sorted({name for name, _, _ in FLAGGED})

KEEPS_ITS_FINDING = {"Add a second key with a random secret"}
"""A fix that begins what somebody else has to end: the old key goes when all callers have the new one."""

SHOWS_ANOTHER_ERROR = {
    "unserved-deployment/base-url",  # nothing serves the model, with or without the url
    "unknown-section",  # what is read then can be wrong too
    "trailing-content",
    "merge-conflict",
    "syntax-error",
}
"""Rules whose fixes let something be seen that was wrong before; ``--fix`` makes none that has Core refuse a file."""


def offered() -> Iterator[tuple[Case, str, Analysis, Diagnostic, Fix]]:
    for name, settings, case in FLAGGED:
        analysis = case.analysis(settings)
        for diagnostic in analysis.diagnostics:
            if diagnostic.rule == name:
                yield from ((case, settings, analysis, diagnostic, fix) for fix in diagnostic.fixes)


def after(case: Case, settings: str, fix: Fix) -> Analysis:
    files = {**case.files, FILE_NAME: case.settings}
    for path, edits in fix.edits.items():
        files[path] = apply_edits(files[path], edits)
    return case.analysis(settings, files=files)


def said(analysis: Analysis, *, errors: bool = False) -> Counter[tuple[str, str]]:
    return Counter(
        (one.rule, one.message) for one in analysis.diagnostics if not errors or one.severity is Severity.ERROR
    )


def test_a_fix_takes_its_finding_away_and_brings_no_error_no_damage_and_no_refusal() -> None:
    wrong = []
    for case, settings, before, diagnostic, fix in offered():
        now = after(case, settings, fix)
        finding = (diagnostic.rule, diagnostic.message)
        faults = {
            "stays": said(now)[finding] >= said(before)[finding] and fix.title not in KEEPS_ITS_FINDING,
            "error": bool(said(now, errors=True).keys() - said(before, errors=True).keys())
            and diagnostic.rule not in SHOWS_ANOTHER_ERROR,
            "damage": sum(len(one.problems) for one in now.documents)
            > sum(len(one.problems) for one in before.documents),
            "refusal": (before.verdict, now.verdict) == ("accepts", "rejects")
            and diagnostic.rule not in SHOWS_ANOTHER_ERROR,
        }
        wrong += [(diagnostic.rule, case.name, fix.title, fault) for fault, is_so in faults.items() if is_so]
    assert wrong == [], wrong


@pytest.mark.parametrize("name", NAMES)
def test_the_fixes_of_a_rule_settle_and_then_have_nothing_to_do(name: str) -> None:
    for settings, case in ((settings, case) for other, settings, case in FLAGGED if other == name):
        done = repaired(case.analysis(settings), fix_of({name}), rounds=10)
        assert done.is_settled, case.name
        assert repaired(done.analysis, fix_of({name})).texts == {}, case.name


def test_a_fix_that_replaces_a_secret_says_that_it_locks_out() -> None:
    made = {(fix.title, fix.effect.value) for *_, fix in offered() if fix.holds_secret and "second" not in fix.title}
    assert {title for title, _ in made} == {"Write a random secret", "Move it into secretExtraData", REPLACED}
    assert all("narrows" in effect for title, effect in made if title == REPLACED)
