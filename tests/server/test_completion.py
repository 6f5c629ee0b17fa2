"""Completion as editors ask for it: the edits they make, what they are told lazily, and only what they can show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lsprotocol import types

from dial_lsp.features.completion import Item
from dial_lsp.features.completion.holes import hole
from dial_lsp.server.completing import _Client
from dial_lsp.text import Span
from tests.server.editing_files import Editor, insertion

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_lsp import LanguageClient

TEXT = """\
{
  "roles": {"admin": {}},
  "keys": {
    "proxyKey-4c3f1b5d7e9a2b4c6d8e0f1a2b3c4d5e": {
      "project": "p", "role": "ad"
    }
  }
}
"""
ROLE = types.Position(4, 33)  # behind ad


@pytest.mark.asyncio
async def test_a_role_takes_the_place_of_what_is_typed(client: LanguageClient, tmp_path: Path) -> None:
    uri = Editor(client).open(tmp_path / "aidial.config.json", TEXT)
    found = await asked(client, uri, ROLE)
    assert [item.label for item in found.items] == ["admin"]
    assert edit_of(client, found, 0) == (types.Range(types.Position(4, 31), types.Position(4, 33)), "admin")


@pytest.mark.asyncio
async def test_documentation_comes_when_an_item_is_looked_at(client: LanguageClient, tmp_path: Path) -> None:
    uri = Editor(client).open(tmp_path / "aidial.config.json", TEXT)
    item = (await asked(client, uri, ROLE)).items[0]
    assert item.documentation is None
    resolved = await client.completion_item_resolve_async(item)
    assert "0 API keys have this role" in told(resolved)


@pytest.mark.asyncio
async def test_it_answers_while_the_text_is_broken(client: LanguageClient, tmp_path: Path) -> None:
    editor = Editor(client)
    uri = editor.open(tmp_path / "aidial.config.json", TEXT)
    editor.change(uri, insertion(3, 52, '\n      "sec'))
    found = await asked(client, uri, types.Position(4, 10))
    labels = [item.label for item in found.items]
    assert "secured" in labels
    assert "project" not in labels
    _, text = edit_of(client, found, labels.index("secured"))
    assert text in ('secured": ${1|true,false|},', 'secured": true,')


@pytest.mark.asyncio
async def test_a_new_key_comes_with_a_secret_that_nothing_else_tells(client: LanguageClient, tmp_path: Path) -> None:
    uri = Editor(client).open(tmp_path / "aidial.config.json", '{\n  "keys": {\n    \n  }\n}\n')
    found = await asked(client, uri, types.Position(2, 4))
    _, text = edit_of(client, found, 0)
    secret = text.split('"')[1]
    assert len(secret) == 43
    again = await asked(client, uri, types.Position(2, 4))
    assert secret not in edit_of(client, again, 0)[1]
    item = found.items[0]
    assert secret not in f"{item.label} {item.detail} {item.data} {item.filter_text}"


@pytest.mark.asyncio
async def test_settings_have_completions(client: LanguageClient, tmp_path: Path) -> None:
    uri = Editor(client).open(tmp_path / "dial-lint.toml", "str\n", "toml")
    found = await asked(client, uri, types.Position(0, 3))
    strict = next(item for item in found.items if item.label == "strict")
    resolved = await client.completion_item_resolve_async(strict)
    assert "```toml\nstrict = true\n```" in told(resolved)


@pytest.mark.asyncio
async def test_settings_name_the_files_beside_them(client: LanguageClient, tmp_path: Path) -> None:
    for name in ("b.json", "a.yaml", "notes.md"):
        (tmp_path / name).write_text("{}", encoding="utf-8")
    uri = Editor(client).open(tmp_path / "dial-lint.toml", "files = [", "toml")
    found = await asked(client, uri, types.Position(0, 9))
    assert [item.label for item in found.items] == ["a.yaml", "b.json"]


@pytest.mark.asyncio
async def test_settings_have_hovers_while_they_are_typed(client: LanguageClient, tmp_path: Path) -> None:
    uri = Editor(client).open(tmp_path / "dial-lint.toml", 'files = ["a.json"\n[rules]\nweak-key = "off\n', "toml")
    params = types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(2, 3))
    found = await client.text_document_hover_async(params)
    assert found is not None
    assert isinstance(found.contents, types.MarkupContent)
    assert "An API key that can be guessed." in found.contents.value
    assert found.range == types.Range(types.Position(2, 0), types.Position(2, 8))


@pytest.mark.asyncio
async def test_a_file_that_is_not_dials_has_none(client: LanguageClient, tmp_path: Path) -> None:
    uri = Editor(client).open(tmp_path / "package.json", '{"name": "x", ""}')
    params = types.CompletionParams(types.TextDocumentIdentifier(uri), types.Position(0, 15))
    assert await client.text_document_completion_async(params) is None


@pytest.mark.asyncio
async def test_nothing_is_sent_that_the_editor_has_not_said_it_takes(client: LanguageClient, tmp_path: Path) -> None:
    uri = Editor(client).open(tmp_path / "aidial.config.json", '{"models": {"m": {}}, "roles": {"r": {}}}')
    known = text_of(client)
    item_options = known.completion_item
    assert item_options is not None
    for character in (18, 12, 33):
        found = await asked(client, uri, types.Position(0, character))
        for item in found.items:
            is_snippet = item.insert_text_format == types.InsertTextFormat.Snippet
            assert item_options.snippet_support or not is_snippet
            assert item_options.tag_support or not item.tags
            assert item_options.label_details_support or not item.label_details
            assert item_options.insert_text_mode_support or not item.insert_text_mode


def test_an_editor_without_snippets_gets_plain_text() -> None:
    bare = _Client.of(types.ClientCapabilities(), suggests=False)
    assert not bare.snippets
    assert not bare.defaults


def told(item: types.CompletionItem) -> str:
    """The documentation of an item, as Markdown or as text."""
    assert item.documentation is not None
    return item.documentation if isinstance(item.documentation, str) else item.documentation.value


def test_an_editor_that_indents_snippets_itself_gets_them_without_indentation() -> None:
    text = '    "name": {\n      "project": ' + f'"{hole(1)}"' + "\n    }"
    item = Item("new key", "entry", text, Span(0, 0), "", indent="    ")
    assert _Client(snippets=True)._text(item) == ('    "name": {\n  "project": "${1}"\n}', True)
    assert _Client(snippets=True, as_is=True)._text(item) == ('    "name": {\n      "project": "${1}"\n    }', True)
    assert _Client()._text(item) == ('    "name": {\n      "project": ""\n    }', False)


async def asked(client: LanguageClient, uri: str, position: types.Position) -> types.CompletionList:
    """The completions at a position."""
    params = types.CompletionParams(types.TextDocumentIdentifier(uri), position)
    found = await client.text_document_completion_async(params)
    assert isinstance(found, types.CompletionList)
    return found


def edit_of(client: LanguageClient, found: types.CompletionList, number: int) -> tuple[Any, str]:
    """The edit an editor makes to accept an item, whether it is told once for all items or with each."""
    item = found.items[number]
    if isinstance(item.text_edit, types.TextEdit):
        return item.text_edit.range, item.text_edit.new_text
    known = text_of(client).completion_list
    assert known is not None
    assert "editRange" in (known.item_defaults or ())
    assert found.item_defaults is not None
    return found.item_defaults.edit_range, item.text_edit_text or ""


def text_of(client: LanguageClient) -> types.CompletionClientCapabilities:
    """What the editor says of completion."""
    assert client.capabilities is not None
    assert client.capabilities.text_document is not None
    assert client.capabilities.text_document.completion is not None
    return client.capabilities.text_document.completion
