"""Edits of several files as one change that the client makes, of exactly the versions we know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dial_lsp.server.server import Server
    from dial_lsp.server.view import View
    from dial_lsp.text import Edit


def workspace_edit(server: Server, view: View, edits: Mapping[str, Sequence[Edit]]) -> types.WorkspaceEdit:
    """The edits by path of a project's files; with versions where the client knows what to do with them."""
    changes = {
        path: [types.TextEdit(view.range(edit.span, path), edit.text) for edit in made] for path, made in edits.items()
    }
    workspace = server.client_capabilities.workspace
    if not (workspace and workspace.workspace_edit and workspace.workspace_edit.document_changes):
        return types.WorkspaceEdit(changes={server.files.uri(path): made for path, made in changes.items()})
    versions = {path: text.version for path, text in server.files.texts.items()}
    return types.WorkspaceEdit(
        document_changes=[
            types.TextDocumentEdit(
                types.OptionalVersionedTextDocumentIdentifier(server.files.uri(path), versions.get(path)), made
            )
            for path, made in changes.items()
        ]
    )
