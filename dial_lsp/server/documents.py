"""Keeping up with the client's documents.

How a handler is made::

    def register(server: Server) -> None:
        @server.feature(types.TEXT_DOCUMENT_HOVER)
        def on_hover(params: types.HoverParams) -> types.Hover | None:
            view = server.view_at(params.text_document, params.position)
            if view is None:  # not DIAL's: say nothing
                return None
            found = hover(view.analysis, view.path, view.offset(params.position))  # a pure function of features/
            return found and types.Hover(markdown(found.text), view.range(found.span))

A file is one text or, if it is YAML, holds some: ``server.views(document)`` are all of them, for answers about a whole
file. ``view.span(range)`` and ``view.offset(position)`` convert in; ``view.range(span)`` (of this text),
``view.range(span, path)`` and ``view.location(path, span)`` (of any text of the project) convert out.
``view.analysis`` is the newest snapshot, ``view.path`` the path by which it knows the text.

A request that makes no sense (a name that is taken) raises ``failures.Refused`` with words for the user.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from dial_lsp.server.convert import path_of
from dial_lsp.server.recognising import is_policies

if TYPE_CHECKING:
    from dial_lsp.server.server import Server


def register(server: Server) -> None:
    """Register the handlers of this group."""

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def on_open(params: types.DidOpenTextDocumentParams) -> None:
        server.files.open(params.text_document)
        server.publisher.reloaded()

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def on_change(params: types.DidChangeTextDocumentParams) -> None:
        if project := server.files.change(params):
            server.publisher.changed(project)
        elif is_policies(path_of(params.text_document.uri)):
            server.publisher.policies_changed(path_of(params.text_document.uri))
        elif server.files.is_settings(params.text_document.uri):
            server.publisher.settings_changed()

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE, types.SaveOptions(include_text=False))
    def on_save(params: types.DidSaveTextDocumentParams) -> None:
        path = path_of(params.text_document.uri)
        project = server.files.sessions.of(path)
        if project is None:  # a file that was none of DIAL's may have become one
            server.reload()
        else:
            server.unsaved.changed(project, pause=0)
            server.followed.saved(project.files)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def on_close(params: types.DidCloseTextDocumentParams) -> None:
        server.files.close(params.text_document.uri)
        server.publisher.reloaded()
