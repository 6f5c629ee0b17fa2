"""Editing and seeing over a real pipe, as three editors describe themselves."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from dial_lsp.features.semantic_tokens import TYPES
from dial_lsp.server.convert import Ruler
from dial_lsp.server.lines import LineTable
from dial_lsp.text import Edit, apply_edits
from tests.server.editing_files import PATIENCE, Editor, insertion

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pytest_lsp import LanguageClient

TEXT = """{
  "keys": {
    "🗝-of-a-team": {"project": "p", "role":"reader"}
  },
  "models": {
    "gpt": {"displayName": "🤖", "userRoles": ["reader", "writer"]},
    "open": {
      "endpoint": "https://${HOST}/v1"
    }
  },
  "roles": {"reader": {}}
}
"""
OPTIONS = types.FormattingOptions(tab_size=2, insert_spaces=True)


@pytest.fixture
def editor(client: LanguageClient) -> Editor:
    return Editor(client)


@pytest.fixture
def uri(editor: Editor, tmp_path: Path) -> str:
    return editor.open(tmp_path / "aidial.config.json", TEXT)


def named(uri: str) -> types.TextDocumentIdentifier:
    return types.TextDocumentIdentifier(uri)


class Measure:
    """Places in a text in the units that client and server agreed on."""

    def __init__(self, client: LanguageClient, text: str = TEXT) -> None:
        self.text = text
        self.ruler = Ruler(text, LineTable.of(text), client.encoding)  # type: ignore[attr-defined]

    def place(self, part: str, *, end: bool = False) -> types.Position:
        """Where a part of the text begins or ends."""
        return self.ruler.position(self.text.index(part) + (len(part) if end else 0))

    def span(self, part: str) -> types.Range:
        return types.Range(self.place(part), self.place(part, end=True))

    def token(self, part: str, kind: str) -> tuple[int, int, int, str]:
        at = self.span(part)
        return (at.start.line, at.start.character, at.end.character - at.start.character, kind)

    def edited(self, edits: Sequence[Any] | None) -> str:
        """The text after edits."""
        return apply_edits(self.text, [Edit(self.ruler.span(edit.range), edit.new_text) for edit in edits or ()])


@pytest.fixture
def here(client: LanguageClient) -> Measure:
    return Measure(client)


async def chosen(client: LanguageClient, action: types.CodeAction) -> types.WorkspaceEdit:
    """The edit of an action, asked for if it is not there yet."""
    if action.edit is None:
        action = await client.code_action_resolve_async(action)
    assert action.edit is not None
    return action.edit


def edits_in(edit: types.WorkspaceEdit, uri: str) -> list[Any]:
    if edit.changes is not None:
        return list(edit.changes.get(uri, ()))
    changes = [one for one in edit.document_changes or () if isinstance(one, types.TextDocumentEdit)]
    return [each for one in changes if one.text_document.uri == uri for each in one.edits]


async def actions(
    client: LanguageClient, uri: str, at: types.Range, only: list[types.CodeActionKind | str] | None = None
) -> dict[str, types.CodeAction]:
    params = types.CodeActionParams(named(uri), at, types.CodeActionContext(diagnostics=[], only=only))
    found = await client.text_document_code_action_async(params) or ()
    return {one.title: one for one in found if isinstance(one, types.CodeAction)}


@pytest.mark.asyncio
async def test_formatting(client: LanguageClient, uri: str, here: Measure) -> None:
    whole = await client.text_document_formatting_async(types.DocumentFormattingParams(named(uri), OPTIONS))
    assert here.edited(whole) == TEXT.replace('"role":"reader"', '"role": "reader"')
    assert [edit.new_text for edit in whole or ()] == [" "]
    some = await client.text_document_range_formatting_async(
        types.DocumentRangeFormattingParams(named(uri), here.span('"open"'), OPTIONS)
    )
    assert not some
    typed = await client.text_document_on_type_formatting_async(
        types.DocumentOnTypeFormattingParams(named(uri), here.place('"reader"}', end=True), "}", OPTIONS)
    )
    assert here.edited(typed) == TEXT.replace('"role":"reader"', '"role": "reader"')


@pytest.mark.asyncio
async def test_folding_and_selecting(client: LanguageClient, uri: str, here: Measure) -> None:
    folds = await client.text_document_folding_range_async(types.FoldingRangeParams(named(uri)))
    assert [(fold.start_line, fold.end_line) for fold in folds or ()] == [(0, 10), (1, 2), (4, 8), (6, 7)]
    at = here.place("writer")
    (selection,) = await client.text_document_selection_range_async(types.SelectionRangeParams(named(uri), [at])) or ()
    assert selection.range == here.span("writer")
    assert selection.parent
    assert selection.parent.range == here.span('"writer"')


@pytest.mark.asyncio
async def test_linked_editing(client: LanguageClient, uri: str, here: Measure) -> None:
    role = types.LinkedEditingRangeParams(named(uri), here.place('reader": {}'))
    found = await client.text_document_linked_editing_range_async(role)
    assert found
    assert found.ranges[-1].start == role.position
    assert len(found.ranges) == 3
    key = types.LinkedEditingRangeParams(named(uri), here.place("of-a-team"))
    assert await client.text_document_linked_editing_range_async(key) is None


@pytest.mark.asyncio
async def test_code_actions(client: LanguageClient, editor: Editor, uri: str, here: Measure) -> None:
    editor.change(uri, insertion(10, 12, " "))
    found = await actions(client, uri, here.span('"writer"'), [types.CodeActionKind.QuickFix])
    assert {one.kind for one in found.values()} == {types.CodeActionKind.QuickFix}
    edit = await chosen(client, found['Declare role "writer"'])
    assert '"writer": {"limits": {}}' in here.edited(edits_in(edit, uri))
    for change in edit.document_changes or ():
        assert isinstance(change, types.TextDocumentEdit)
        assert change.text_document.version == 2
    assert "of-a-team" not in "".join(found)


@pytest.mark.asyncio
async def test_an_action_is_refused_when_its_text_is_gone(
    client: LanguageClient, editor: Editor, uri: str, here: Measure
) -> None:
    found = await actions(client, uri, here.span('"writer"'), [types.CodeActionKind.QuickFix])
    action = found['Declare role "writer"']
    if action.edit is not None:
        pytest.skip("this editor does not ask again")
    editor.rewrite(uri, '{"roles": {}}')
    with pytest.raises(JsonRpcException, match="changed meanwhile"):
        await client.code_action_resolve_async(action)


@pytest.mark.asyncio
async def test_fix_all(client: LanguageClient, editor: Editor, uri: str) -> None:
    text = '{\n  "roles": {"reader": {"limits": {},},}\n}\n'
    editor.rewrite(uri, text)
    at = types.Range(types.Position(0, 0), types.Position(3, 0))
    (action,) = (await actions(client, uri, at, ["source.fixAll"])).values()
    assert action.kind == "source.fixAll.dial-lint"
    edit = await chosen(client, action)
    assert Measure(client, text).edited(edits_in(edit, uri)) == '{\n  "roles": {"reader": {"limits": {}}}\n}\n'


@pytest.mark.asyncio
async def test_ignoring_makes_a_settings_file_where_the_client_can(
    client: LanguageClient, uri: str, here: Measure, tmp_path: Path
) -> None:
    found = await actions(client, uri, here.span('"writer"'), [types.CodeActionKind.QuickFix])
    titles = [title for title in found if title.startswith("Ignore")]
    known = client.capabilities.workspace if client.capabilities else None
    edit = known.workspace_edit if known else None
    creates = edit is not None and types.ResourceOperationKind.Create in (edit.resource_operations or ())
    assert bool(titles) == creates
    for title in titles:
        changes = (await chosen(client, found[title])).document_changes or ()
        settings = (tmp_path / "dial-lint.toml").as_uri()
        made, changed = changes
        assert isinstance(made, types.CreateFile)
        assert made.uri == settings
        assert isinstance(changed, types.TextDocumentEdit)
        (text,) = changed.edits
        assert isinstance(text, types.TextEdit)
        assert 'path = "aidial.config.json"' in text.new_text


def decoded(data: Sequence[int]) -> list[tuple[int, int, int, str]]:
    line = character = 0
    found = []
    for at in range(0, len(data), 5):
        ahead, right, length, kind, _ = data[at : at + 5]
        line, character = line + ahead, right + (character if ahead == 0 else 0)
        found.append((line, character, length, TYPES[kind]))
    return found


@pytest.mark.asyncio
async def test_semantic_tokens(client: LanguageClient, editor: Editor, uri: str, here: Measure) -> None:
    full = await client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(named(uri)))
    assert full
    found = decoded(full.data)
    assert found[0] == (1, 3, 4, "namespace")
    assert here.token("🗝-of-a-team", "variable") in found
    assert here.token("writer", "enumMember") in found
    assert here.token("${HOST}", "macro") in found
    some = await client.text_document_semantic_tokens_range_async(
        types.SemanticTokensRangeParams(named(uri), here.span('"gpt"'))
    )
    assert some
    assert set(decoded(some.data)) <= set(found)
    editor.change(uri, insertion(5, 5, "s-"))
    delta = await client.text_document_semantic_tokens_full_delta_async(
        types.SemanticTokensDeltaParams(named(uri), full.result_id or "")
    )
    assert isinstance(delta, types.SemanticTokensDelta)
    data = list(full.data)
    for edit in delta.edits:
        data[edit.start : edit.start + edit.delete_count] = edit.data or ()
    again = await client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(named(uri)))
    assert again
    assert data == list(again.data)
    assert sum(len(edit.data or ()) for edit in delta.edits) <= 15


@pytest.mark.asyncio
async def test_hints_and_lenses(client: LanguageClient, uri: str, here: Measure) -> None:
    everything = types.Range(types.Position(0, 0), types.Position(20, 0))
    text = client.capabilities.text_document if client.capabilities else None
    shows_lenses = text is not None and text.code_lens is not None
    hints = await client.text_document_inlay_hint_async(types.InlayHintParams(named(uri), everything)) or ()
    assert [(hint.position, hint.label) for hint in hints][1:] == [
        (here.place('["reader"', end=True), "no limit"),
        (here.place('"writer"', end=True), "no limit"),
        # Where lenses show, one says so already.
        (here.place('"open"', end=True), "no limit" if shows_lenses else "open to everyone, no limit"),
    ]
    assert str(hints[0].label).endswith(" bits")
    lenses = await client.text_document_code_lens_async(types.CodeLensParams(named(uri))) or ()
    told = [(await client.code_lens_resolve_async(lens)).command for lens in lenses]
    assert [command and command.title for command in told] == [
        "reaches 2 deployments",
        "1 key, 2 roles reach this",
        "everyone reaches this",
        "1 key, reaches 2 deployments",
    ]


@pytest.mark.asyncio
async def test_each_can_be_switched_off(client: LanguageClient, uri: str) -> None:
    off = {"semanticTokens": False, "inlayHints": {"enable": False}, "codeLenses": False}
    client.set_configuration({"dial-lsp": off})
    client.workspace_did_change_configuration(types.DidChangeConfigurationParams({"dial-lsp": off}))
    everything = types.Range(types.Position(0, 0), types.Position(20, 0))
    async with asyncio.timeout(PATIENCE):  # the server asks the client for its configuration meanwhile
        while await client.text_document_code_lens_async(types.CodeLensParams(named(uri))) is not None:
            pass
    assert await client.text_document_inlay_hint_async(types.InlayHintParams(named(uri), everything)) is None
    assert await client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(named(uri))) is None
