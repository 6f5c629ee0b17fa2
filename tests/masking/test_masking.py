"""What is masked and what is not, case by case: the text, and how it is shown."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dial_lsp.cli.checking import Secrets
from dial_lsp.engine.analysis import Analysis
from dial_lsp.masking.secrecy import Secrecy
from dial_lsp.reports import render
from dial_lsp.reports.report import Checked, Report
from dial_lsp.syntax import parse
from dial_lsp.text import Edit, Source, Span, apply_edits


def shown(text: str) -> str:
    """A text with its masks."""
    document = parse(Source("a.json", text))
    masked = Secrecy([document]).masked(document)
    return apply_edits(text, [Edit(Span(one.start, one.end), one.shown) for one in masked])


@pytest.mark.parametrize(
    "text",
    [
        '{"models": {"m": {"userRoles": ["5f0c7a3e-9b1d-4e2f-8a6c-3d2b1e0f9a8b"]}}}',
        '{"roles": {"5f0c7a3e-9b1d-4e2f-8a6c-3d2b1e0f9a8b": {"limits": {}}}}',
        '{"models": {"anthropic.claude-sonnet-4-20250514-v1:0": {"overrideName": "gpt-4o-2024-08-06"}}}',
        '{"models": {"m": {"upstreams": [{"extraData": {"role": "arn:aws:iam::123456789012:role/dial"}}]}}}',
        '{"applicationTypeSchemas": [{"$id": "https://a.example.com/5f0c7a3e9b1d4e2f8a6c3d2b1e0f9a8b"}]}',
        '{"models": {"m": {"endpoint": "http://dial-7f9c8b6d5-x2x9z.svc/openai/deployments/m/chat/completions"}}}',
        '{"models": {"m": {"defaults": {"max_tokens": 4096, "day": "monday", "reasoning_effort": "low"}}}}',
        '{"models": {"m": {"upstreams": [{"key": "${AZURE_KEY}"}, {"key": "%%KEY%%"}, {"key": "{{ .Values.key }}"}]}}}',
        '{"toolsets": {"t": {"authSettings": {"apiKeyHeader": "X-Api-Key", "tokenEndpoint": "https://a.b/token"}}}}',
        '{"models": {"m": {"displayNmae": "GPT 4", "descriptin": "a model"}}}',
        '{"models": {"m": {"inputAttachmentTypes": ["application/vnd.openxmlformats-officedocument.sheet"]}}}',
        '{"applicationTypeSchemas": [{"$id": "a", "properties": {"apiKey": {"type": "string", "title": "Key"}}}]}',
        '{"models": {"m": {"upstreams": [{"key": true}, {"key": null}, {"key": false}]}}}',
    ],
)
def test_what_is_no_secret_is_shown(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ('{"keys": {"one": {"project": "p", "role": "r"}}}', '{"keys": {"•••": {"project": "p", "role": "r"}}}'),
        (  # a key that is used as the name of something else is called by its number there
            '{"keys": {"hunter": {"project": "p", "role": "hunter"}}}',
            '{"keys": {"•••": {"project": "p", "role": "••• (key 1)"}}}',
        ),
        (  # a declared role, and a word of the format, are shown although a key is the same
            '{"keys": {"admin": {"role": "admin"}, "chat": {"role": "chat"}}, "roles": {"admin": {}}}',
            '{"keys": {"•••": {"role": "admin"}, "•••": {"role": "chat"}}, "roles": {"admin": {}}}',
        ),
        (  # two that are the same
            '{"models": {"m": {"upstreams": [{"key": "a"}, {"key": "b"}, {"key": "a"}]}}}',
            '{"models": {"m": {"upstreams": [{"key": "••• (secret 1)"}, {"key": "•••"}, {"key": "••• (secret 1)"}]}}}',
        ),
        ('{"keys": {"a": {"porject": "p", "kye": "x"}}}', '{"keys": {"•••": {"porject": "p", "kye": "•••"}}}'),
        (
            '{"models": {"m": {"endpoint": "https://u:pw@a.b/"}}}',
            '{"models": {"m": {"endpoint": "https://u:•••@a.b/"}}}',
        ),
        (
            '{"models": {"m": {"iconUrl": "https://a.b/page#kYb3Zq8Vt1Xw6Rm0Lp5N"}}}',
            '{"models": {"m": {"iconUrl": "https://a.b/page#•••"}}}',
        ),
        (  # damage never turns the mask inside out
            '{"keys": {"named": {key": "hunter-two", "project": "p"}}}',
            '{"keys": {"•••": {key": "•••", "project": "•••"}}}',
        ),
        ("{'keys': {'a': {'key': \u2018hunter-two\u2019}}}", "{'keys': {'•••': {'key': \u2018•••\u2019}}}"),
        (
            '{"models": {"m": {"upstreams": [{"extraData": "{\\"apiKey\\": \\"x\\"}"}]}}}',
            '{"models": {"m": {"upstreams": [{"extraData": "{\\"apiKey\\": \\"•••\\"}"}]}}}',
        ),
        (
            '{"applicationTypeSchemas": [{"properties": {"apiKey": {"type": "string", "default": "x"}}}]}',
            '{"applicationTypeSchemas": [{"properties": {"apiKey": {"type": "string", "default": "•••"}}}]}',
        ),
    ],
)
def test_what_is_a_secret_is_masked(text: str, masked: str) -> None:
    assert shown(text) == masked


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("at hunter-two/th…", "at ••• (key 1)…"),  # cut short
        ("at /keys/hunter-two~1three~0four/role", "at /keys/••• (key 1)/role"),  # a JSON Pointer
        ("xhunter-two/three~foury", "xhunter-two/three~foury"),  # a part of another word
    ],
)
def test_a_known_secret_is_found_however_a_message_writes_it(message: str, told: str) -> None:
    secrecy = Secrecy([parse(Source("a.json", '{"keys": {"hunter-two/three~four": {"project": "p"}}}'))])
    assert secrecy.wording.hidden(message) == told


@pytest.mark.parametrize(
    ("secret", "told"),
    [("hunt-2-x", "at ••• (key 1)"), ("hunt-2x", "at hunt-2x"), ("é-hunter-2", "at ••• (key 1)")],
)
def test_a_secret_of_eight_characters_is_found_without_quotes(secret: str, told: str) -> None:
    wording = Secrecy([parse(Source("a.json", json.dumps({"keys": {secret: {"project": "p"}}})))]).wording
    assert wording.hidden(f"at {secret}") == told
    assert wording.hidden(f'at "{secret}"') == 'at "••• (key 1)"'


@pytest.mark.parametrize("new", ["two/three-four", "/thre"])
def test_an_edit_that_completes_a_secret_is_masked(new: str) -> None:
    secret = "hunter-two/three-four"
    wording = Secrecy([parse(Source("a.json", json.dumps({"keys": {secret: {"project": "p"}}})))]).wording
    before, behind = "x hunter-two/three-four".partition(new)[::2]
    edit = Edit(Span(len(before), len(before)), new)
    assert wording.edit(f"{before}{behind}", edit) == "••• (key 1)"
    assert wording.edit("nothing of it", Edit(Span(0, 0), new)) == new


def test_words_of_damaged_text_are_masked_in_messages_and_are_no_known_secrets() -> None:
    wording = Secrecy([parse(Source("a.json", '{"models": {"m": {}}, lost-word-1 "roles": {"r": {}}}'))]).wording
    assert wording.hidden("at lost-word-1") == "at •••"
    assert wording.found_in("at lost-word-1") == ()
    assert not wording.is_known("lost-word-1")
    assert wording.is_secret("lost-word-1")


def test_the_masks_of_a_window_are_those_that_touch_it() -> None:
    text = '{"keys": {"first": {}, "second": {}, "third": {}}}'
    document = parse(Source("a.json", text))
    secrecy = Secrecy([document])
    masked = secrecy.masked(document)
    assert [text[one.start : one.end] for one in masked] == ["first", "second", "third"]
    window = Span(masked[0].end, masked[2].start)
    assert secrecy.masked(document, window) == (masked[1],)
    assert secrecy.masked(document, Span(masked[0].end - 1, masked[1].start + 1)) == masked[:2]


def test_names_without_quotes_are_masked_word_by_word_and_as_a_whole() -> None:
    keys = {"hunter": {"project": "p"}, "a b": {"project": "p"}}
    wording = Secrecy([parse(Source("a.json", json.dumps({"keys": keys})))]).wording
    assert [wording.names(text) for text in ("", "a b", "b", "of hunter, too", "hunters")] == [
        "", "••• (key 2)", "b", "of ••• (key 1), too", "hunters",
    ]  # fmt: skip


def test_texts_within_a_value_are_masked_and_its_own_names_stay() -> None:
    wording = Secrecy([parse(Source("a.json", '{"keys": {"hunter-2-two": {"project": "p"}}}'))]).wording
    value = {"hunter-2-two": ["hunter-2-two", {"at": "of hunter-2-two"}, 1, None], "other": ("x",)}
    mask = "••• (key 1)"
    assert wording.value(value) == {"hunter-2-two": [mask, {"at": f"of {mask}"}, 1, None], "other": ["x"]}


def test_a_report_of_a_sound_entry_makes_no_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    monkeypatch.setattr("dial_lsp.syntax.parser.parse_entry", lambda text, depth: made.append(f"{depth}: {text}"))
    text = '{"keys": {"9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "p"}}, "models": {"m": {"type": "chat"}}}'
    document = parse(Source("a.json", text))
    analysis = Analysis([document])
    secrets = Secrets(analysis)
    told = render("text", Report((Checked((document.source,), analysis.diagnostics, "rejects", secrets),)))
    assert "unserved-deployment" in told
    assert '"keys": {"•••": {"project": "p"}}' in told
    assert made == []


def test_an_edit_that_would_tell_a_secret_is_masked_and_said_to_be_so() -> None:
    document = parse(Source("a.json", '{"keys": {"hunter-two-22": {"project": "p", "role": "hunter-two-22"}}}'))
    analysis = Analysis([document])
    secrets = Secrets(analysis)
    checked = Checked((document.source,), analysis.diagnostics, "accepts", secrets)
    value: Any = json.loads(render("json", Report((checked,))))
    fixes = [fix for one in value["diagnostics"] for fix in one["fixes"]]
    masked = [fix for fix in fixes if fix.get("masked")]
    assert masked
    assert "hunter" not in json.dumps(value)
    for fix in masked:
        assert any(edit.get("masked") for edit in fix["edits"])
    assert not [fix for fix in fixes if "•••" in json.dumps(fix["edits"], ensure_ascii=False) and not fix.get("masked")]
