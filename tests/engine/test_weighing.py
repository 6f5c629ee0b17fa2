"""What settings make of rules and findings."""

from __future__ import annotations

import pytest

from dial_lsp.engine.analysis import Analysis
from dial_lsp.settings import parse_settings
from dial_lsp.syntax import parse
from dial_lsp.text import Source

REFUSED = '{"roles": {"reader": null}}'
PUBLIC = '{"models": {"gpt": {"type": "chat", "endpoint": "https://llm.example.com/v1/chat/completions"}}}'


def found(text: str, settings: str) -> tuple[list[tuple[str, str]], str]:
    analysis = Analysis([parse(Source("aidial.config.json", text))], parse_settings(settings, "dial-lint.toml"))
    return [(one.rule, one.severity.word) for one in analysis.diagnostics], analysis.verdict


def test_a_rule_has_its_own_severity() -> None:
    assert found(REFUSED, "") == ([("null-value/entry", "error")], "rejects")


@pytest.mark.parametrize("severity", ["error", "warning", "information", "hint"])
def test_another_severity_is_no_other_verdict(severity: str) -> None:
    assert found(REFUSED, f'[rules]\nnull-entry = "{severity}"') == ([("null-value/entry", severity)], "rejects")


def test_what_a_rule_finds_that_is_off_still_counts_for_the_verdict() -> None:
    assert found(REFUSED, '[rules]\nnull-entry = "off"') == ([], "rejects")


def test_a_severity_switches_on_a_rule_of_the_strict_profile() -> None:
    assert ("public-deployment/each", "hint") in found(PUBLIC, '[rules]\npublic-deployment = "hint"')[0]
    assert "public-deployment" not in [rule for rule, _ in found(PUBLIC, "")[0]]
    assert "public-deployment" not in [rule for rule, _ in found(PUBLIC, '[rules]\npublic-deployment = "off"')[0]]


def test_a_suppression_of_a_rule_that_is_off_is_not_told_to_be_unused() -> None:
    text = '// dial-lint: ignore[null-value/entry] written by the panel\n{"roles": {}}'
    assert [rule for rule, _ in found(text, "comments = true")[0]] == ["unused-suppression"]
    assert found(text, 'comments = true\n[rules]\nnull-entry = "off"')[0] == []


INSECURE = """\
{
  "models": {"gpt": {"type": "chat", "endpoint": "http://llm.example.com/v1/chat/completions"}},
  "routes": {"all": {"paths": ["/v1/x"], "userRoles": ["a"], "upstreams": [{"endpoint": "https://llm.example.com/x"}]}}
}
"""


def test_hosts_of_our_own_are_not_foreign() -> None:
    foreign = {rule for rule, _ in found(INSECURE, "")[0]}
    own = {rule for rule, _ in found(INSECURE, 'internal-hosts = ["*.Example.com"]')[0]}
    assert foreign - own == {"plain-http", "key-to-foreign-host/route"}
    other = {rule for rule, _ in found(INSECURE, 'internal-hosts = ["example.com", "*.example.org"]')[0]}
    assert other == foreign


@pytest.mark.parametrize(
    "text",
    [
        '{"keys": {"@@KEY@@": {"project": "a", "role": "default"}}, "roles": {"default": {}}}',
        '{"models": {"gpt": {"type": "chat", "endpoint": "@@HOST@@/chat/completions"}}}',
        '{"models": {"gpt": {"type": "@@TYPE@@", "endpoint": "https://h/chat/completions"}}}',
        '{"models": {"gpt": {"type": "chat", "endpoint": "https://h/chat/completions", "maxRetryAttempts": "@@N@@"}}}',
    ],
)
def test_nothing_is_found_in_a_text_that_is_filled_later(text: str) -> None:
    assert [rule for rule, _ in found(text, "")[0]] != []
    assert found(text, "placeholder-patterns = ['@@\\w+@@']") == ([], "accepts")


def test_what_stands_beside_a_placeholder_is_found() -> None:
    text = '{"models": {"gpt": {"type": "chat", "endpoint": "@@HOST@@", "unknwon": 1}}}'
    assert [rule for rule, _ in found(text, "placeholder-patterns = ['@@']")[0]] == ["unknown-field"]


def test_all_mistakes_are_found_and_the_other_settings_count() -> None:
    settings = 'coments = true\ncore-version = 1\n[rules]\nnull-entry = "hint"\nnul-entry = "off"\n'
    assert found(REFUSED, settings) == (
        [
            ("null-value/entry", "hint"),
            ("unknown-setting", "warning"),
            ("unknown-setting/value", "warning"),
            ("unknown-setting/rule", "warning"),
        ],
        "rejects",
    )


@pytest.mark.parametrize(
    ("pattern", "is_filled"),
    [
        ("@@(?:A+)+@@", True),
        ("(?P<name>@@(A+)+@)@", True),
        ("(A+)+B", False),
        ("(A|A)*B", False),
        ("A*A*A*A*A*A*A*A*B", False),
        (r"(?P<name>A+)+(?P=name)B", False),
    ],
)
def test_a_pattern_that_would_take_hours_is_looked_for_in_no_time(pattern: str, *, is_filled: bool) -> None:
    text = f'{{"models": {{"gpt": {{"type": "@@{"A" * 60}@@", "endpoint": "https://h/chat/completions"}}}}}}'
    told = [rule for rule, _ in found(text, f"placeholder-patterns = ['{pattern}']")[0]]
    assert told == ([] if is_filled else [rule for rule, _ in found(text, "")[0]])
