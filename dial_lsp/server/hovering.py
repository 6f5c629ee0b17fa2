"""Hover."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from dial_lsp.features.hover import hover

if TYPE_CHECKING:
    from dial_lsp.features.hover import Hover
    from dial_lsp.server.server import Server


def register(server: Server) -> None:
    """Register the handlers of this group."""

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def on_hover(params: types.HoverParams) -> types.Hover | None:
        view = server.view_at(params.text_document, params.position)
        found = hover(view.analysis, view.path, view.offset(params.position)) if view else None
        return types.Hover(_content(server, found), view.range(found.span)) if view and found else None


def _content(server: Server, found: Hover) -> types.MarkupContent:
    """The kind of text the client likes best; a client that says nothing gets plain text."""
    text = server.client_capabilities.text_document
    formats = (text.hover.content_format if text and text.hover else None) or [types.MarkupKind.PlainText]
    is_markdown = formats[0] == types.MarkupKind.Markdown
    return types.MarkupContent(formats[0], found.markdown if is_markdown else found.plain)
