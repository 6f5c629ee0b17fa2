"""Formatting, folding, selection ranges and linked editing."""

from __future__ import annotations

from contextlib import suppress
from itertools import chain, islice
from typing import TYPE_CHECKING

from lsprotocol import types

from dial_lsp.features.formatting import TYPED
from dial_lsp.server.failures import Refused
from dial_lsp.server.protocol import Json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dial_lsp.features.folding import Fold
    from dial_lsp.server.convert import Ruler
    from dial_lsp.server.hosted import HostedRuler
    from dial_lsp.server.server import Server
    from dial_lsp.server.view import View
    from dial_lsp.text import Edit, Span

_ON_TYPE = types.DocumentOnTypeFormattingOptions(TYPED[0], list(TYPED[1:]))
_NAME = r'[^"\\\r\n]+'
"""What a linked name may become: all that needs no escape."""
_MOST_FOLDS = 5000
"""For clients that set no limit themselves."""


def register(server: Server) -> None:
    """Register the handlers of this group."""
    _register_formatting(server)
    _register_shape(server)


def _register_formatting(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_FORMATTING)
    def on_formatting(params: types.DocumentFormattingParams) -> Json | None:
        from dial_lsp.features.formatting import formatting

        views, options = server.views(params.text_document), params.options
        if not views:
            return None
        unit, is_ended = _unit(options), options.insert_final_newline is not False
        made = (formatting(view.analysis, view.path, indent=unit, final_newline=is_ended) for view in views)
        return _edits(zip(views, made, strict=True))

    @server.feature(types.TEXT_DOCUMENT_RANGE_FORMATTING)
    def on_range_formatting(params: types.DocumentRangeFormattingParams) -> Json | None:
        from dial_lsp.features.formatting import range_formatting

        views, unit = server.views(params.text_document), _unit(params.options)
        if not views:
            return None
        made = (range_formatting(view.analysis, view.path, view.span(params.range), indent=unit) for view in views)
        return _edits(zip(views, made, strict=True))

    @server.feature(types.TEXT_DOCUMENT_ON_TYPE_FORMATTING, _ON_TYPE)
    def on_typed(params: types.DocumentOnTypeFormattingParams) -> Json | None:
        from dial_lsp.features.formatting import on_type_formatting

        view = server.view_at(params.text_document, params.position)
        if view is None:
            return None
        offset, unit = view.offset(params.position), _unit(params.options)
        return _edits([(view, on_type_formatting(view.analysis, view.path, offset, params.ch, indent=unit))])


def _register_shape(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_FOLDING_RANGE)
    def on_folding(params: types.FoldingRangeParams) -> Json | None:
        from dial_lsp.features.folding import folding

        views = server.views(params.text_document)
        if not views:
            return None
        text = server.client_capabilities.text_document
        limit = (text.folding_range.range_limit if text and text.folding_range else None) or _MOST_FOLDS
        found = (_folds(view.ruler, folding(view.analysis, view.path, limit=limit)) for view in views)
        return Json(f"[{','.join(islice(chain.from_iterable(found), limit))}]")

    @server.feature(types.TEXT_DOCUMENT_SELECTION_RANGE)
    def on_selection(params: types.SelectionRangeParams) -> list[types.SelectionRange] | None:
        from dial_lsp.features.selection_ranges import selection_ranges

        at = [(position, server.view_at(params.text_document, position)) for position in params.positions]
        if not any(view for _, view in at):
            return None
        return [
            _nested(view, selection_ranges(view.analysis, view.path, view.offset(position)))
            if view
            else types.SelectionRange(types.Range(position, position))
            for position, view in at
        ]

    @server.feature(types.TEXT_DOCUMENT_LINKED_EDITING_RANGE)
    def on_linked(params: types.LinkedEditingRangeParams) -> types.LinkedEditingRanges | None:
        from dial_lsp.features.linked_editing import linked_editing

        view = server.view_at(params.text_document, params.position)
        is_one = view is not None and not (view.host and view.host.form.reason)
        found = linked_editing(view.analysis, view.path, view.offset(params.position)) if view and is_one else ()
        return types.LinkedEditingRanges([view.range(span) for span in found], _NAME) if view and found else None


def _unit(options: types.FormattingOptions) -> str:
    """One level of indentation."""
    return " " * options.tab_size if options.insert_spaces else "\t"


def _edits(layouts: Iterable[tuple[View, Sequence[Edit]]]) -> Json:
    """The edits of layouts; none of one that its file cannot take, for nobody asks for a part of a layout."""
    found: list[str] = []
    for view, made in layouts:
        with suppress(Refused):
            found += view.edits_json(view.source, made) if made else ()
    return Json(f"[{','.join(found)}]")


def _folds(ruler: Ruler | HostedRuler, found: Sequence[Fold]) -> Iterator[str]:
    """Folds by their lines only: that is all that most clients want, and what all of them understand.

    None that is on one line, as all of a quoted text is.
    """
    starts, ends = (ruler.lines_of(fold.span[side] for fold in found) for side in (0, 1))
    for fold, start, end in zip(found, starts, ends, strict=True):
        if start < end:
            kind = f',"kind":"{fold.kind}"' if fold.kind else ""
            yield f'{{"startLine":{start},"endLine":{end}{kind}}}'


def _nested(view: View, spans: Iterable[Span]) -> types.SelectionRange:
    """The smallest span, which knows the next larger one, and so on."""
    whole: types.SelectionRange | None = None
    for span in reversed(tuple(spans)):
        whole = types.SelectionRange(view.range(span), whole)
    assert whole is not None  # noqa: S101 -- the whole text is always among them
    return whole
