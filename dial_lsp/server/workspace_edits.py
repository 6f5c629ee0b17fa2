"""Edits of several files as one change that the client makes, of exactly the versions we know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from dial_lsp.server.settings_texts import is_new

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dial_lsp.server.server import Server
    from dial_lsp.server.view import View
    from dial_lsp.text import Edit, Source


def workspace_edit(
    server: Server, view: View, edits: Mapping[str, Sequence[Edit]], settings: Source | None = None
) -> types.WorkspaceEdit:
    """The edits by path of a project's files; with versions where the client knows what to do with them.

    ``settings`` is the settings file, which some edits are in; it is made if it is not there.
    """
    changes = _changes(view, edits, settings)
    workspace = server.client_capabilities.workspace
    known = workspace.workspace_edit if workspace else None
    # Neovim says that it makes files and not, what that takes, that it knows of versions.
    if not (known and (known.document_changes or known.resource_operations)):
        return types.WorkspaceEdit(changes={server.files.uri(path): made for path, made in changes.items()})
    versions = {path: text.version for path, text in server.files.texts.items()}
    steps: list[types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile] = []
    for path, changed in changes.items():
        uri = server.files.uri(path)
        if settings is not None and path == settings.path and is_new(server, settings):
            steps.append(types.CreateFile(uri, options=types.CreateFileOptions(ignore_if_exists=True)))
        identifier = types.OptionalVersionedTextDocumentIdentifier(uri, versions.get(path))
        steps.append(types.TextDocumentEdit(identifier, [*changed]))
    return types.WorkspaceEdit(document_changes=steps)


def _changes(
    view: View, edits: Mapping[str, Sequence[Edit]], settings: Source | None
) -> dict[str, list[types.TextEdit]]:
    """The edits by path of a file. Raises Refused where a text cannot be put back into its file."""
    sources = {document.source.path: document.source for document in view.analysis.documents}
    if settings is not None:
        sources[settings.path] = settings
    changed = [sources[path] for path in edits]
    made: dict[str, list[types.TextEdit]] = {}
    for source in changed:
        made.setdefault(source.file, []).extend(view.edits(source, edits[source.path]))
    return made
