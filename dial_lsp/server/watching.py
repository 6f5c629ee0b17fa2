"""Settings, files and folders that change outside the client's documents."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from dial_lsp.server.abilities import Abilities
from dial_lsp.server.configuring import SECTION, Choices
from dial_lsp.server.convert import Encoding, path_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Future

    from dial_lsp.server.server import Server

_WATCHED = "**/*.{json,jsonc,toml,yaml,yml}"
_FOLDERS = "**/*"
"""Of a folder that is deleted clients tell, and of none of its files."""


def register(server: Server) -> None:
    """Register the handlers of this group."""

    @server.feature(types.INITIALIZE)
    def on_initialize(params: types.InitializeParams) -> None:
        name = params.client_info.name if params.client_info else ""
        server.begin(Abilities.of(params.capabilities, name), Encoding(server.protocol.workspace.position_encoding))
        server.process_id = params.process_id or server.parent
        server.files.choose(Choices.of(_section(params.initialization_options)))
        server.take_folders()

    @server.feature(types.INITIALIZED)
    def on_initialized(params: types.InitializedParams) -> None:
        del params
        if registrations := list(_registrations(server.abilities)):
            server.client_register_capability(types.RegistrationParams(registrations))
        ask_for_configuration(server)

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def on_configuration(params: types.DidChangeConfigurationParams) -> None:
        if server.abilities.configures:
            ask_for_configuration(server)
        else:
            server.configure(Choices.of(_section(params.settings)))

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def on_files(params: types.DidChangeWatchedFilesParams) -> None:
        gone = types.FileChangeType.Deleted
        changes = [(path_of(change.uri), change.type == gone) for change in params.changes]
        if any(
            server.files.sessions.depends_on(path) or (is_gone and server.files.sessions.has_in(path))
            for path, is_gone in changes
        ):
            server.reload()

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def on_folders(params: types.DidChangeWorkspaceFoldersParams) -> None:
        del params
        server.take_folders()


def ask_for_configuration(server: Server) -> None:
    """Ask the client for our section of its configuration, if it answers such questions."""
    if server.abilities.configures:
        question = types.ConfigurationParams([types.ConfigurationItem(section=SECTION)])
        server.workspace_configuration(question).add_done_callback(partial(_take_configuration, server))


def _take_configuration(server: Server, answer: Future[Sequence[Any]]) -> None:
    if not answer.cancelled() and answer.exception() is None:
        server.configure(Choices.of(next(iter(answer.result() or ()), None)))


def _section(given: Any) -> Any:
    """Our section of what a client sends, which may be the section itself."""
    return given.get(SECTION, given) if isinstance(given, dict) else given


def _registrations(abilities: Abilities) -> Iterator[types.Registration]:
    if abilities.watches:
        folders = types.FileSystemWatcher(_FOLDERS, types.WatchKind.Delete)
        options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(_WATCHED), folders])
        yield types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
    if abilities.asks_to_be_told:
        section = types.DidChangeConfigurationRegistrationOptions(section=SECTION)
        yield types.Registration("configuration", types.WORKSPACE_DID_CHANGE_CONFIGURATION, section)
