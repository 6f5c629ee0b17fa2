"""Which offers of rules become fixes, where their edits go and what they say of access."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dial_lsp.diagnostics import Effect, Impact, Severity
from dial_lsp.engine.analysis import Analysis
from dial_lsp.model.change import Change, EditText, InsertEntry, Remove, Rename
from dial_lsp.model.place import Place
from dial_lsp.rulekit.rule import Context, Finding, Offer, Rule, rule
from dial_lsp.syntax import parse
from dial_lsp.text import Edit, Location, Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dial_lsp.diagnostics import Fix

SECRET = "kQmX2vR9kTz4LwY8nHc3JfD6sGp1VaZ"


def fixes(*texts: str, change: Callable[[Context], Change], times: int = 1, locks_out: bool = False) -> list[Fix]:
    """What becomes of one offer over files."""

    @rule(severity=Severity.HINT, impact=Impact.ADVICE)
    def offers(context: Context) -> Iterator[Finding]:
        at = Location(context.documents[0].source, Span(0, 1))
        yield Finding(at, "x", offers=(Offer("do it", (change(context),) * times, locks_out=locks_out),))

    documents = [parse(Source(f"{number}.json", text)) for number, text in enumerate(texts)]
    rules: tuple[Rule, ...] = (offers,)
    return [fix for one in Analysis(documents, rules=rules).diagnostics for fix in one.fixes]


def written(text: str, edit: Edit, *, mends: bool) -> list[Fix]:
    return fixes(text, change=lambda context: EditText(context.documents[0].source, (edit,), mends=mends))


@pytest.mark.parametrize(
    ("edit", "mends", "is_offered"),
    [
        (Edit(Span(8, 9), ""), True, True),  # the comma at the end
        (Edit(Span(1, 1), " "), True, False),  # as many mistakes as before
        (Edit(Span(1, 1), ","), True, False),  # one more
        (Edit(Span(1, 1), " "), False, True),  # it is not made for mistakes
    ],
)
def test_what_mends_nothing_is_not_offered(edit: Edit, mends: bool, is_offered: bool) -> None:  # noqa: FBT001
    assert bool(written('{"a": {},}', edit, mends=mends)) is is_offered


@pytest.mark.parametrize("mistakes", [19, 20, 21])
def test_whether_it_mends_is_tried_where_there_are_few_mistakes(mistakes: int) -> None:
    text = '{"a": {}' + "," * (mistakes + 1) + ' "b": {}}'
    assert len(parse(Source("a.json", text)).problems) == mistakes
    assert bool(written(text, Edit(Span(1, 1), " "), mends=True)) is (mistakes > 20)


@pytest.mark.parametrize(
    ("text", "is_offered"),
    [
        ('{"addons"}, "roles": {"a": {}}}', False),  # Core would read {} and nothing else
        ('{"addons": [}, "roles": {"a": {}}}', True),  # the brace goes, too
        ('{"addons": {}, "keys": [}, "roles": {"a": {}}}', True),  # that other mistake is still there
        ('{"addons"}', True),
        ('{"addons", "roles": {"a": {}}}', True),
    ],
)
def test_what_would_close_the_file_before_its_last_section_is_not_offered(text: str, is_offered: bool) -> None:  # noqa: FBT001
    def change(context: Context) -> Change:
        return Remove(Place(context.config.sections["addons"], (), "member"))

    assert bool(fixes(text, change=change)) is is_offered


@pytest.mark.parametrize(("mistakes", "times", "is_offered"), [(20, 2, True), (21, 1, True), (21, 2, False)])
def test_several_changes_of_a_text_with_many_mistakes_are_not_offered(
    mistakes: int,
    times: int,
    is_offered: bool,  # noqa: FBT001
) -> None:
    text = '{"a": {}' + "," * (mistakes + 1) + ' "b": {}, "roles": {}}'
    made = fixes(text, change=lambda _: InsertEntry("roles", "r", {}), times=times)
    assert bool(made) is is_offered


def test_an_offer_without_edits_is_none() -> None:
    assert fixes("{}", change=lambda context: EditText(context.documents[0].source, ())) == []


@pytest.mark.parametrize(("locks_out", "effect"), [(False, Effect.NEUTRAL), (True, Effect.NARROWS)])
def test_what_locks_out_narrows_though_the_relation_cannot_tell(locks_out: bool, effect: Effect) -> None:  # noqa: FBT001
    text = '{"keys": {"a-key-of-a-project": {"project": "p", "role": "r"}}}'
    (fix,) = fixes(
        text,
        change=lambda context: Rename(Place(next(context.config.entries()), (), "key"), "another-key-of-it"),
        locks_out=locks_out,
    )
    assert fix.effect is effect


@pytest.mark.parametrize(("section", "is_offered"), [("roles", False), ("models", False), ("keys", True)])
def test_no_role_or_deployment_is_called_what_is_a_secret(section: str, is_offered: bool) -> None:  # noqa: FBT001
    text = f'{{"applications": {{"a": {{"upstreams": [{{"key": "{SECRET}"}}]}}}}}}'
    assert bool(fixes(text, change=lambda _: InsertEntry(section, SECRET, {}))) is is_offered


@pytest.mark.parametrize(
    ("texts", "home"),
    [
        (['{"roles": {"a": {}}}', '{"roles": {"b": {}}}', "{}"], "1.json"),
        (['{"roles": {"a": {}}}', "{}"], "0.json"),
        (["{}", "{}"], "1.json"),
    ],
)
def test_a_new_entry_goes_to_the_last_file_with_its_section(texts: list[str], home: str) -> None:
    (fix,) = fixes(*texts, change=lambda _: InsertEntry("roles", "new", {}))
    assert [path for path, edits in fix.edits.items() if edits] == [home]


def test_a_section_goes_in_every_file() -> None:
    (fix,) = fixes(
        '{"roles": {}, "a": 1}',
        '{"b": 2, "roles": {}}',
        change=lambda context: Remove(Place(context.config.sections["roles"])),
    )
    assert {path: len(edits) for path, edits in fix.edits.items()} == {"0.json": 1, "1.json": 1}
