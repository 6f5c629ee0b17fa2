"""Fixes of whole projects: round after round, never damaging, never widening unless asked by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dial_lsp.diagnostics import Effect, Impact, Severity
from dial_lsp.engine.analysis import Analysis
from dial_lsp.engine.fixes import effect_of_edits
from dial_lsp.engine.repair import Choice, fix_of, repaired, safe_fix
from dial_lsp.model.change import EditText, Replace
from dial_lsp.rulekit.rule import Context, Finding, Offer, Rule, rule
from dial_lsp.rules import all_rules
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
    assert fixed(analysis('{"roles": {"a": {"limits": {"x": {"Minute": 1},},},},}')) == {
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
    settings = (
        'files = ["0.json"]\n\n[[ignore]]\nrule = "null-value/entry"\n\n[[ignore]]\nrule = "null-value/section"\n'
    )
    found = repaired(analysis('{"roles": {"a": null}}', settings=settings), safe_fix)
    assert {path: after for path, (_, after) in found.texts.items()} == {
        "dial-lint.toml": 'files = ["0.json"]\n\n[[ignore]]\nrule = "null-value/entry"\n\n'
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
        (grow, "{}", "{}", False),
        (damage, "{}", "{}", True),
    ],
    ids=["fixes that undo each other", "a fix that needs itself again", "a fix that breaks the file"],
)
def test_fixes_that_go_wrong_come_to_an_end(one: Rule, text: str, after: str, is_settled: bool) -> None:  # noqa: FBT001
    found = repaired(analysis(text, rules=(one,)), safe_fix, rounds=3)
    assert (found.analysis.documents[0].source.text, found.is_settled) == (after, is_settled)
    assert (found.texts, found.repairs, found.endless) == ({}, (), () if is_settled else (one.name,))


def test_fixes_that_undo_each_other_are_made_once() -> None:
    """What was there before need not be looked at again, however many rounds there may be."""
    seen: list[str] = []

    @rule(severity=Severity.HINT, impact=Impact.ADVICE)
    def swap_and_tell(context: Context) -> Iterator[Finding]:
        seen.append(context.documents[0].source.text)
        yield from swap.checks[0].find(context)

    found = repaired(analysis('{"roles": {"a": null}}', rules=(swap_and_tell,)), safe_fix)
    assert found.endless == (swap_and_tell.name,)
    assert len(set(seen)) == 2
    assert len(seen) == 3  # the last is how the first was


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


REPEATED = '{"models": {"m": {"endpoint": "http://m/", "userRoles": null%s, "type": "chat"%s}}}'
GUARD = ', "userRoles": ["a"]'


@rule(severity=Severity.HINT, impact=Impact.ADVICE)
def delete_repetitions(context: Context) -> Iterator[Finding]:
    """Each of two equal guards can go, for the other holds; without both the null before them would."""
    text = context.documents[0].source.text
    if text.count(GUARD) > 1:
        for at in (text.index(GUARD), text.rindex(GUARD)):
            yield offer(context, Edit(Span(at, at + len(GUARD)), " "))


@pytest.mark.parametrize("choice", [safe_fix, fix_of({"delete-repetitions"})], ids=["safe ones", "those of a rule"])
def test_fixes_that_only_together_widen_are_not_made_together(choice: Choice) -> None:
    found = analysis(REPEATED % (GUARD, GUARD), rules=(delete_repetitions,))
    assert [fix.effect for one in found.diagnostics for fix in one.fixes] == [Effect.NEUTRAL, Effect.NEUTRAL]
    assert repaired(found, choice).analysis.documents[0].source.text == REPEATED % (" ", GUARD)


def one_widens_and_others_do_not(*, first: bool) -> Rule:
    @rule(severity=Severity.HINT, impact=Impact.ADVICE)
    def mixed(context: Context) -> Iterator[Finding]:
        source = context.documents[0].source
        for name in ("x", "y", "z"):
            if f'"{name}": null' in source.text:
                at = source.text.index(f'"{name}": null') + len(name) + 4
                yield offer(context, Edit(Span(at, at + 4), "{}"))
        for found in open_up.checks[0].find(context):
            yield found._replace(at=Location(source, Span(0, 0))) if first else found

    return mixed


@pytest.mark.parametrize("first", [True, False])
def test_a_fix_that_may_not_be_made_does_not_keep_others_from_being_made(first: bool) -> None:  # noqa: FBT001
    text = OPEN.replace('"a": {}', '"a": {}, "x": null, "y": null, "z": null')
    found = repaired(analysis(text, rules=(one_widens_and_others_do_not(first=first),)), safe_fix, rounds=2)
    assert found.texts == {"0.json": (text, text.replace("null", "{}"))}


TEXT = '{"roles": {"xxxx": {}}}'


def touching(*places: tuple[int, int]) -> Rule:
    """A rule with a fix for each place; when one is made there is nothing more to find."""

    @rule(severity=Severity.HINT, impact=Impact.ADVICE)
    def delete(context: Context) -> Iterator[Finding]:
        text = context.documents[0].source.text
        if "xxxx" in text:
            at = text.index("xxxx")
            for start, end in places:
                yield offer(context, Edit(Span(at + start, at + end), "-"))

    return delete


@pytest.mark.parametrize(
    ("places", "after"),
    [
        (((0, 2), (2, 4)), "-xx"),
        (((2, 4), (0, 2)), "xx-"),
        (((0, 3), (1, 4)), "-x"),
        (((0, 4), (1, 2)), "-"),
        (((1, 2), (0, 4)), "x-xx"),
        (((2, 2), (2, 2)), "xx-xx"),
        (((0, 1), (3, 4)), "-xx-"),
        (((1, 2), (3, 4), (0, 1)), "x-x-"),
        (((0, 1), (2, 3), (3, 4)), "-x-x"),
    ],
    ids=[
        "end to end", "start to start", "overlapping", "inside", "around", "the same place", "apart",
        "the first of two", "the last of two",
    ],
)  # fmt: skip
def test_edits_that_touch_are_not_made_together(places: tuple[tuple[int, int], ...], after: str) -> None:
    """Each of them was thought of for the text without the others."""
    found = repaired(analysis(TEXT, rules=(touching(*places),)), fix_of({"delete"}))
    assert found.analysis.documents[0].source.text == TEXT.replace("xxxx", after)


def test_no_fix_makes_core_refuse_what_it_takes() -> None:
    @rule(severity=Severity.HINT, impact=Impact.ADVICE)
    def write_a_text(context: Context) -> Iterator[Finding]:
        for one in context.config.deployments:
            if one.field("maxRetryAttempts").raw == 1:
                at = one.field("maxRetryAttempts").at
                yield Finding(at, "", offers=(Offer("", (Replace(at, "many"),), safe=True),))

    text = OPEN.replace('"type"', '"maxRetryAttempts": 1, "type"')
    rules = (*all_rules(), write_a_text)
    assert (analysis(text).verdict, analysis(text.replace("1,", '"many",')).verdict) == ("accepts", "rejects")
    for choice in (safe_fix, fix_of({"write-a-text"})):
        assert repaired(analysis(text, rules=rules), choice).texts == {}


def test_a_repair_that_leaves_as_many_mistakes_is_not_made() -> None:
    """Where a file has many, that is seen only when it is made."""

    @rule(severity=Severity.HINT, impact=Impact.ADVICE)
    def add_a_blank(context: Context) -> Iterator[Finding]:
        source = context.documents[0].source
        change = EditText(source, (Edit(Span(1, 1), " "),), mends=True)
        yield Finding(Location(source, Span(0, 1)), "", offers=(Offer("", (change,)),))

    for commas in (3, 300):
        found = analysis("{" + "," * commas + "}", rules=(add_a_blank,))
        assert repaired(found, fix_of({"add-a-blank"})).is_settled


@pytest.mark.parametrize("text", ["{'roles\":{'a':{}}}", "{'roles", '{"a": "b, \'}', "{\u201croles': {"])
def test_quotes_that_are_beyond_repair_stay_as_they_are(text: str) -> None:
    """A bracket that is added would only be one more in the text that is taken for a quoted one."""
    assert repaired(analysis(text), fix_of({"syntax-error"})).is_settled


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
