"""A rule with several codes: what its findings are called, and what names mean."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.engine import naming
from dial_lsp.engine.analysis import Analysis
from dial_lsp.engine.naming import Names, current_name, names_of
from dial_lsp.reports import baseline
from dial_lsp.rulekit.manual import parse_page
from dial_lsp.rulekit.rule import Code, Context, EntryContext, Finding, family
from dial_lsp.rules import all_rules
from dial_lsp.settings import parse_settings
from dial_lsp.syntax import parse
from dial_lsp.text import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

ODD = family(
    "tests.odd_key",
    {
        "short": Code(Severity.ERROR, Impact.CALL_FAILS, was=("short-key", "odd-key")),
        "many": Code(Severity.HINT, Impact.ADVICE, was=("many-keys",)),
    },
)
TEXT = """{
  "keys": {
    "a": {"project": "p"},
    "b": {"project": "p"}
  }
}"""


@ODD.entry_check("keys", code="short")
def short(value: Any, _: EntryContext) -> Iterator[Finding]:
    yield Finding(value.at, "it is short")


@ODD.check()
def many(context: Context) -> Iterator[Finding]:
    for key in context.config.keys:
        yield Finding(key.at, "there are many", code="many")
        return


def found(settings: str = "", text: str = TEXT) -> list[str]:
    analysis = Analysis([parse(Source("a.jsonc", text))], parse_settings(settings, "dial-lint.toml"), rules=[ODD])
    return [f"{one.rule} {one.severity.word}" for one in analysis.diagnostics]


def test_a_finding_has_the_name_and_the_severity_of_its_code() -> None:
    assert found() == ["odd-key/many hint", "odd-key/short error", "odd-key/short error"]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ('[rules]\nodd-key = "off"', []),
        ('[rules]\n"odd-key/short" = "off"', ["odd-key/many hint"]),
        ('[rules]\nshort-key = "off"', ["odd-key/many hint"]),
        ('[rules]\n"odd-key/many" = "warning"\nodd-key = "off"', ["odd-key/many warning"]),
        ('[[ignore]]\nrule = "odd-key"', []),
        ('[[ignore]]\nrule = "odd-key/short"', ["odd-key/many hint"]),
        ('[[ignore]]\nrule = "many-keys"', ["odd-key/short error"] * 2),
    ],
)
def test_settings_name_the_rule_or_a_code_or_what_it_was(settings: str, expected: list[str]) -> None:
    assert found(settings) == expected


@pytest.mark.parametrize(
    ("name", "left"),
    [("odd-key", []), ("odd-key/short", ["odd-key/many hint"]), ("many-keys", ["odd-key/short error"])],
)
def test_so_do_comments(name: str, left: list[str]) -> None:
    text = TEXT.replace('"a":', f'// dial-lint: ignore[{name}] known\n    "a":')
    assert found("comments = true", text) == [*left, "odd-key/short error"]


def test_a_finding_without_a_code_that_the_rule_has_is_a_mistake_of_the_rule() -> None:
    broken = family("tests.broken", {"one": Code(Severity.HINT, Impact.ADVICE)})
    broken.entry_check("keys")(short)
    analysis = Analysis([parse(Source("a.json", TEXT))], rules=[broken])
    assert {one.rule for one in analysis.diagnostics} == {"internal-error"}


def test_what_a_name_means() -> None:
    names = Names([ODD])
    assert names.meaning("odd-key") == frozenset({"odd-key/short", "odd-key/many"})
    assert names.meaning("odd-key/many") == names.meaning("many-keys") == frozenset({"odd-key/many"})
    assert names.meaning("odd-keys") is None
    assert names.current_name("short-key") == names.current_name("odd-key") == "odd-key/short"
    assert names.current_name("internal-error") == "internal-error"
    assert names.earlier.items() >= {("many-keys", "odd-key/many"), ("short-key", "odd-key/short")}


def test_no_name_means_two_things() -> None:
    codes = [(rule.full_name(name), code) for rule in all_rules() for name, code in rule.codes.items()]
    earlier = [old for _, code in codes for old in code.was]
    assert sorted(earlier) == sorted(set(earlier))
    assert not set(earlier) & {name for name, _ in codes}
    assert not set(naming.GONE) & {*earlier, *names_of()}


def test_a_baseline_of_an_earlier_version_is_read() -> None:
    for old in names_of().earlier:
        text = json.dumps({"version": 1, "findings": [{"path": "a.json", "rule": old, "place": "/x", "count": 2}]})
        assert list(baseline.read(text).counts) == [("a.json", current_name(old), "/x")]


def test_a_page_has_the_pages_of_codes_in_it() -> None:
    page = parse_page("One.\n\nWhy.\n\n## Source\nRead.\n\n## short\n\nShort.\n\n### Flagged\nx\n\n### Accepted\ny\n")
    assert page.sections == (("Source", "Read."),)
    assert page.codes["short"].summary == "Short."
    assert page.codes["short"].sections == (("Flagged", "x"), ("Accepted", "y"))
    assert parse_page(page.text) == page
