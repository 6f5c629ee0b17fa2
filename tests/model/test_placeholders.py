"""What counts as a placeholder, and what only looks a little like one."""

from __future__ import annotations

import pytest

from dial_lsp.model.placeholders import filled_in, has_placeholder, is_placeholder, is_unfilled, placeholders_in


@pytest.mark.parametrize(
    "text",
    [
        "${DIAL_API_KEY}",
        "${DIAL_API_KEY:-dev}",
        "${env:DIAL_API_KEY}",
        "$env:{APP_PORT}",
        "$DIAL_API_KEY",
        "%%OPENAI_API_KEY%%",
        "<openAIKey>",
        "<openAIKey",
        "<your key here>",
        "{YOUR_DIAL_API_KEY}",
        "{{ .Values.key }}",
        "${{ secrets.DIAL_API_KEY }}",
        "$(DIAL_API_KEY)",
        "#{DIAL_API_KEY}#",
        "#{DialApiKey}",
        "__DIAL_API_KEY__",
        "[[DIAL_API_KEY]]",
        "[[ dial api key ]]",
        "@@DIAL_API_KEY@@",
        "@dial.api.key@",
        "%DIAL_API_KEY%",
        "<%= dial_api_key %>",
        "ref+vault://dial/keys#/api",
        "<path:secret/data/dial#openai | base64>",
        "[parameters('openaiKey')]",
        "(@= data.values.openai @)",
        "##OPENAI##",
        "%(openai)s",
        "{$OPENAI}",
        "${env:OPENAI as Text}",
        "YOUR_API_KEY",
        "AZURE_MODEL_OR_DIAL_API_KEY",
        "your_key_here",
        "replace-with-your-api-key",
        "REPLACE_ME",
        "changeme",
        "[REDACTED]",
        "***",
        "xxxxx",
    ],
)
def test_a_placeholder_is_known_by_its_spelling(text: str) -> None:
    assert is_placeholder(text)
    assert is_unfilled(text)


@pytest.mark.parametrize(
    "text",
    [
        "os.environ/OPENAI_KEY",
        "@Microsoft.KeyVault(SecretUri=https://dial.vault.azure.net/secrets/openai)",
        "vault:secret/data/dial#openai",
        "op://dial/openai/key",
        "secretref:openai-key",
        "awssm://dial/openai",
        "ENC[AES256_GCM,data:a9Qx,iv:b8,tag:c7,type:str]",
        "arn:aws:secretsmanager:eu-west-1:1234:secret:openai",
        "projects/dial/secrets/openai/versions/latest",
        "/run/secrets/openai",
    ],
)
def test_a_reference_says_where_a_secret_is_kept(text: str) -> None:
    assert is_unfilled(text)
    assert not is_placeholder(text)


@pytest.mark.parametrize(
    "text", ["a__b__c", "x[[Q]R", "p@ss@word", "50%OFF%now", "http://op.svc/v1", "model:gpt-4", "1+1://", "$(", "#{"]
)
def test_text_with_the_same_signs_is_none(text: str) -> None:
    assert not is_unfilled(text)
    assert placeholders_in(text) == ()


@pytest.mark.parametrize(
    "text", ["dial_api_key", "proxyKey1", "modelKey1", "gpt-4", "", "hunter2", "monkey", "a<b>c{d}e$f%%g", "KEYS"]
)
def test_a_weak_secret_is_no_placeholder(text: str) -> None:
    assert not is_placeholder(text)
    assert not is_unfilled(text)


def test_placeholders_are_found_inside_a_url() -> None:
    text = "http://<host>:${PORT}/{id}/%%PATH%%"
    assert [text[start:end] for start, end in placeholders_in(text)] == ["<host>", "${PORT}", "{id}", "%%PATH%%"]


def test_a_secret_with_a_placeholder_in_it_is_unfilled() -> None:
    assert is_unfilled("dial-${SUFFIX}")
    assert not is_unfilled("q<Zr>4Lm7")


@pytest.mark.parametrize(
    "text",
    [
        "[[ .GptUrl ]]/v1",
        "@GPT_URL@/v1",
        "https://%GPT_HOST%:8080/v1",
        "vault:secret/data/gpt#url",
        "##GPT##-eu",
        "reader-%(stage)s",
        "{$GPT_URL}/v1",
        "$GPT_URL/v1",
        "gpt-${STAGE}",
    ],
)
def test_a_url_or_a_name_may_hold_any_of_them(text: str) -> None:
    assert has_placeholder(text)


@pytest.mark.parametrize(
    "text",
    ["http://a.svc/%D0%B0%D0%B1", "mail@host@x", "gpt-4[1m]", "TODO", "http://a.svc/$metadata", "a%20B%20c", None],
)
def test_what_a_url_or_a_name_may_hold_besides(text: str | None) -> None:
    assert not has_placeholder(text)


def test_what_is_filled_in_is_a_plain_word() -> None:
    assert [filled_in(text) for text in ("{{ .a/b }}-@c@", "vault:a/b", "a/b")] == ["x-x", "x", "a/b"]
