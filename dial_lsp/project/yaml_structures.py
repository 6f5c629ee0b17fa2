"""A mapping of YAML as the JSON that a chart makes of it, with ``toJson`` or so, and where each part of that stands."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dial_lsp.project.yaml_scalars import Scalar
from dial_lsp.text import Stretches
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dial_lsp.text import Source

_NUMBER = compiled(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_WORDS = {"true": "true", "false": "false", "null": "null", "~": "null", "": "null"}
_MERGED = "<<"
_LONGEST = 4_000_000  # code points
_MOST_ALIASED = 500_000  # of them, for aliases of aliases make more of a few lines


class _TooLongError(Exception):
    pass


def as_json(node: Any, source: Source, offset: Callable[[Any], int]) -> Scalar | None:
    """A mapping as JSON on one line; None for one that is longer than any configuration."""
    writer = _Writer(source.text, offset)
    try:
        writer.write(node, offset(node.start_mark))
    except (_TooLongError, RecursionError):
        return None
    start = offset(node.start_mark)
    pieces = [(place - start, len(text)) for text, place in writer.pieces]
    return Scalar("".join(text for text, _ in writer.pieces), Stretches.of(pieces, offset(node.end_mark) - start))


class _Writer:
    """Writes JSON, piece by piece, with the place of each; what an alias brings stands where the alias is used."""

    def __init__(self, text: str, offset: Callable[[Any], int]) -> None:
        self.pieces: list[tuple[str, int]] = []
        self._text = text
        self._offset = offset
        self._length = 0
        self._copied = 0  # by aliases
        self._at = 0  # places never go back
        self._aliased = 0  # how many aliases this is inside of

    def write(self, node: Any, named: int) -> None:
        """Write a node whose name stands at an offset."""
        start, end = self._offset(node.start_mark), self._offset(node.end_mark)
        is_alias = start < named
        self._aliased += is_alias
        if node.id == "mapping":
            self._mapping(node, named)
        elif node.id == "sequence":
            self._add("[", max(start, named))
            for number, part in enumerate(node.value):
                if number:
                    self._add(", ", self._at)
                self.write(part, max(start, named))
            self._add("]", end - 1)
        else:
            self._scalar(node, start, end)
        self._aliased -= is_alias

    def _mapping(self, node: Any, named: int) -> None:
        start, end = self._offset(node.start_mark), self._offset(node.end_mark)
        self._add("{", max(start, named))
        for number, (key, value) in enumerate(_members(node)):
            at, behind = self._offset(key.start_mark), self._offset(key.end_mark)
            if number:
                self._add(", ", self._at)
            self._scalar(key, at, behind, is_name=True)
            self._add(": ", behind)
            self.write(value, self._at)
        self._add("}", end - 1)

    def _scalar(self, node: Any, start: int, end: int, *, is_name: bool = False) -> None:
        written = self._text[start:end]
        if not node.style and not is_name and node.tag.endswith((":int", ":float", ":bool", ":null")):
            word = _WORDS.get(written.lower()) or (written if _NUMBER.fullmatch(written) else json.dumps(node.value))
            self._add(word, start, is_as_written=len(written) == len(word))
            return
        value = written if not node.style and "\n" not in written and "{{" in written else node.value
        inside = json.dumps(value, ensure_ascii=False)[1:-1]
        quote = 1 if node.style in ("'", '"') else 0
        self._add('"', start)
        self._add(inside, start + quote, is_as_written=written[quote : len(written) - quote] == inside)
        self._add('"', max(end - 1, start))

    def _add(self, text: str, place: int, *, is_as_written: bool = False) -> None:
        self._length += len(text)
        self._copied += len(text) if self._aliased else 0
        if self._length > _LONGEST or self._copied > _MOST_ALIASED:
            raise _TooLongError
        place = self._at if self._aliased else max(place, self._at)
        if is_as_written and not self._aliased:
            self.pieces.append((text, place))
            self._at = place + len(text)
            return
        self.pieces += ((character, place) for character in text)
        self._at = place


def _members(node: Any) -> Iterator[tuple[Any, Any]]:
    """The members of a mapping, those that it takes over from others last."""
    own = {key.value for key, _ in node.value if isinstance(key.value, str)}
    merged: list[Any] = []
    for key, value in node.value:
        if not isinstance(key.value, str):
            continue
        if key.value != _MERGED:
            yield key, value
        elif value.id in ("mapping", "sequence"):
            merged += [value] if value.id == "mapping" else value.value
    for other in merged:
        for key, value in _members(other) if other.id == "mapping" else ():
            if key.value not in own:
                own.add(key.value)
                yield key, value
