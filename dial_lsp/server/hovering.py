"""Hover."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import quote

from lsprotocol import types

from dial_lsp.features.linking import Links
from dial_lsp.server.asking import WHY
from dial_lsp.server.convert import path_of
from dial_lsp.server.recognising import is_policies
from dial_lsp.settings import SHARED_NAME

if TYPE_CHECKING:
    from dial_lsp.access import Object
    from dial_lsp.features.hover import Hover
    from dial_lsp.server.server import Server
    from dial_lsp.server.view import View
    from dial_lsp.text import Location


def register(server: Server) -> None:
    """Register the handlers of this group."""

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def on_hover(params: types.HoverParams) -> types.Hover | None:
        from dial_lsp.features.hover import hover

        view = server.view_at(params.text_document, params.position)
        if view is None:
            return _in_policies(server, params) or _in_settings(server, params)
        found = hover(view.analysis, view.path, view.offset(params.position), _Links(server, view))
        return types.Hover(_content(server, found), view.range(found.span)) if found else None


def _in_policies(server: Server, params: types.HoverParams) -> types.Hover | None:
    from dial_lsp.features.hover.policies import policies_hover

    path = path_of(params.text_document.uri)
    text = server.files.texts.get(path)
    if text is None or not is_policies(path):
        return None
    analyses = tuple(one for project in server.files.sessions.judged_by(path) for one in project.analyses)
    found = policies_hover(text.text, text.ruler.offset(params.position), analyses)
    return types.Hover(_content(server, found), text.ruler.range(found.span)) if found else None


def _in_settings(server: Server, params: types.HoverParams) -> types.Hover | None:
    from dial_lsp.features.hover.settings import settings_hover

    path = path_of(params.text_document.uri)
    text = server.files.texts.get(path)
    if text is None or not server.files.is_settings(path):
        return None
    is_shared = PurePath(path).name == SHARED_NAME
    found = settings_hover(text.text, text.ruler.offset(params.position), shared=is_shared)
    return types.Hover(_content(server, found), text.ruler.range(found.span)) if found else None


class _Links(Links):
    def __init__(self, server: Server, view: View) -> None:
        self._server, self._view = server, view

    def place(self, at: Location) -> str:
        found = self._view.placed(at)
        return f"{found.uri}#L{found.range.start.line + 1},{found.range.start.character + 1}"  # as VS Code reads it

    def why(self, found: Object) -> str:
        if WHY not in self._server.abilities.commands:
            return ""
        names = self._view.analysis.secrecy.wording.names
        question = [self._server.files.uri(self._view.file), {"object": names(found.label)}]
        return f"command:{WHY}?{quote(json.dumps(question))}"


def _content(server: Server, found: Hover) -> types.MarkupContent:
    """The kind of text the client likes best; a client that says nothing gets plain text."""
    text = server.client_capabilities.text_document
    formats = (text.hover.content_format if text and text.hover else None) or [types.MarkupKind.PlainText]
    is_markdown = formats[0] == types.MarkupKind.Markdown
    return types.MarkupContent(formats[0], found.markdown if is_markdown else found.plain)
