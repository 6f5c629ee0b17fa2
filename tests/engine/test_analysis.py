"""The engine: rules run in any order, one that crashes does not stop the others, and nothing is computed twice."""

from __future__ import annotations

import itertools
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.engine import findings, placing
from dial_lsp.engine.analysis import Analysis
from dial_lsp.engine.weighing import weights_of
from dial_lsp.rulekit.rule import Check, Code, Finding, Rule
from dial_lsp.rules import all_rules
from dial_lsp.settings import Settings
from dial_lsp.syntax import parse, update
from dial_lsp.text import Edit, Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.reads import Known
    from dial_lsp.rulekit.rule import Context, EntryContext

ALWAYS = {
    "comment", "merge-conflict", "other-format", "unreadable-value", "syntax-error", "trailing-comma",
    "trailing-content", "unexplained-suppression", "unknown-setting", "unused-suppression", "unfilled-placeholder",
}  # fmt: skip
"""Rules that look at the text itself (one of them because the demo has placeholders), or at what hides findings."""
DEMO = Path(__file__).parents[2] / "docs" / "demo" / "aidial.config.json"
TEXT = DEMO.read_text(encoding="utf-8")
PLANTED = Path(__file__).parents[1] / "realworld" / "planted-open" / "config.json"
VALUE = re.compile(r'(?<=: )(?:"[^"]*"|true|false|null|\d+)|(?<=\[\n)\s*"[^"]*"')
"""A scalar of that file, or the first element of a list."""


def crash(_: Any, __: EntryContext) -> Iterator[Finding]:
    raise RuntimeError("a secret of the file may stand here")


def crash_late(_: Context) -> Iterator[Finding]:
    yield from ()
    raise RuntimeError("a secret of the file may stand here")


def said(analysis: Analysis) -> list[tuple[str, str, Span]]:
    return [(one.rule, one.message, one.location.span) for one in analysis.diagnostics]


@pytest.mark.parametrize("seed", range(5))
def test_findings_do_not_depend_on_the_order_of_rules(seed: int) -> None:
    rules = list(all_rules())
    random.Random(seed).shuffle(rules)
    documents = [parse(Source("demo.json", TEXT))]
    chosen = [rule for rule in rules if rule in weights_of(Settings()).rules]
    assert said(Analysis(documents, rules=chosen)) == said(Analysis([parse(Source("demo.json", TEXT))]))


def test_a_rule_that_crashes_is_named_and_the_others_run() -> None:
    entry = Rule("broken-entry", __name__, {"": Code(Severity.ERROR, Impact.ADVICE)}, [])
    entry.entry_check("keys")(crash)
    config = Rule("broken-config", __name__, {"": Code(Severity.ERROR, Impact.ADVICE)}, [])
    config.check()(crash_late)
    sound = weights_of(Settings()).rules
    documents = [parse(Source("demo.json", TEXT))]
    analysis = Analysis(documents, rules=[entry, *sound, config])
    failed = [one.message for one in analysis.diagnostics if one.rule == "internal-error"]
    assert sorted(failed) == [
        "the rule broken-config failed: RuntimeError",
        "the rule broken-entry failed: RuntimeError",
        "the rule broken-entry failed: RuntimeError",
    ]
    assert [one.location.span for one in analysis.diagnostics if "broken-config" in one.message] == [Span(0, 0)]
    others = [one for one in said(analysis) if one[0] != "internal-error"]
    assert others == said(Analysis([parse(Source("demo.json", TEXT))]))


def test_an_edit_inside_an_entry_runs_the_entry_rules_of_that_entry_only() -> None:
    checked: list[str | None] = []

    def count(value: Any, _: EntryContext) -> Iterator[Finding]:
        checked.append(value.entry.name)
        yield from ()

    rules = [Rule("count", __name__, {"": Code(Severity.HINT, Impact.ADVICE)}, [])]
    rules[0].entry_check()(count)
    document = parse(Source("demo.json", TEXT))
    before = Analysis([document], rules=rules)
    assert before.findings == ()
    assert set(checked) > {"gpt-4o", "analyst"}
    checked.clear()
    at = TEXT.index("GPT-4o")
    changed = update(document, [Edit(Span(at, at + 6), "GPT-4 omni")])
    assert Analysis([changed], rules=rules, previous=before).findings == ()
    assert checked == ["gpt-4o"]


def test_each_entry_is_a_piece_of_work() -> None:
    checked: list[str | None] = []

    def count(value: Any, _: EntryContext) -> Iterator[Finding]:
        checked.append(value.entry.name)
        yield from ()

    rule = Rule("count", __name__, {"": Code(Severity.HINT, Impact.ADVICE)}, [])
    rule.entry_check("roles")(count)
    analysis = Analysis([parse(Source("a.json", '{"roles": {"a": {}, "b": {}, "c": {}}}'))], rules=[rule])
    assert [tuple(checked) for _ in analysis.steps()][:3] == [("a",), ("a", "b"), ("a", "b", "c")]


