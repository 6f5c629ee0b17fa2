"""Going to definitions and uses, renaming, and who reaches what as a call hierarchy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from dial_lsp.server.failures import Refused
from dial_lsp.server.policy_names import (
    policy_definition,
    policy_highlight,
    policy_references,
    policy_rename,
    policy_rename_place,
    references_in_policies,
    with_policies,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dial_lsp.features.call_hierarchy import Item, Who
    from dial_lsp.features.definition import Targets
    from dial_lsp.features.rename import Refusal
    from dial_lsp.server.server import Server
    from dial_lsp.server.view import View
    from dial_lsp.text import Edit

_HIGHLIGHTS = {"write": types.DocumentHighlightKind.Write, "read": types.DocumentHighlightKind.Read}
_KINDS = {
    "key": types.SymbolKind.Key,
    "role": types.SymbolKind.Enum,
    "everyone": types.SymbolKind.Namespace,
    "model": types.SymbolKind.Class,
    "application": types.SymbolKind.Module,
    "toolset": types.SymbolKind.Package,
    "interceptor": types.SymbolKind.Interface,
    "route": types.SymbolKind.Method,
}


def register(server: Server) -> None:
    """Register the handlers of this group."""
    _register_places(server)
    _register_renaming(server)
    _register_hierarchy(server)


def _register_places(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    @server.feature(types.TEXT_DOCUMENT_DECLARATION)
    def on_definition(params: types.DefinitionParams) -> Sequence[types.Location | types.LocationLink] | None:
        from dial_lsp.features.definition import definition

        view = server.view_at(params.text_document, params.position)
        found = definition(view.analysis, view.path, view.offset(params.position)) if view else None
        if view is None:
            return policy_definition(server, params)
        if found is None:
            return None
        capabilities = server.client_capabilities.text_document
        links = capabilities and capabilities.definition and capabilities.definition.link_support
        return (
            _links(view, found) if links else [view.location(each.whole.source.path, each.name) for each in found.found]
        )

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    def on_references(params: types.ReferenceParams) -> list[types.Location] | None:
        from dial_lsp.features.references import references

        view = server.view_at(params.text_document, params.position)
        if view is None:
            return policy_references(server, params)
        is_wanted, offset = params.context.include_declaration, view.offset(params.position)
        found = references(view.analysis, view.path, offset, declaration=is_wanted)
        told = [view.location(each.source.path, each.span) for each in found or ()]
        told += references_in_policies(server, view, offset)
        return told if told or found is not None else None

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    def on_highlight(params: types.DocumentHighlightParams) -> list[types.DocumentHighlight] | None:
        from dial_lsp.features.highlight import highlight

        view = server.view_at(params.text_document, params.position)
        if view is None:
            return policy_highlight(server, params)
        found = highlight(view.analysis, view.path, view.offset(params.position))
        if found is None:
            return None
        return [types.DocumentHighlight(view.range(each.span), _HIGHLIGHTS[each.kind]) for each in found]


def _register_renaming(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    def on_prepare_rename(params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
        from dial_lsp.features.rename import Refusal, prepare_rename

        view = server.view_at(params.text_document, params.position)
        if view is None:
            return policy_rename_place(server, params)
        found = prepare_rename(view.analysis, view.path, view.offset(params.position))
        if isinstance(found, Refusal):
            raise Refused(view.analysis.secrecy.wording.hidden(found.message))
        if found:
            view.expect_changes()
        return types.PrepareRenamePlaceholder(view.range(found.span), found.name) if found else None

    @server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    def on_rename(params: types.RenameParams) -> types.WorkspaceEdit | None:
        from dial_lsp.features.rename import Refusal

        view = server.view_at(params.text_document, params.position)
        if view is None:
            return policy_rename(server, params)
        edits = _renamed(view, params)
        if isinstance(edits, Refusal):
            raise Refused(view.analysis.secrecy.wording.hidden(edits.message))
        return with_policies(server, view, params, edits)


def _register_hierarchy(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY)
    def on_prepare(params: types.CallHierarchyPrepareParams) -> list[types.CallHierarchyItem] | None:
        from dial_lsp.features.call_hierarchy import prepare_call_hierarchy

        view = server.view_at(params.text_document, params.position)
        if view is None:
            return None
        found = prepare_call_hierarchy(view.analysis, view.path, view.offset(params.position))
        return [_item(view, each) for each in found] or None

    @server.feature(types.CALL_HIERARCHY_INCOMING_CALLS)
    def on_incoming(params: types.CallHierarchyIncomingCallsParams) -> list[types.CallHierarchyIncomingCall] | None:
        from dial_lsp.features.call_hierarchy import incoming_calls

        view = server.files.view_at(params.item.uri, params.item.selection_range.start)
        calls = incoming_calls(view.analysis, _who(params.item)) if view else ()
        if view is None:
            return None
        return [
            types.CallHierarchyIncomingCall(_item(view, call.item), [view.range(s, call.item.path) for s in call.spans])
            for call in calls
        ]

    @server.feature(types.CALL_HIERARCHY_OUTGOING_CALLS)
    def on_outgoing(params: types.CallHierarchyOutgoingCallsParams) -> list[types.CallHierarchyOutgoingCall] | None:
        from dial_lsp.features.call_hierarchy import outgoing_calls

        view = server.files.view_at(params.item.uri, params.item.selection_range.start)
        calls = outgoing_calls(view.analysis, _who(params.item)) if view else ()
        if view is None:
            return None
        return [
            types.CallHierarchyOutgoingCall(_item(view, call.item), [view.range(span) for span in call.spans])
            for call in calls
        ]


def _renamed(view: View, params: types.RenameParams) -> Mapping[str, Sequence[Edit]] | Refusal | None:
    from dial_lsp.features.rename import rename

    return rename(view.analysis, view.path, view.offset(params.position), params.new_name)


def _links(view: View, found: Targets) -> list[types.LocationLink]:
    origin = view.range(found.origin)
    links: list[types.LocationLink] = []
    for target in found.found:
        whole = view.location(target.whole.source.path, target.whole.span)
        name = view.range(target.name, target.whole.source.path)
        links.append(types.LocationLink(whole.uri, whole.range, name, origin))
    return links


def _item(view: View, item: Item) -> types.CallHierarchyItem:
    whole = view.location(item.path, item.span)
    name = view.range(item.selection, item.path)
    return types.CallHierarchyItem(
        item.name, _KINDS[item.kind], whole.uri, whole.range, name, None, item.detail, list(item.who)
    )


def _who(item: types.CallHierarchyItem) -> Who:
    return tuple(map(str, item.data)) if isinstance(item.data, list | tuple) else ("",)
