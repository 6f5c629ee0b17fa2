"""Files that the client is about to rename."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from dial_lsp.disk import UnreadableError, read_bytes
from dial_lsp.server.convert import path_of
from dial_lsp.text import Source

if TYPE_CHECKING:
    from dial_lsp.server.server import Server

_FILES = types.FileOperationRegistrationOptions(
    [
        types.FileOperationFilter(types.FileOperationPattern("**/*.{json,jsonc,yaml,yml}"), "file"),
        types.FileOperationFilter(
            types.FileOperationPattern("**", matches=types.FileOperationPatternKind.Folder), "file"
        ),
    ]
)


def register(server: Server) -> None:
    """Register the handlers of this group."""

    @server.feature(types.WORKSPACE_WILL_RENAME_FILES, _FILES)
    def on_rename(params: types.RenameFilesParams) -> types.WorkspaceEdit | None:
        from dial_lsp.features.renamed_files import edits_of_settings

        renamed = {path_of(one.old_uri): path_of(one.new_uri) for one in params.files}
        changes: dict[str, list[types.TextEdit]] = {}
        for settings in _settings_of(server, renamed):
            ruler = server.files.ruler(settings)
            if edits := edits_of_settings(settings, renamed):
                uri = server.files.uri(settings.path)
                changes[uri] = [types.TextEdit(ruler.range(edit.span), edit.text) for edit in edits]
        return types.WorkspaceEdit(changes=changes) if changes else None


def _settings_of(server: Server, paths: dict[str, str]) -> list[Source]:
    """The settings files above some files, as they are open or on the disk."""
    found = (server.files.settled.of_folder(Path(path).parent) for path in paths if Path(path).is_absolute())
    sources = []
    for path in dict.fromkeys(str(one.path) for one in found if one is not None):
        text = server.files.texts.get(path)
        try:
            sources.append(Source(path, text.text if text else read_bytes(path).decode("utf-8")))
        except (UnreadableError, UnicodeDecodeError):
            continue
    return sources
