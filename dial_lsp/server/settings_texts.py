"""The settings file that ignores are added to: as it is open, as it is on the disk, or still to be made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from dial_lsp.disk import read_bytes
from dial_lsp.server.convert import path_of
from dial_lsp.settings import FILE_NAME
from dial_lsp.text import Source

if TYPE_CHECKING:
    from dial_lsp.server.server import Server
    from dial_lsp.server.view import View


def settings_text(server: Server, view: View) -> Source | None:
    """The settings of a file; with an empty text where a new one would be made: in the folder that is open.

    None where the settings cannot be read, or are being typed and cannot be used as they are.
    """
    if not Path(view.file).is_absolute():
        return None  # a text that was never saved
    found = server.files.settled.of_folder(Path(view.file).parent)
    if found is None:
        return Source(str(_new(server, Path(view.file))), "")
    if found.broken is not None:
        return None
    path = str(found.path)
    text = server.files.texts.get(path)
    try:
        return Source(path, text.text if text else read_bytes(path).decode("utf-8"))
    except (OSError, UnicodeDecodeError):
        return None


def is_new(server: Server, settings: Source) -> bool:
    """Whether the settings file is still to be made."""
    return settings.text == "" and settings.path not in server.files.texts and not Path(settings.path).exists()


def may_be_made(server: Server, settings: Source) -> bool:
    """Whether the client can make the settings file, or need not."""
    return not is_new(server, settings) or creates(server.client_capabilities)


def creates(capabilities: types.ClientCapabilities) -> bool:
    """Whether a client makes files when it is asked to, which goes with edits of several documents."""
    known = capabilities.workspace.workspace_edit if capabilities.workspace else None
    return bool(known and types.ResourceOperationKind.Create in (known.resource_operations or ()))


def _new(server: Server, path: Path) -> Path:
    folders = [Path(path_of(uri)) for uri in server.workspace.folders]
    around = [folder for folder in folders if path.is_relative_to(folder)]
    return max(around, key=lambda folder: len(folder.parts), default=path.parent) / FILE_NAME
