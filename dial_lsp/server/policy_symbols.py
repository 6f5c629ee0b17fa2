"""The outline of a policy file: its groups and its policies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from dial_lsp.server.convert import path_of
from dial_lsp.server.recognising import is_policies

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.server.convert import Ruler
    from dial_lsp.server.server import Server

_KINDS = {"group": types.SymbolKind.Array, "policy": types.SymbolKind.Event}


def policy_symbols(
    server: Server, uri: str
) -> Sequence[types.SymbolInformation] | Sequence[types.DocumentSymbol] | None:
    """The symbols of an open policy file; None of a file of another kind."""
    text = server.files.texts.get(path_of(uri))
    if text is None or not is_policies(path_of(uri)):
        return None
    found = list(_symbols(text.text, text.ruler))
    known = server.client_capabilities.text_document
    if known and known.document_symbol and known.document_symbol.hierarchical_document_symbol_support:
        return found
    return [types.SymbolInformation(types.Location(uri, each.range), each.name, each.kind) for each in found]


def _symbols(text: str, ruler: Ruler) -> Iterator[types.DocumentSymbol]:
    from dial_lsp.features.policies.outline import outline

    for symbol in outline(text):
        whole, name = ruler.range(symbol.span), ruler.range(symbol.selection)
        yield types.DocumentSymbol(symbol.name, _KINDS[symbol.kind], whole, name, symbol.detail or None)
