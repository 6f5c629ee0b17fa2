"""Completion, in configurations and in settings files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from dial_lsp.project.usual import files_in
from dial_lsp.server.convert import path_of
from dial_lsp.server.recognising import is_policies
from dial_lsp.settings import SHARED_NAME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dial_lsp.features.completion import Completions, Item
    from dial_lsp.server.convert import Ruler
    from dial_lsp.server.hosted import HostedRuler
    from dial_lsp.server.server import Server
    from dial_lsp.server.view import View

_OPTIONS = types.CompletionOptions(trigger_characters=['"', ":", ",", "{", "[", " "], resolve_provider=True)
_KINDS = {
    "section": types.CompletionItemKind.Module,
    "field": types.CompletionItemKind.Property,
    "name": types.CompletionItemKind.Reference,
    "value": types.CompletionItemKind.Value,
    "constant": types.CompletionItemKind.Keyword,
    "entry": types.CompletionItemKind.Snippet,
    "rule": types.CompletionItemKind.Class,
    "setting": types.CompletionItemKind.Property,
}
_ENDINGS = (".json", ".jsonc", ".yaml", ".yml")
_SUGGEST = types.Command("Suggest", "editor.action.triggerSuggest")
_AS_IS = types.InsertTextMode.AsIs


def register(server: Server) -> None:
    """Register the handlers of this group."""

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, _OPTIONS)
    def on_completion(params: types.CompletionParams) -> types.CompletionList | None:
        uri = params.text_document.uri
        text = server.files.texts.get(path_of(uri))
        if text is None:
            return None
        view = server.view_at(params.text_document, params.position)
        ruler = view.ruler if view else text.ruler
        found = _found(server, params, view, text.text, ruler.offset(params.position))
        part = view.path if view else ""
        return _client(server).shown(found, ruler, {"uri": uri, "part": part}) if found else None

    @server.feature(types.COMPLETION_ITEM_RESOLVE)
    def on_resolve(item: types.CompletionItem) -> types.CompletionItem:
        data: Any = item.data
        if isinstance(data, dict) and data.get("topic"):
            text = _documented(server, str(data["uri"]), str(data.get("part", "")), tuple(map(str, data["topic"])))
            item.documentation = _client(server).marked(text) if text else None
        return item


def _found(
    server: Server, params: types.CompletionParams, view: View | None, text: str, offset: int
) -> Completions | None:
    from dial_lsp.features.completion import completion
    from dial_lsp.features.completion.policies import policies_completion
    from dial_lsp.features.completion.settings import settings_completion

    if view is not None and view.host is not None and view.host.form.reason:
        return None
    if view is not None:
        typed = params.context.trigger_character if params.context else None
        return completion(view.analysis, view.path, offset, typed or "")
    if is_policies(path_of(params.text_document.uri)):
        judged = server.files.sessions.judged_by(path_of(params.text_document.uri))
        return policies_completion(text, offset, tuple(one for project in judged for one in project.analyses))
    if server.files.is_settings(params.text_document.uri):
        path = PurePath(path_of(params.text_document.uri))
        return settings_completion(text, offset, shared=path.name == SHARED_NAME, files=_beside(path))
    return None


def _beside(settings: PurePath) -> list[str]:
    """The files in the folder of a settings file that may be of a configuration."""
    return [name for name in files_in(str(settings.parent)).files if name.endswith(_ENDINGS)]


def _documented(server: Server, uri: str, part: str, topic: tuple[str, ...]) -> str:
    from dial_lsp.features.completion.documentation import documentation

    view = server.files.view(uri, part)
    return documentation(view.analysis if view else None, topic)


def _client(server: Server) -> _Client:
    return _Client.of(server.client_capabilities, suggests=server.abilities.suggests)


@dataclass(frozen=True, slots=True)
class _Client:
    """What the client can show and accept of a completion."""

    snippets: bool = False
    as_is: bool = False  # leaves the indentation of a text alone when told so
    tags: bool = False
    deprecated: bool = False
    label_details: bool = False
    formats: tuple[types.MarkupKind, ...] = ()  # of documentation, the preferred one first
    defaults: frozenset[str] = frozenset()
    suggests: bool = False

    @classmethod
    def of(cls, capabilities: types.ClientCapabilities, *, suggests: bool) -> _Client:
        """What the client says of itself."""
        known = capabilities.text_document.completion if capabilities.text_document else None
        item = known.completion_item if known else None
        if known is None or item is None:
            return cls()
        modes = item.insert_text_mode_support.value_set if item.insert_text_mode_support else ()
        tags = item.tag_support.value_set if item.tag_support else ()
        return cls(
            snippets=bool(item.snippet_support),
            as_is=_AS_IS in modes,
            tags=types.CompletionItemTag.Deprecated in tags,
            deprecated=bool(item.deprecated_support),
            label_details=bool(item.label_details_support),
            formats=tuple(types.MarkupKind(kind) for kind in item.documentation_format or ()),
            defaults=frozenset((known.completion_list and known.completion_list.item_defaults) or ()),
            suggests=suggests,
        )

    def shown(self, found: Completions, ruler: Ruler | HostedRuler, data: dict[str, str]) -> types.CompletionList:
        """A list for the client; what all items share is said once where it takes that."""
        spans = {item.span for item in found.items}
        shared = ruler.range(spans.pop()) if len(spans) == 1 and "editRange" in self.defaults else None
        defaults = types.CompletionItemDefaults(edit_range=shared) if shared else None
        items = [self._item(item, number, ruler, data, shared) for number, item in enumerate(found.items)]
        return types.CompletionList(found.incomplete, items, item_defaults=defaults)

    def marked(self, text: str) -> types.MarkupContent | str:
        """Documentation; our Markdown can be read as it stands, too."""
        if not self.formats:
            return text
        is_markdown = types.MarkupKind.Markdown in self.formats
        return types.MarkupContent(types.MarkupKind.Markdown if is_markdown else types.MarkupKind.PlainText, text)

    def _item(
        self, item: Item, number: int, ruler: Ruler | HostedRuler, data: dict[str, str], shared: types.Range | None
    ) -> types.CompletionItem:
        text, is_snippet = self._text(item)
        if ruler.quotes:
            text, is_snippet = ruler.typed(item.plain), False
        details = self.label_details and item.detail and item.kind in ("name", "value", "rule")
        shown = types.CompletionItem(
            item.label,
            label_details=types.CompletionItemLabelDetails(description=item.detail) if details else None,
            kind=_KINDS[item.kind],
            detail=item.detail or None,
            sort_text=f"{number:04}",
            filter_text=item.filter if item.filter != item.label else None,
            insert_text_format=types.InsertTextFormat.Snippet if is_snippet else None,
            insert_text_mode=_AS_IS if self.as_is and "\n" in text else None,
            additional_text_edits=_edits(item, ruler),
            command=_SUGGEST if self.suggests and is_snippet and item.asks else None,
            data={**data, "topic": list(item.topic)} if item.topic else None,
        )
        if shared is None:
            shown.text_edit = types.TextEdit(ruler.range(item.span), text)
        else:
            shown.text_edit_text = text
        if item.deprecated:
            shown.tags = [types.CompletionItemTag.Deprecated] if self.tags else None
            shown.deprecated = True if self.deprecated and not self.tags else None
        return shown

    def _text(self, item: Item) -> tuple[str, bool]:
        """The text as this client inserts it, and whether that is a snippet. Clients indent snippets unless told."""
        if item.snippet is None or not self.snippets:
            return item.plain, False
        return item.snippet if self.as_is else item.snippet.replace(f"\n{item.indent}", "\n"), True


def _edits(item: Item, ruler: Ruler | HostedRuler) -> Sequence[types.TextEdit] | None:
    return [types.TextEdit(ruler.range(edit.span), ruler.typed(edit.text)) for edit in item.edits] or None
