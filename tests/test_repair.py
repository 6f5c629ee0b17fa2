"""Fixes of whole projects: round after round, never damaging, never widening unless asked by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dial_lsp.analysis import Analysis
from dial_lsp.diagnostics import Effect, Impact, Severity
from dial_lsp.fixes import effect_of_edits
from dial_lsp.model.change import EditText, Replace
from dial_lsp.repair import fix_of, repaired, safe_fix
from dial_lsp.rule import Context, Finding, Offer, Rule, rule
from dial_lsp.settings import parse_settings
from dial_lsp.syntax import parse
from dial_lsp.text import Edit, Location, Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def analysis(*texts: str, settings: str = "", rules: tuple[Rule, ...] | None = None) -> Analysis:
    documents = [parse(Source(f"{number}.json", text)) for number, text in enumerate(texts)]
    return Analysis(documents, parse_settings(settings, "dial-lint.toml"), rules=rules)


def fixed(found: Analysis) -> dict[str, str]:
    return {path: after for path, (_, after) in repaired(found, safe_fix).texts.items()}


def test_fixes_that_stand_close_are_made_in_rounds() -> None:
    assert fixed(analysis('{"roles": {"a": {"limits": {"x": {"minute": "1"},},},},}')) == {
        "0.json": '{"roles": {"a": {"limits": {"x": {"minute": 1}}}}}'
    }


def test_a_clean_project_stays_as_it_is() -> None:
    found = repaired(analysis('{"roles": {"a": {}}}'), safe_fix)
    assert (found.texts, found.repairs, found.is_settled) == ({}, (), True)


def test_several_files_are_fixed_together() -> None:
    assert fixed(analysis('{"roles": {"a": {},}}', '{"roles": {"b": {},}}')) == {
        "0.json": '{"roles": {"a": {}}}',
        "1.json": '{"roles": {"b": {}}}',
    }


def test_the_settings_are_fixed_too() -> None:
    settings = 'files = ["0.json"]\n\n[[ignore]]\nrule = "null-entry"\n\n[[ignore]]\nrule = "null-section"\n'
    found = repaired(analysis('{"roles": {"a": null}}', settings=settings), safe_fix)
    assert {path: after for path, (_, after) in found.texts.items()} == {
        "dial-lint.toml": 'files = ["0.json"]\n\n[[ignore]]\nrule = "null-entry"\n\n'
    }


def offer(context: Context, *edits: Edit) -> Finding:
    source = context.documents[0].source
    return Finding(Location(source, Span(0, 1)), "", offers=(Offer("", (EditText(source, edits),), safe=True),))


@rule(severity=Severity.HINT, impact=Impact.ADVICE)
def swap(context: Context) -> Iterator[Finding]:
    text = context.documents[0].source.text
    at = text.index("null") if "null" in text else text.index("{}")
    yield offer(context, Edit(Span(at, at + len("null")), "{}  ") if "null" in text else Edit(Span(at, at + 4), "null"))


@rule(severity=Severity.HINT, impact=Impact.ADVICE)
def grow(context: Context) -> Iterator[Finding]:
    yield offer(context, Edit(Span(0, 0), " "))


@rule(severity=Severity.HINT, impact=Impact.ADVICE)
def damage(context: Context) -> Iterator[Finding]:
    yield offer(context, Edit(Span(0, 1), ""))


@pytest.mark.parametrize(
    ("one", "text", "after", "is_settled"),
    [
        (swap, '{"roles": {"a": null}}', '{"roles": {"a": null}}', False),
        (grow, "{}", "   {}", False),
        (damage, "{}", "{}", True),
    ],
    ids=["fixes that undo each other", "a fix that needs itself again", "a fix that breaks the file"],
)
def test_fixes_that_go_wrong_come_to_an_end(one: Rule, text: str, after: str, is_settled: bool) -> None:  # noqa: FBT001
    found = repaired(analysis(text, rules=(one,)), safe_fix, rounds=3)
    assert (found.analysis.documents[0].source.text, found.is_settled) == (after, is_settled)


OPEN = '{"roles": {"a": {}}, "models": {"m": {"type": "chat", "endpoint": "http://m/", "userRoles": ["a"]}}}'


@rule(severity=Severity.HINT, impact=Impact.ADVICE)
def open_up(context: Context) -> Iterator[Finding]:
    for one in context.config.deployments:
        if one.field("userRoles").is_set:
            yield Finding(one.at, "", offers=(Offer("", (Replace(one.field("userRoles").at, None),), safe=True),))


def test_only_who_names_a_rule_gets_a_fix_that_widens() -> None:
    found = analysis(OPEN, rules=(open_up,))
    assert [fix.effect for one in found.diagnostics for fix in one.fixes] == [Effect.WIDENS]
    assert fixed(found) == {}
    assert repaired(found, fix_of({"another-rule"})).texts == {}
    assert repaired(found, fix_of({"open-up"})).texts == {"0.json": (OPEN, OPEN.replace('["a"]', "null"))}


def test_real_files_are_fixed_to_the_end(shared: Path) -> None:
    """Safe fixes come to an end, remove findings, add none, damage nothing and widen nothing."""
    for path in sorted((shared / "corpus").glob("*.json"))[::6]:
        source = Source(str(path), path.read_text(encoding="utf-8-sig"))
        before = Analysis([parse(source)])
        found = repaired(before, safe_fix)
        after = Analysis([parse(Source(str(path), found.analysis.documents[0].source.text))])
        assert found.is_settled, path
        assert repaired(after, safe_fix).texts == {}, path
        assert len(after.diagnostics) <= len(before.diagnostics), path
        edits = {source.path: (Edit(Span(0, len(source.text)), after.documents[0].source.text),)}
        assert not effect_of_edits(before, edits).may_widen, path
