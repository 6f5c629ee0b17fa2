"""Navigation over a real pipe, in a project of two files of which one is not open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_lsp import LanguageClient

MODELS = """{
  "models": {
    "gpt": {"displayName": "GPT", "userRoles": ["admin"], "endpoint": "https://gpt.example.com/v1?api-key=hunter2secret"}
  }
}
"""
ROLES = """{
  "keys": {"a-very-secret-key": {"project": "EPAM", "role": "admin"}},
  "roles": {"admin": {"limits": {"gpt": {"minute": 5}}}}
}
"""
USE = types.Position(2, 49)  # in "admin"


@pytest.fixture
def files(client: LanguageClient, tmp_path: Path) -> tuple[str, str]:
    """The uris of an open file and of another file of its project."""
    (tmp_path / "dial-lint.toml").write_text('files = ["models.json", "roles.json"]\n', encoding="utf-8")
    models, roles = tmp_path / "models.json", tmp_path / "roles.json"
    models.write_text("{}", encoding="utf-8")
    roles.write_text(ROLES, encoding="utf-8")
    item = types.TextDocumentItem(models.as_uri(), "json", 1, MODELS)
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    return models.as_uri(), roles.as_uri()


def at(uri: str, position: types.Position = USE) -> tuple[types.TextDocumentIdentifier, types.Position]:
    return types.TextDocumentIdentifier(uri), position


def text_of(uri: str, files: tuple[str, str], span: types.Range) -> str:
    line = (MODELS if uri == files[0] else ROLES).splitlines()[span.start.line]
    return line[span.start.character : span.end.character]


@pytest.mark.asyncio
async def test_definition_and_declaration(client: LanguageClient, files: tuple[str, str]) -> None:
    defined = await client.text_document_definition_async(types.DefinitionParams(*at(files[0])))
    declared = await client.text_document_declaration_async(types.DeclarationParams(*at(files[0])))
    assert declared == defined
    assert isinstance(defined, Sequence)
    (found,) = defined
    if isinstance(found, types.LocationLink):
        assert found.origin_selection_range is not None
        assert text_of(files[0], files, found.origin_selection_range) == "admin"
        assert found.target_uri == files[1]
        assert text_of(files[1], files, found.target_selection_range) == "admin"
        assert text_of(files[1], files, found.target_range).startswith('"admin": {"limits"')
    else:
        assert found.uri == files[1]
        assert text_of(files[1], files, found.range) == "admin"


@pytest.mark.asyncio
async def test_references(client: LanguageClient, files: tuple[str, str]) -> None:
    context = types.ReferenceContext(include_declaration=True)
    found = await client.text_document_references_async(types.ReferenceParams(context, *at(files[0])))
    assert [each.uri for each in found or ()] == [files[1], files[0], files[1]]
    assert {text_of(each.uri, files, each.range) for each in found or ()} == {"admin"}


@pytest.mark.asyncio
async def test_highlight(client: LanguageClient, files: tuple[str, str]) -> None:
    found = await client.text_document_document_highlight_async(types.DocumentHighlightParams(*at(files[0])))
    assert [(text_of(files[0], files, each.range), each.kind) for each in found or ()] == [
        ("admin", types.DocumentHighlightKind.Read)
    ]


@pytest.mark.asyncio
async def test_rename_in_open_and_closed_files(client: LanguageClient, files: tuple[str, str]) -> None:
    prepared = await client.text_document_prepare_rename_async(types.PrepareRenameParams(*at(files[0])))
    assert isinstance(prepared, types.PrepareRenamePlaceholder)
    assert prepared.placeholder == text_of(files[0], files, prepared.range) == "admin"
    edit = await client.text_document_rename_async(types.RenameParams(*at(files[0]), "operator"))
    assert edit is not None
    changes = dict(edit.changes or {})
    for change in edit.document_changes or ():
        assert isinstance(change, types.TextDocumentEdit)
        document = change.text_document
        assert document.version == (1 if document.uri == files[0] else None)
        changes[document.uri] = change.edits  # type: ignore[assignment]
    assert {uri: [each.new_text for each in made] for uri, made in changes.items()} == {
        files[0]: ["operator"],
        files[1]: ["operator", "operator"],
    }


@pytest.mark.asyncio
async def test_a_refused_name_tells_why(client: LanguageClient, files: tuple[str, str]) -> None:
    with pytest.raises(JsonRpcException, match='Core gives the role "default" a meaning of its own'):
        await client.text_document_rename_async(types.RenameParams(*at(files[0]), "default"))


@pytest.mark.asyncio
async def test_an_api_key_is_not_renamed(client: LanguageClient, files: tuple[str, str]) -> None:
    item = types.TextDocumentItem(files[1], "json", 1, ROLES)
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    position = types.Position(1, 20)
    with pytest.raises(JsonRpcException, match="secret of an API key") as failure:
        await client.text_document_prepare_rename_async(types.PrepareRenameParams(*at(files[1], position)))
    assert "very-secret" not in str(failure.value)


@pytest.mark.asyncio
async def test_nothing_stands_there(client: LanguageClient, files: tuple[str, str]) -> None:
    position = types.Position(0, 0)
    assert await client.text_document_definition_async(types.DefinitionParams(*at(files[0], position))) is None
    assert await client.text_document_prepare_rename_async(types.PrepareRenameParams(*at(files[0], position))) is None


@pytest.mark.asyncio
async def test_hover_in_the_way_the_client_likes(client: LanguageClient, files: tuple[str, str]) -> None:
    found = await client.text_document_hover_async(types.HoverParams(*at(files[0])))
    assert found is not None
    assert found.range is not None
    assert isinstance(found.contents, types.MarkupContent)
    assert text_of(files[0], files, found.range) == '"admin"'
    is_markdown = found.contents.kind == types.MarkupKind.Markdown
    assert found.contents.value.startswith("**Role** `admin`" if is_markdown else "Role admin")
    assert 'Held by key 1 (project "EPAM")' in found.contents.value


@pytest.mark.asyncio
async def test_call_hierarchy(client: LanguageClient, files: tuple[str, str]) -> None:
    prepared = await client.text_document_prepare_call_hierarchy_async(
        types.CallHierarchyPrepareParams(*at(files[0], types.Position(2, 6)))
    )
    (model,) = prepared or ()
    assert (model.name, model.detail, model.uri) == ("gpt", "model, for admin", files[0])
    (call,) = await client.call_hierarchy_incoming_calls_async(types.CallHierarchyIncomingCallsParams(model)) or ()
    assert (call.from_.name, call.from_.uri) == ("admin", files[1])
    assert [text_of(files[1], files, span) for span in call.from_ranges] == ['"gpt"']
    (back,) = await client.call_hierarchy_outgoing_calls_async(types.CallHierarchyOutgoingCallsParams(call.from_)) or ()
    assert back.to.name == "gpt"
    (held,) = await client.call_hierarchy_incoming_calls_async(types.CallHierarchyIncomingCallsParams(call.from_)) or ()
    assert held.from_.name == 'key 1 (project "EPAM")'
    assert "secret" not in str(held.from_.data)


@pytest.mark.asyncio
async def test_symbols(client: LanguageClient, files: tuple[str, str]) -> None:
    params = types.DocumentSymbolParams(types.TextDocumentIdentifier(files[0]))
    (section, *_) = await client.text_document_document_symbol_async(params) or ()
    assert isinstance(section, types.DocumentSymbol)
    assert section.name == "models"
    assert [(each.name, each.detail, each.kind) for each in section.children or ()] == [
        ("gpt", "for admin", types.SymbolKind.Class)
    ]
    found = await client.workspace_symbol_async(types.WorkspaceSymbolParams("epam"))
    assert [(each.name, each.location.uri) for each in found or ()] == [('key 1 (project "EPAM")', files[1])]


@pytest.mark.asyncio
async def test_links_hold_no_secret(client: LanguageClient, files: tuple[str, str]) -> None:
    params = types.DocumentLinkParams(types.TextDocumentIdentifier(files[0]))
    (link,) = await client.text_document_document_link_async(params) or ()
    assert link.target == "https://gpt.example.com/v1"
    assert link.tooltip in {"Open gpt.example.com/v1", None}  # as the client shows tooltips or not


@pytest.mark.asyncio
async def test_a_file_that_is_renamed_keeps_its_name_in_settings(
    client: LanguageClient, files: tuple[str, str], tmp_path: Path
) -> None:
    renamed = types.FileRename(files[1], (tmp_path / "sub" / "people.json").as_uri())
    found = await client.workspace_will_rename_files_async(types.RenameFilesParams([renamed]))
    edit = types.TextEdit(types.Range(types.Position(0, 24), types.Position(0, 36)), '"sub/people.json"')
    assert found is not None
    assert found.changes is not None
    assert {uri: [*made] for uri, made in found.changes.items()} == {(tmp_path / "dial-lint.toml").as_uri(): [edit]}
    other = types.FileRename((tmp_path / "x.json").as_uri(), (tmp_path / "y.json").as_uri())
    assert await client.workspace_will_rename_files_async(types.RenameFilesParams([other])) is None
