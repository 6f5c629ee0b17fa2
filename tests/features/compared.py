"""Answers of the server in a form in which those about JSON and about YAML can be compared."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dial_lsp.text import Edit, Source, Span, apply_edits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.features.sides import Side

BLANKS = re.compile(r"\s+")
LINE = re.compile(r"(?<=line )\d+|(?<=\.json:)\d+|\b\d+:\d+|(?<=#L)\d+,\d+")


def applied(text: str, edits: Any) -> str:
    """A text after edits of the protocol."""
    source = Source("", text)
    starts = source.lines.starts
    return apply_edits(
        text,
        [
            Edit(Span(*(starts[at["line"]] + at["character"] for at in edit["range"].values())), edit["newText"])
            for edit in edits or ()
        ],
    )


class Compared:
    """An answer with everything in it as both sides have it."""

    def __init__(self, side: Side) -> None:
        self._side = side

    def of(self, given: Any, name: str = "") -> Any:
        """A part of an answer, whose places are in the file of a name, or in that which was asked about."""
        name = name or self._side.main
        if isinstance(given, list):
            return [self.of(each, name) for each in given]
        if isinstance(given, dict):
            return self._of_object(given, name)
        return self._words(given) if isinstance(given, str) else given

    def _of_object(self, given: dict[str, Any], name: str) -> Any:
        shape = next((marks for marks in SHAPES if marks <= given.keys()), frozenset())
        if shape:
            return SHAPES[shape](self, given, name)
        name = self._side.uris.get(given.get("uri", ""), name)
        kept = {key: value for key, value in given.items() if key not in {"data", "resultId", "sortText"}}
        if "from" in kept:
            name = self._side.uris[kept["from"]["uri"]]
        return {key: self.of(value, name) for key, value in kept.items()}

    def place(self, given: Any, name: str) -> int:
        """A position."""
        return self._side.place(name, given)

    def span(self, given: Any, name: str) -> tuple[int, int]:
        """A range."""
        return self._side.place(name, given["start"]), self._side.place(name, given["end"])

    def fold(self, given: Any, name: str) -> tuple[int, int, str]:
        """A fold: what stands before its first line, and before the line behind its last one."""
        start, end = ({"line": given[key], "character": 0} for key in ("startLine", "endLine"))
        return self.place(start, name), self.place({**end, "line": end["line"] + 1}, name), given.get("kind", "")

    def changes(self, given: Any, _name: str) -> Any:
        """What files hold after a change of the workspace; what it adds to settings."""
        steps = given.get("documentChanges") or ()
        changes = given.get("changes") or {one["textDocument"]["uri"]: one["edits"] for one in steps if "edits" in one}
        found = {}
        for uri, edits in changes.items():
            name = self._side.uris.get(uri)
            if name is None:
                found[uri.rpartition("/")[2]] = self._words("".join(edit["newText"] for edit in edits))
            else:
                found[name] = BLANKS.sub("", self._side.values(applied(self._side.texts[name], edits)))
        return found

    def completion(self, item: Any, _name: str) -> Any:
        """What is shown of an item, and the file after accepting it."""
        edits = [item["textEdit"], *(item.get("additionalTextEdits") or ())]
        text = self._side.values(applied(self._side.texts[self._side.main], edits))
        shown = {key: self.of(item[key]) for key in ("label", "kind", "detail", "filterText") if key in item}
        return {**shown, "text": BLANKS.sub("", text)}

    def tokens(self, given: Any, name: str) -> list[tuple[int, ...]]:
        """Semantic tokens by their places."""
        found: list[tuple[int, ...]] = []
        line = character = 0
        data = given["data"]
        for at in range(0, len(data), 5):
            down, right, width, kind, modifiers = data[at : at + 5]
            line, character = line + down, right if down else character + right
            start, end = ({"line": line, "character": column} for column in (character, character + width))
            found.append((self.place(start, name), self.place(end, name), kind, modifiers))
        return found

    def _words(self, text: str) -> str:
        for uri, name in self._side.uris.items():
            text = text.replace(uri, name).replace(uri.rpartition("/")[2], Path(name).stem + ".json")
        return LINE.sub("N", re.sub(r"file:///\S*/(?=[\w.-]+)", "", text))


SHAPES: Mapping[frozenset[str], Callable[[Compared, Any, str], Any]] = {
    frozenset({"changes"}): Compared.changes,
    frozenset({"documentChanges"}): Compared.changes,
    frozenset({"line", "character"}): Compared.place,
    frozenset({"start", "end"}): Compared.span,
    frozenset({"startLine", "endLine"}): Compared.fold,
    frozenset({"textEdit"}): Compared.completion,
    frozenset({"data", "resultId"}): Compared.tokens,
}
"""How parts of answers are compared, by members that they have."""
