"""Inlay hints and code lenses; each can be switched off by the client's configuration."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from lsprotocol import types

from dial_lsp.server.asking import WHY
from dial_lsp.server.convert import path_of
from dial_lsp.server.policy_lenses import policy_lenses
from dial_lsp.server.protocol import Json

if TYPE_CHECKING:
    from dial_lsp.features.inlay_hints import InlayHint
    from dial_lsp.server.server import Server
    from dial_lsp.server.view import View

SHOW_DIFFERENCE = "dial-lint.showDifference"
OPEN_DIFFERENCE = "dial-lint.openDifference"
"""The commands behind the lens above a file, which is their argument: one answers text, the other opens a page."""
SHOW_ACCESS = "dial-lint.showAccess"
OPEN_ACCESS = "dial-lint.openAccess"
"""The same behind the lens of a name; the arguments are the file and the place of the name."""


def register(server: Server) -> None:
    """Register the handlers of this group."""

    @server.feature(types.TEXT_DOCUMENT_INLAY_HINT)
    def on_inlay_hint(params: types.InlayHintParams) -> list[types.InlayHint] | None:
        from dial_lsp.features.inlay_hints import inlay_hints

        views = server.views(params.text_document) if server.files.choices.inlay_hints else ()
        if not views:
            return None
        lenses = server.abilities.lenses and server.files.choices.code_lenses
        return [
            _hint(view, found)
            for view in views
            for found in inlay_hints(view.analysis, view.path, view.span(params.range), lenses=lenses)
        ]

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS, types.CodeLensOptions(resolve_provider=True))
    def on_code_lens(params: types.CodeLensParams) -> Json | list[types.CodeLens] | None:
        from dial_lsp.features.code_lenses import code_lenses

        if server.files.choices.code_lenses and (found := policy_lenses(server, params.text_document.uri)):
            return found
        views = server.views(params.text_document) if server.files.choices.code_lenses else ()
        if not views:
            return None
        uri = params.text_document.uri
        data = [f'"data":{{"uri":{json.dumps(uri)}}}']
        if WHY in server.abilities.commands:
            data.append(f'"data":{{"uri":{json.dumps(uri)},"why":true}}')
        lenses = (
            f'{{"range":{ruler.json(span)},{one}}}'
            for view in views
            for ruler in (view.ruler,)
            for span in code_lenses(view.analysis, view.path)
            for one in data
        )
        return Json(f"[{','.join((*_of_file(server, uri), *lenses))}]")

    @server.feature(types.CODE_LENS_RESOLVE)
    def on_resolve(lens: types.CodeLens) -> types.CodeLens:
        from dial_lsp.features.code_lenses import code_lens_text

        uri = str(lens.data["uri"]) if isinstance(lens.data, dict) else ""
        if isinstance(lens.data, dict) and lens.data.get("why"):
            lens.command = types.Command("why?", WHY, arguments=[uri, {"position": lens.range.start}])
            return lens
        view = server.files.view_at(uri, lens.range.start)
        text = code_lens_text(view.analysis, view.path, view.offset(lens.range.start)) if view else None
        command = _behind(server, SHOW_ACCESS, OPEN_ACCESS)
        lens.command = types.Command(text or "", command, arguments=[uri, lens.range.start])
        return lens


def _of_file(server: Server, uri: str) -> list[str]:
    """The lens above all others: what has changed since the file was saved."""
    line = server.unsaved.line(path_of(uri))
    start = '{"line":0,"character":0}'
    behind = _behind(server, SHOW_DIFFERENCE, OPEN_DIFFERENCE)
    command = json.dumps({"title": line, "command": behind, "arguments": [uri]})
    return [f'{{"range":{{"start":{start},"end":{start}}},"command":{command}}}'] if line else []


def _behind(server: Server, show: str, open_: str) -> str:
    """The command that does something in this editor: it shows the answer, opens the page, or can open any page."""
    able = server.abilities
    opens = open_ in able.commands or (able.shows_documents and show not in able.commands)
    return open_ if opens else show


def _hint(view: View, found: InlayHint) -> types.InlayHint:
    return types.InlayHint(view.position(found.offset), found.label, tooltip=found.tooltip, padding_left=True)
