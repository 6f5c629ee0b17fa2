"""Findings reach every editor in its own way, follow the text, and go when the file goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from tests.server.editing_files import Editor, insertion
from tests.server.raw import PULLS, Message, RawClient, running

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_lsp import LanguageClient

ROLES = '{"roles": {"guest": {"limits": {"gpt": {"day": 100}}}}}'
KEYS = '{"keys": {"proxyKey-4c3f1b5d7e9a2b4c6d8e0f1a2b3c4d5e": {"project": "p", "role": "guest"}}, "surprise": {}}'


@pytest.mark.asyncio
async def test_findings_follow_the_typing(client: LanguageClient, tmp_path: Path) -> None:
    editor = Editor(client)
    uri = editor.open(tmp_path / "aidial.config.json", '{"roles": {}}')
    assert await editor.rules(uri) == []
    editor.change(uri, insertion(0, 2, "x"))
    assert await editor.rules(uri, "unknown-section") == ["unknown-section"]
    editor.change(uri, insertion(0, 1, "\n\r\n"), insertion(2, 7, "es"))
    assert await editor.rules(uri, "unknown-section") == ["unknown-section"]
    editor.rewrite(uri, '{"roles": {}}')
    assert await editor.rules(uri) == []


@pytest.mark.asyncio
async def test_a_file_that_is_not_dial_s_is_left_alone(client: LanguageClient, tmp_path: Path) -> None:
    editor = Editor(client)
    uri = editor.open(tmp_path / "package.json", '{"name": "x", "roles": {"broken": }')
    at = types.TextDocumentPositionParams(types.TextDocumentIdentifier(uri), types.Position(0, 20))
    assert await client.text_document_hover_async(types.HoverParams(at.text_document, at.position)) is None
    symbols = types.DocumentSymbolParams(at.text_document)
    assert await client.text_document_document_symbol_async(symbols) is None
    assert uri not in client.diagnostics


@pytest.mark.asyncio
async def test_an_edit_refreshes_the_other_files_of_the_project(client: LanguageClient, tmp_path: Path) -> None:
    (tmp_path / "dial-lint.toml").write_text('files = ["roles.json", "keys.json"]\nidp-roles = []\n')
    (tmp_path / "roles.json").write_text(ROLES)
    (tmp_path / "keys.json").write_text(KEYS)
    editor = Editor(client)
    keys = editor.open(tmp_path / "keys.json", KEYS)
    before = await editor.rules(keys, "unknown-section")
    assert before == ["unknown-section"]
    roles = editor.open(tmp_path / "roles.json", ROLES)
    editor.rewrite(roles, ROLES.replace("guest", "visitor"))
    after = await editor.rules(keys, "undeclared-role", "unknown-section")
    assert after == ["undeclared-role", "unknown-section"]
    editor.close(roles)
    assert await editor.rules(keys, "unknown-section") == ["unknown-section"]


@pytest.mark.asyncio
async def test_what_is_half_typed_in_the_settings_changes_nothing(client: LanguageClient, tmp_path: Path) -> None:
    (tmp_path / "dial-lint.toml").write_text("comments = true\n")
    editor = Editor(client)
    uri = editor.open(tmp_path / "aidial.config.json", "{\n  // why\n}")
    settings = editor.open(tmp_path / "dial-lint.toml", "comments = true\n", "toml")
    assert await editor.rules(uri) == []
    editor.rewrite(settings, "comments = tr")
    assert await editor.rules(settings, "unusable-settings") == ["unusable-settings"]
    assert await editor.rules(uri) == []
    editor.rewrite(settings, "comments = false")
    assert await editor.rules(uri, "comment") == ["comment"]


def test_findings_of_a_file_that_is_closed_and_not_on_the_disk_are_cleared(tmp_path: Path) -> None:
    with running() as (client, _):
        client.start(textDocument={"publishDiagnostics": {"versionSupport": True}})
        uri = (tmp_path / "aidial.config.json").as_uri()
        client.open(uri, '{"surprise": {}}')
        opened = published(client)
        assert opened["version"] == 1
        assert [item["code"] for item in opened["diagnostics"]] == ["unknown-section"]
        client.notify("textDocument/didClose", textDocument={"uri": uri})
        assert published(client) == {"uri": uri, "diagnostics": []}


def test_what_is_cleared_is_cleared_once(tmp_path: Path) -> None:
    gone, other = ((tmp_path / name / "aidial.config.json").as_uri() for name in ("gone", "other"))
    with running() as (client, _):
        client.start()
        client.open(gone, '{"surprise": {}}')
        assert published(client)["diagnostics"]
        client.notify("textDocument/didClose", textDocument={"uri": gone})
        assert published(client) == {"uri": gone, "diagnostics": []}
        for version in (1, 2):
            client.open(other, '{"surprise": {}}')
            assert published(client)["uri"] == other, version
            client.notify("textDocument/didClose", textDocument={"uri": other})
            assert published(client) == {"uri": other, "diagnostics": []}


def test_a_file_that_is_closed_and_opened_again_has_its_findings_again(tmp_path: Path) -> None:
    with running() as (client, _):
        client.start(textDocument={"publishDiagnostics": {"versionSupport": True}})
        uri = (tmp_path / "aidial.config.json").as_uri()
        for _ in range(3):
            client.open(uri, '{"surprise": {}}')
            assert [item["code"] for item in published(client)["diagnostics"]] == ["unknown-section"]
            client.notify("textDocument/didClose", textDocument={"uri": uri})
            assert published(client) == {"uri": uri, "diagnostics": []}


def test_a_client_gets_no_more_than_it_understands(tmp_path: Path) -> None:
    uri = (tmp_path / "aidial.config.json").as_uri()
    item = {"range", "severity", "code", "source", "message"}
    rich: dict[str, object] = {"relatedInformation": True, "codeDescriptionSupport": True, "dataSupport": True}
    for abilities, members in (({}, item), (rich, item | {"codeDescription", "data"})):
        with running() as (client, _):
            client.start(textDocument={"publishDiagnostics": abilities})
            client.open(uri, '{"surprise": {}}')
            told = published(client)
            assert told.keys() == {"uri", "diagnostics"}
            [found] = told["diagnostics"]
            assert set(found) - {"tags", "relatedInformation"} == members


def test_a_report_that_the_client_has_is_not_sent_again(tmp_path: Path) -> None:
    with running() as (client, _):
        client.start(**PULLS)
        uri = (tmp_path / "aidial.config.json").as_uri()
        client.open(uri, '{"surprise": {}}')
        first = client.request("textDocument/diagnostic", textDocument={"uri": uri})["result"]
        known = first["resultId"]
        client.change(uri, 2, {"text": '{"surprise": {}, "models": {}}'})
        again = client.request("textDocument/diagnostic", textDocument={"uri": uri}, previousResultId=known)["result"]
        assert again == {"kind": "unchanged", "resultId": known}
        client.change(uri, 3, {"text": '\n{"surprise": {}, "models": {}}'})
        moved = client.request("textDocument/diagnostic", textDocument={"uri": uri}, previousResultId=known)["result"]
        assert moved["kind"] == "full"
        assert moved["resultId"] != known


def test_all_configurations_of_the_workspace_can_be_asked_for(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "aidial.config.json").write_text('{"surprise": {}}')
    opened = (tmp_path / "aidial.config.json").as_uri()
    with running() as (client, _):
        client.request("initialize", processId=None, rootUri=tmp_path.as_uri(), capabilities=PULLS)
        client.open(opened, '{"roles": {}}')
        answer = client.request("workspace/diagnostic", previousResultIds=[], workDoneToken="t")["result"]["items"]
        assert {item["uri"]: [found["code"] for found in item["items"]] for item in answer} == {
            opened: [],
            (tmp_path / "deep" / "aidial.config.json").as_uri(): ["unknown-section"],
        }
        kinds = [
            message["params"]["value"]["kind"] for message in client.received if message.get("method") == "$/progress"
        ]
        assert kinds == ["begin", "end"]
        known = [{"uri": item["uri"], "value": item["resultId"]} for item in answer]
        again = client.request("workspace/diagnostic", previousResultIds=known)["result"]["items"]
        assert {item["kind"] for item in again} == {"unchanged"}


LIMITS = ",\n".join(f'"m{number}": {{"day": {number}.5}}' for number in range(12))
FRACTIONS = f'{{"roles": {{"r": {{"limits": {{\n{LIMITS}\n}}}}}}}}'


@pytest.mark.parametrize("is_folded", [True, False])
def test_equal_findings_of_a_file_that_is_not_open_are_one(tmp_path: Path, *, is_folded: bool) -> None:
    for name in ("open", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "aidial.config.json").write_text(FRACTIONS)
    opened, other = ((tmp_path / name / "aidial.config.json").as_uri() for name in ("open", "other"))
    options = {} if is_folded else {"initializationOptions": {"foldedFindings": False}}
    rich = {"textDocument": {**PULLS["textDocument"], "publishDiagnostics": {"relatedInformation": True}}}
    with running() as (client, _):
        client.request("initialize", processId=None, rootUri=tmp_path.as_uri(), capabilities=rich, **options)
        client.open(opened, FRACTIONS)

        def found() -> dict[str, list[Message]]:
            items = client.request("workspace/diagnostic", previousResultIds=[])["result"]["items"]
            return {
                one["uri"]: [item for item in one["items"] if item["code"] == "loose-value/fraction"] for one in items
            }

        first = found()
        assert len(first[opened]) == 12
        assert len(first[other]) == (1 if is_folded else 12)
        if is_folded:
            [only] = first[other]
            assert only["message"].endswith("\nand 11 more like this (lines 3, 4, 5, 6, 7, 8, 9, 10, …)")
            assert [note["location"]["range"]["start"]["line"] for note in only["relatedInformation"]] == [
                *range(2, 10)
            ]
        client.open(other, FRACTIONS)
        assert len(found()[other]) == 12
        client.notify("textDocument/didClose", textDocument={"uri": opened})
        assert len(found()[opened]) == (1 if is_folded else 12)


def test_findings_in_yaml_stand_in_the_yaml(tmp_path: Path) -> None:
    text = 'core:\n  secrets:\n    aidial.config.json: |\n      {\n        "surprise": {}\n      }\n'
    with running() as (client, _):
        client.start(**PULLS)
        uri = (tmp_path / "values.yaml").as_uri()
        client.open(uri, text, "yaml")
        [item] = client.request("textDocument/diagnostic", textDocument={"uri": uri})["result"]["items"]
        assert (item["code"], item["range"]["start"]) == ("unknown-section", {"line": 4, "character": 8})
        client.change(uri, 2, {"text": text.replace("surprise", "roles")})
        assert client.rules(uri) == []


def test_every_document_of_a_stream_is_checked(tmp_path: Path) -> None:
    held = "data:\n  aidial.config.json: |\n    {SECTION: {}}\n"
    text = "---\n".join(("a: {b: 1}\n", "c: {d: 2}\n", held, "e: [{f: 3}]\n", "g: 4\n", held, held))  # noqa: FLY002
    for number in range(3):
        text = text.replace("SECTION", f'"surprise{number}"', 1)
    with running() as (client, _):
        client.start(**PULLS)
        uri = (tmp_path / "all.yaml").as_uri()
        client.open(uri, text, "yaml")
        items = client.request("textDocument/diagnostic", textDocument={"uri": uri})["result"]["items"]
        lines = [line for line, written in enumerate(text.split("\n")) if "surprise" in written]
        assert [(item["code"], item["range"]["start"]["line"]) for item in items] == [
            ("unknown-section", line) for line in lines
        ]


def test_positions_are_counted_as_the_client_counts(tmp_path: Path) -> None:
    text = '{"roles": {}, "\U0001f600\u2028ä": {}}'
    for encoding, end in (("utf-8", 25), ("utf-16", 20), ("utf-32", 19)):
        with running() as (client, _):
            answer = client.start(general={"positionEncodings": [encoding]}, **PULLS)
            assert answer["result"]["capabilities"]["positionEncoding"] == encoding
            uri = (tmp_path / "aidial.config.json").as_uri()
            client.open(uri, text)
            [item] = client.request("textDocument/diagnostic", textDocument={"uri": uri})["result"]["items"]
            assert item["range"] == {
                "start": {"line": 0, "character": 14},
                "end": {"line": 0, "character": end},
            }


def published(client: RawClient) -> Message:
    """The next diagnostics that are pushed."""
    while True:
        message = client.receive()
        if message.get("method") == "textDocument/publishDiagnostics":
            params: Message = message["params"]
            return params


def test_a_client_that_cannot_be_told_to_ask_again_gets_findings_pushed(tmp_path: Path) -> None:
    (tmp_path / "dial-lint.toml").write_text('files = ["roles.json", "keys.json"]\nidp-roles = []\n')
    roles, keys = ((tmp_path / name).as_uri() for name in ("roles.json", "keys.json"))
    with running() as (client, _):
        answer = client.start(textDocument={"diagnostic": {}})
        assert "diagnosticProvider" not in answer["result"]["capabilities"]
        client.open(roles, ROLES)
        client.open(keys, KEYS)
        client.change(roles, 2, {"text": ROLES.replace("guest", "visitor")})
        while published(client)["uri"] != keys or "undeclared-role" not in _codes(client.received[-1]):
            pass


def test_a_client_that_asks_again_is_told_when(tmp_path: Path) -> None:
    with running() as (client, _):
        answer = client.start(**PULLS)
        assert answer["result"]["capabilities"]["diagnosticProvider"]["interFileDependencies"] is True
        client.open((tmp_path / "aidial.config.json").as_uri(), '{"surprise": {}}')
        while client.receive().get("method") != "workspace/diagnostic/refresh":
            pass


def _codes(message: Message) -> list[str]:
    return [item["code"] for item in message["params"]["diagnostics"]]


def test_settings_that_cannot_be_used_are_told_once(tmp_path: Path) -> None:
    settings = tmp_path / "dial-lint.toml"
    settings.write_text("comments = tr")
    with running() as (client, _):
        client.start(**PULLS)
        for name in ("aidial.config.json", "other.aidial.config.json"):
            client.open((tmp_path / name).as_uri(), '{"surprise": {}}')
            assert client.rules((tmp_path / name).as_uri()) == ["unknown-section"]
        changed = {"uri": settings.as_uri(), "type": 2}
        client.notify("workspace/didChangeWatchedFiles", changes=[changed])
        settings.write_text("[rules]\nunknown-section = 'off'\n")
        client.notify("workspace/didChangeWatchedFiles", changes=[changed])
        assert client.rules((tmp_path / "aidial.config.json").as_uri()) == []
        told = [each["params"]["message"] for each in client.received if each.get("method") == "window/showMessage"]
        assert len(told) == 1
        assert str(settings) in told[0]