def test_what_was_known_before_an_edit_is_known_after_the_next_one() -> None:
    ran: list[int] = []

    def count(context: Context) -> Iterator[Finding]:
        ran.append(len(list(context.config.keys)))
        yield from ()

    rules = [Rule(name, __name__, {"": Code(Severity.HINT, Impact.ADVICE)}, []) for name in ("one", "two")]
    for rule in rules:
        rule.check()(count)
    text = '{"models": {"m": {"displayName": "a"}}, "keys": {"one": {"project": "p"}}}'
    analysis = Analysis([parse(Source("a.json", text))], rules=rules)
    assert analysis.findings == ()
    at = text.index('"a"') + 1
    for letter in "bc":
        analysis = analysis.after({"a.json": [Edit(Span(at, at), letter)]})
        next(analysis.steps())  # the next edit comes before the work is done
    assert analysis.findings == ()
    assert ran == [1, 1]


def test_an_edit_outside_of_keys_finds_out_no_place_again(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = Rule("found", __name__, {"": Code(Severity.HINT, Impact.ADVICE)}, [])
    rule.entry_check("keys")(found_of_key)
    text = '{"roles": {"r": {"description": "a"}}, "keys": {"one": {"project": "p"}}}'
    before = Analysis([parse(Source("a.json", text))], rules=[rule])
    assert len(before.diagnostics) == 1
    monkeypatch.setattr(placing, "pointer_text", None)  # finding it out would fail
    at = text.index('"a"') + 1
    assert len(before.after({"a.json": [Edit(Span(at, at), "b")]}).diagnostics) == 1


def found_of_key(key: Any, _: EntryContext) -> Iterator[Finding]:
    yield Finding(key.at, "it is there")


def rules_run_after(old: str, new: str, *, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The config rules that run again when a text of the demo becomes another."""
    ran: set[str] = set()

    def counted(check: Check, context: Context) -> Known:
        ran.add(check.rule.name)
        return run(check, context)

    run = findings._run
    before = Analysis([parse(Source("demo.json", TEXT))])
    assert before.diagnostics
    monkeypatch.setattr(findings, "_run", counted)
    at = TEXT.index(old)
    assert before.after({"demo.json": [Edit(Span(at, at + len(old)), new)]}).diagnostics
    return ran - ALWAYS


def test_an_edit_of_what_no_config_rule_reads_runs_none_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    assert rules_run_after("GPT-4o", "GPT-4 omni", monkeypatch=monkeypatch) <= {"unclear-display-name"}


def test_an_edit_of_a_limit_runs_the_rules_that_read_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = rules_run_after('"minute": ', '"minute": 1', monkeypatch=monkeypatch)
    assert "inverted-limit" in ran
    assert not ran & {"undeclared-role", "unused-definition", "lookalike-name", "shadowed-route", "duplicate-secret"}
    assert "uncapped-spend" not in ran  # how high a limit is does not matter there


def test_an_edit_of_who_may_call_runs_the_rules_that_read_roles(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = rules_run_after('"anlyst"', '"reader"', monkeypatch=monkeypatch)
    assert {"undeclared-role", "unused-limit"} <= ran
    assert not ran & {"lookalike-name", "undefined-interceptor", "undefined-dependency", "incomplete-key"}


def test_an_edit_of_a_project_runs_only_rules_that_name_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = rules_run_after('"project": "search"', '"project": {}', monkeypatch=monkeypatch)
    assert ran <= {
        "dependency-not-admitted",
        "limit-raised-by-union",
        "powerless-key",
        "project-is-deployment",
        "shared-project",
        "weak-key",  # all keys share what is searched of their secrets
    }


def test_an_analysis_after_an_edit_equals_a_fresh_one() -> None:
    document = parse(Source("demo.json", TEXT))
    analysis = Analysis([document])
    rng = random.Random(7)
    for _ in range(40):
        text = document.source.text
        at = rng.randrange(len(text))
        edit = Edit(
            Span(at, min(len(text), at + rng.choice((0, 0, 1, 3)))), rng.choice(("", "x", '"', "{", "}", ",", "1"))
        )
        document = update(document, [edit])
        analysis = Analysis([document], previous=analysis)
        fresh = Analysis([parse(Source("demo.json", document.source.text))])
        assert said(analysis) == said(fresh)


def test_what_rules_say_of_several_entries_is_the_same_after_edits_of_values() -> None:
    """The config has an instance of every rule about guards, keys, dependencies and spend."""
    text = PLANTED.read_text(encoding="utf-8")
    rng = random.Random(5)
    values = (
        "true",
        "null",
        "[]",
        "{}",
        "1",
        "0",
        '"reader"',
        '"writer"',
        '"audit"',
        '"default"',
        '"chat"',
        '"embedding"',
    )
    analysis = Analysis([parse(Source("c.json", text))])
    for _ in range(40):
        span = Span(*rng.choice(list(VALUE.finditer(text))).span())
        edit = Edit(span, rng.choice(values))
        text = text[: span.start] + edit.text + text[span.end :]
        analysis = analysis.after({"c.json": [edit]})
        assert said(analysis) == said(Analysis([parse(Source("c.json", text))]))


@pytest.mark.parametrize("share", [0.0, 0.1, 0.4, 0.8, 0.95, 1.0])
def test_work_in_pieces_may_be_left_at_any_time(share: float, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[Check] = []

    def counted(check: Check, context: Context) -> Known:
        ran.append(check)
        return run(check, context)

    run = findings._run
    pieces = len(list(Analysis([parse(Source("demo.json", TEXT))]).steps()))
    assert pieces > 50
    monkeypatch.setattr(findings, "_run", counted)
    before = Analysis([parse(Source("demo.json", TEXT))])
    for _ in itertools.islice(before.steps(), int(pieces * share)):
        pass
    at = TEXT.index("GPT-4o")
    after = before.after({"demo.json": [Edit(Span(at, at + 6), "GPT-4 omni")]})
    found = said(after)
    twice = {check.rule.name for check in ran if ran.count(check) > 1}
    assert twice - ALWAYS <= {"unclear-display-name"}
    assert found == said(Analysis([parse(Source("demo.json", after.documents[0].source.text))]))
    assert said(before) == said(Analysis([parse(Source("demo.json", TEXT))]))


def test_nesting_beyond_all_measure_is_told_once() -> None:
    analysis = Analysis([parse(Source("deep.json", '{"models":' * 10_000))])
    told = [one.message for one in analysis.diagnostics if one.rule == "syntax-error"]
    assert told == ["nesting is deeper than the 1000 levels Core reads"]


def test_what_a_rule_finds_again_is_the_same_object() -> None:
    """Where a finding stands is then known, and need not be looked up."""
    text = """{"models": {"m": {"type": "chat"}}, "roles": {
        "a": {"limits": {"m": {"minute": 1, "day": 9}}}, "b": {"limits": {"m": {"minute": 1000, "day": 9}}}},
        "keys": {"one": {"project": "p", "roles": ["a", "b"]}, "two": {"project": "q", "roles": ["b", "a"]}}}"""
    before = Analysis([parse(Source("c.json", text))])
    assert before.findings
    at = text.index('"day": 9') + len('"day": ')
    after = before.after({"c.json": [Edit(Span(at, at + 1), "8")]})
    name = "limit-raised-by-union"
    found, again = (
        [one for check, one in analysis.findings if check.rule.name == name] for analysis in (before, after)
    )
    assert len(found) == len(again) == 2
    assert all(one is other for one, other in zip(found, again, strict=True))


def test_a_rule_that_crashed_runs_again_after_any_edit() -> None:
    """What it would have read is not known, so no edit may be taken for one that does not matter to it."""
    rule = Rule("broken", __name__, {"": Code(Severity.ERROR, Impact.ADVICE)}, [])
    answers = iter((crash_late, sound_late))
    rule.check()(lambda context: next(answers)(context))  # noqa: PLW0108 -- another one each time
    text = '{"models": {"m": {"displayName": "a"}}}'
    first = Analysis([parse(Source("a.json", text))], rules=[rule])
    assert [one.rule for one in first.diagnostics] == ["internal-error"]
    at = text.index('"a"')
    assert first.after({"a.json": [Edit(Span(at, at + 3), '"b"')]}).diagnostics == ()


def sound_late(_: Context) -> Iterator[Finding]:
    yield from ()


def names_of_members(context: Context) -> Iterator[Finding]:
    for deployment in context.config.deployments:
        written = ", ".join(f"{name}={value.raw}" for name, value in deployment.members())
        yield Finding(deployment.at, written)


def test_a_rule_that_reads_all_members_runs_again_whichever_changes() -> None:
    rule = Rule("listing", __name__, {"": Code(Severity.ERROR, Impact.ADVICE)}, [])
    rule.check()(names_of_members)
    text = '{"models": {"m": {"one": 1, "two": 2}}}'
    analysis = Analysis([parse(Source("a.json", text))], rules=[rule])
    assert [one.message for one in analysis.diagnostics] == ["one=1, two=2"]
    for number, old in enumerate(("1", "2"), 5):
        at = analysis.documents[0].source.text.index(old)
        analysis = analysis.after({"a.json": [Edit(Span(at, at + 1), str(number))]})
        analysis.diagnostics  # noqa: B018 -- so that the next one starts from it
    assert [one.message for one in analysis.diagnostics] == ["one=5, two=6"]
