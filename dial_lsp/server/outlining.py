"""Symbols of a file and of the workspace, and links."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from lsprotocol import types

from dial_lsp.server.policy_symbols import policy_symbols
from dial_lsp.server.protocol import Json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.features.document_symbols import Symbol
    from dial_lsp.features.links import Link
    from dial_lsp.features.workspace_symbols import Found
    from dial_lsp.server.convert import Ruler
    from dial_lsp.server.hosted import HostedRuler
    from dial_lsp.server.server import Server
    from dial_lsp.server.view import View

_KINDS = {
    "section": types.SymbolKind.Namespace,
    "key": types.SymbolKind.Key,
    "role": types.SymbolKind.Enum,
    "model": types.SymbolKind.Class,
    "application": types.SymbolKind.Module,
    "toolset": types.SymbolKind.Package,
    "interceptor": types.SymbolKind.Interface,
    "route": types.SymbolKind.Method,
    "translator": types.SymbolKind.Operator,
    "entry": types.SymbolKind.Struct,
    "object": types.SymbolKind.Object,
    "array": types.SymbolKind.Array,
    "string": types.SymbolKind.String,
    "number": types.SymbolKind.Number,
    "boolean": types.SymbolKind.Boolean,
    "null": types.SymbolKind.Null,
}


def register(server: Server) -> None:
    """Register the handlers of this group."""

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def on_symbols(
        params: types.DocumentSymbolParams,
    ) -> Json | Sequence[types.SymbolInformation] | Sequence[types.DocumentSymbol] | None:
        from dial_lsp.features.document_symbols import document_symbols

        found = [(view, document_symbols(view.analysis, view.path)) for view in server.views(params.text_document)]
        if not found:
            return policy_symbols(server, params.text_document.uri)
        text = server.client_capabilities.text_document
        if text and text.document_symbol and text.document_symbol.hierarchical_document_symbol_support:
            return Json(",".join(_symbols(view.ruler, symbols) for view, symbols in found).join("[]"))
        return [flat for view, symbols in found for flat in _flat(view, symbols, None)]

    @server.feature(types.WORKSPACE_SYMBOL)
    def on_workspace_symbols(params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
        from dial_lsp.features.workspace_symbols import workspace_symbols

        analyses = [analysis for project in server.files.sessions.all() for analysis in project.analyses]
        return [_found(server, found) for found in workspace_symbols(analyses, params.query)]

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_LINK)
    def on_links(params: types.DocumentLinkParams) -> Json | None:
        from dial_lsp.features.links import links

        views = server.views(params.text_document)
        if not views:
            return None
        text = server.client_capabilities.text_document
        tooltips = bool(text and text.document_link and text.document_link.tooltip_support)
        found = (
            _link(view, ruler, link, tooltips=tooltips)
            for view in views
            for ruler in (view.ruler,)
            for link in links(view.analysis, view.path)
        )
        return Json(f"[{','.join(found)}]")


def _symbols(ruler: Ruler | HostedRuler, symbols: Sequence[Symbol]) -> str:
    return ",".join(_symbol(ruler, symbol) for symbol in symbols)


def _symbol(ruler: Ruler | HostedRuler, symbol: Symbol) -> str:
    """As JSON text: an outline has thousands of symbols."""
    detail = f',"detail":{json.dumps(symbol.detail)}' if symbol.detail else ""
    return (
        f'{{"name":{json.dumps(symbol.name)},"kind":{_KINDS[symbol.kind].value}{detail},'
        f'"range":{ruler.json(symbol.span)},"selectionRange":{ruler.json(symbol.selection)},'
        f'"children":[{_symbols(ruler, symbol.children)}]}}'
    )


def _flat(view: View, symbols: Sequence[Symbol], container: str | None) -> Iterator[types.SymbolInformation]:
    """For clients that know no hierarchy."""
    for symbol in symbols:
        location = view.location(view.path, symbol.span)
        yield types.SymbolInformation(location, symbol.name, _KINDS[symbol.kind], container_name=container)
        yield from _flat(view, symbol.children, symbol.name)


def _found(server: Server, found: Found) -> types.WorkspaceSymbol:
    at = found.location.in_file
    location = types.Location(server.files.uri(at.source.path), server.files.ruler(at.source).range(at.span))
    return types.WorkspaceSymbol(location, found.name, _KINDS[found.kind], container_name=found.section)


def _link(view: View, ruler: Ruler | HostedRuler, link: Link, *, tooltips: bool) -> str:
    if isinstance(link.target, str):
        target = link.target
    else:
        at = view.location(link.target.source.path, link.target.span)
        target = f"{at.uri}#L{at.range.start.line + 1},{at.range.start.character + 1}"  # as VS Code reads it
    tooltip = f',"tooltip":{json.dumps(link.tooltip)}' if tooltips else ""
    return f'{{"range":{ruler.json(link.span)},"target":{json.dumps(target)}{tooltip}}}'
