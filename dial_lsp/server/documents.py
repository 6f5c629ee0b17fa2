"""Keeping up with the client's documents.

How a handler is made::

    def register(server: Server) -> None:
        @server.feature(types.TEXT_DOCUMENT_HOVER)
        def on_hover(params: types.HoverParams) -> types.Hover | None:
            view = server.view(params.text_document)
            if view is None:  # not DIAL's: say nothing
                return None
            found = hover(view.analysis, view.path, view.offset(params.position))  # a pure function of features/
            return found and types.Hover(markdown(found.text), view.range(found.span))

``view.span(range)`` and ``view.offset(position)`` convert in; ``view.range(span)`` (of this file),
``view.range(span, path)`` and ``view.location(path, span)`` (of any file of the project) convert out.
``view.analysis`` is the newest snapshot, ``view.path`` the path by which it knows the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from dial_lsp.server.server import Server


def register(server: Server) -> None:
    """Register the handlers of this group."""

    @server.feature(types.INITIALIZE)
    def on_initialize(params: types.InitializeParams) -> None:
        del params
        server.files.encoding = types.PositionEncodingKind(server.protocol.workspace.position_encoding)

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def on_open(params: types.DidOpenTextDocumentParams) -> None:
        server.files.open(params.text_document)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def on_change(params: types.DidChangeTextDocumentParams) -> None:
        server.files.change(params)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def on_close(params: types.DidCloseTextDocumentParams) -> None:
        server.files.close(params.text_document.uri)
