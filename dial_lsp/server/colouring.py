"""Semantic tokens: of a whole file, of what changed in it since they were last told, or of a range.

The protocol counts each token from the one before, so what an entry has is converted once and put together again at
the cost of the number of entries.
"""

from __future__ import annotations

import json
from array import array
from collections import OrderedDict
from itertools import count
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from lsprotocol import types

from dial_lsp.features.semantic_tokens import MODIFIERS, TYPES
from dial_lsp.server.convert import Ruler
from dial_lsp.server.lines import LineTable
from dial_lsp.server.protocol import Json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dial_lsp.features.semantic_tokens import Look, Stretch
    from dial_lsp.server.convert import Encoding
    from dial_lsp.server.server import Server
    from dial_lsp.server.view import View

_LEGEND = types.SemanticTokensLegend(list(TYPES), list(MODIFIERS))
_REMEMBERED = 8  # files whose tokens are kept to tell what changed
_BLOCK = 4096  # numbers that are compared at once
_NUMBERS = 5  # of one token

Numbers: TypeAlias = "array[int]"


def register(server: Server) -> None:
    """Register the handlers of this group."""
    told = _Told()

    @server.feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, _LEGEND)
    def on_full(params: types.SemanticTokensParams) -> Json | None:
        views = server.views(params.text_document) if server.files.choices.semantic_tokens else ()
        return told.whole(params.text_document.uri, _numbers(views)) if views else None

    @server.feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL_DELTA, _LEGEND)
    def on_delta(params: types.SemanticTokensDeltaParams) -> Json | None:
        views = server.views(params.text_document) if server.files.choices.semantic_tokens else ()
        uri = params.text_document.uri
        return told.change(uri, params.previous_result_id, _numbers(views)) if views else None

    @server.feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE, _LEGEND)
    def on_range(params: types.SemanticTokensRangeParams) -> Json | None:
        views = server.views(params.text_document) if server.files.choices.semantic_tokens else ()
        return Json(f'{{"data":{_json(_numbers(views, params.range))}}}') if views else None


class _Told:
    """What the client knows of the files it asked for last."""

    def __init__(self) -> None:
        self._ids = count(1)
        self._known: OrderedDict[str, tuple[str, Numbers]] = OrderedDict()

    def whole(self, uri: str, numbers: Numbers) -> Json:
        """All tokens of a file."""
        return Json(f'{{"resultId":"{self._remember(uri, numbers)}","data":{_json(numbers)}}}')

    def change(self, uri: str, known: str, numbers: Numbers) -> Json:
        """What is to be replaced in what the client knows under an id; all tokens where that is forgotten."""
        before, old = self._known.get(uri, ("", None))
        if old is None or before != known:
            return self.whole(uri, numbers)
        start = _common(old, numbers)
        end = _common(old[start:][::-1], numbers[start:][::-1])
        added, removed = numbers[start : len(numbers) - end], len(old) - start - end
        edits = f'[{{"start":{start},"deleteCount":{removed},"data":{_json(added)}}}]' if added or removed else "[]"
        return Json(f'{{"resultId":"{self._remember(uri, numbers)}","edits":{edits}}}')

    def _remember(self, uri: str, numbers: Numbers) -> str:
        number = str(next(self._ids))
        self._known[uri] = (number, numbers)
        self._known.move_to_end(uri)
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return number


class _Encoded(NamedTuple):
    """The numbers of a stretch's tokens, and the place of its first and last one, counted from its start."""

    numbers: Numbers
    first: tuple[int, int]
    last: tuple[int, int]


def _numbers(views: Iterable[View], within: types.Range | None = None) -> Numbers:
    from dial_lsp.features.semantic_tokens import semantic_tokens

    joined: Numbers = array("I")
    last = (0, 0)
    for view in views:
        stretches = semantic_tokens(view.analysis, view.path, view.span(within) if within else None)
        add = _add_stretches if view.host is None or view.host.is_literal else _add_tokens
        last = add(joined, last, view, stretches)
    return joined


def _add_stretches(joined: Numbers, last: tuple[int, int], view: View, stretches: Iterable[Stretch]) -> tuple[int, int]:
    """Add the tokens of a text that stands in its file as it is, behind those that end with the last one's place."""
    line, character = last
    for stretch in stretches:
        if not stretch.tokens:
            continue
        encoded = _encoded(stretch, view.workspace.encoding)
        at = view.position(stretch.start)
        first_line, first_character = _moved(at, encoded.first)
        at_first = len(joined)
        joined.extend(encoded.numbers)
        joined[at_first] = first_line - line
        joined[at_first + 1] = first_character - (character if first_line == line else 0)
        line, character = _moved(at, encoded.last)
    return line, character


def _add_tokens(joined: Numbers, last: tuple[int, int], view: View, stretches: Iterable[Stretch]) -> tuple[int, int]:
    """The same for a text that is written in another way, token by token; without those that go over a line's end."""
    line, character = last
    for stretch in stretches:
        for token in stretch.tokens:
            found = view.range(token.span.shifted(stretch.start))
            start, end = found.start, found.end
            if start.line != end.line:
                continue
            ahead = start.character - (character if start.line == line else 0)
            look = token.look
            width = end.character - start.character
            joined.extend((start.line - line, ahead, width, TYPES.index(look.type), _bits(look)))
            line, character = start.line, start.character
    return line, character


def _moved(start: types.Position, place: tuple[int, int]) -> tuple[int, int]:
    """A place in a stretch as one of the file."""
    line, character = place
    return start.line + line, character + (start.character if line == 0 else 0)


def _encoded(stretch: Stretch, encoding: Encoding) -> _Encoded:
    memo = ("encoded tokens", encoding)
    known: tuple[object, _Encoded] | None = stretch.memo.get(memo)
    if known is None or known[0] is not stretch.tokens:
        known = stretch.memo[memo] = (stretch.tokens, _encode(stretch, encoding))
    return known[1]


def _encode(stretch: Stretch, encoding: Encoding) -> _Encoded:
    ruler = Ruler(stretch.text, LineTable.of(stretch.text), encoding)
    numbers: Numbers = array("I")
    places = [(ruler.place(token.span.start), ruler.place(token.span.end)) for token in stretch.tokens]
    line = character = 0
    for (start, end), token in zip(places, stretch.tokens, strict=True):
        ahead = start[1] - (character if start[0] == line else 0)
        look = token.look
        numbers.extend((start[0] - line, ahead, end[1] - start[1], TYPES.index(look.type), _bits(look)))
        line, character = start
    return _Encoded(numbers, places[0][0], places[-1][0])


def _bits(look: Look) -> int:
    return sum(1 << number for number, name in enumerate(MODIFIERS) if name in look.modifiers)


def _common(one: Numbers, other: Numbers) -> int:
    """How many numbers both start with, whole tokens only."""
    at, most = 0, min(len(one), len(other))
    while at < most and one[at : at + _BLOCK] == other[at : at + _BLOCK]:
        at += _BLOCK
    while at < most and one[at] == other[at]:
        at += 1
    return min(at, most) // _NUMBERS * _NUMBERS


def _json(numbers: Numbers) -> str:
    return json.dumps(numbers.tolist(), separators=(",", ":"))
