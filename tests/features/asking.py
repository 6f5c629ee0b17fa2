"""What the server is asked about a case, feature by feature."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.features.compared import Compared, applied

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.features.sides import Side
    from tests.support.cursor_cases import CursorCase

AT_CURSOR = {
    "completion": "textDocument/completion",
    "definition": "textDocument/definition",
    "highlight": "textDocument/documentHighlight",
    "hover": "textDocument/hover",
    "linked_editing": "textDocument/linkedEditingRange",
    "references": "textDocument/references",
}
OF_FILES = {
    "code_lenses": "textDocument/codeLens",
    "document_symbols": "textDocument/documentSymbol",
    "links": "textDocument/documentLink",
    "semantic_tokens": "textDocument/semanticTokens/full",
}


class Asking:
    """Asks a side about a case."""

    def __init__(self, side: Side, case: CursorCase, *, is_literal: bool) -> None:
        """Only lines of literal blocks can be compared."""
        self._side, self._case, self._is_literal = side, case, is_literal
        uri = next(uri for uri, name in side.uris.items() if name == side.main)
        self._document = {"textDocument": {"uri": uri}}
        self._at = {**self._document, "position": side.position(side.start)}
        self._span = {"start": side.position(side.start), "end": side.position(side.end)}
        self._ask("textDocument/codeAction", range=self._span, context={"diagnostics": []})  # which checks the files

    def answers(self, feature: str) -> list[Any]:
        """What the side answers, in a form in which both can be compared."""
        if feature in AT_CURSOR:
            more = {"context": {"includeDeclaration": True}} if feature == "references" else {}
            found = [self._side.asked.ask(AT_CURSOR[feature], {**self._at, **more})]
        elif feature in OF_FILES:
            found = [self._ask(OF_FILES[feature])]
        else:
            found = list(getattr(self, feature)())
        return Compared(self._side).of(found) if feature != "formatting" else found

    def folding(self) -> Iterator[Any]:
        """Folds, which are only of lines."""
        found = self._ask("textDocument/foldingRange")
        assert all(each["startLine"] < each["endLine"] for each in found)
        yield found if self._is_literal else None

    def call_hierarchy(self) -> Iterator[Any]:
        """The items at the cursor, and from each on in both directions."""
        items = self._side.asked.ask("textDocument/prepareCallHierarchy", self._at) or []
        yield items
        for item in items:
            yield self._side.asked.ask("callHierarchy/incomingCalls", {"item": item})
            yield self._side.asked.ask("callHierarchy/outgoingCalls", {"item": item})

    def code_actions(self) -> Iterator[Any]:
        """All that is offered, with what it does."""
        for action in self._ask("textDocument/codeAction", range=self._span, context={"diagnostics": []}) or []:
            yield self._side.asked.ask("codeAction/resolve", action) if "edit" not in action else action

    def rename(self) -> Iterator[Any]:
        """What would be renamed, and the renaming."""
        yield self._side.asked.ask("textDocument/prepareRename", self._at)
        new = self._case.arguments or "another"
        yield self._side.asked.ask("textDocument/rename", {**self._at, "newName": new})

    def selection_ranges(self) -> Iterator[Any]:
        """The parts around the cursor."""
        yield self._ask("textDocument/selectionRange", positions=[self._at["position"]])

    def inlay_hints(self) -> Iterator[Any]:
        """The hints of the whole file."""
        end = self._side.position(len(self._side.texts[self._side.main]))
        yield self._ask("textDocument/inlayHint", range={"start": {"line": 0, "character": 0}, "end": end})

    def formatting(self) -> Iterator[str]:
        """The configuration laid out; blanks count."""
        how, _, rest = self._case.arguments.partition(" ")
        indent = re.search(r"indent=(\d)", rest)
        options = {"tabSize": int(indent[1]) if indent else 2, "insertSpaces": True}
        if how == "whole":
            edits = self._ask("textDocument/formatting", options=options)
        elif how == "range":
            edits = self._ask("textDocument/rangeFormatting", range=self._span, options=options)
        else:
            typed = {**self._at, "ch": "\n" if rest == "newline" else rest, "options": options}
            edits = self._side.asked.ask("textDocument/onTypeFormatting", typed)
        yield self._side.values(applied(self._side.texts[self._side.main], edits)).rstrip()

    def _ask(self, method: str, **params: Any) -> Any:
        return self._side.asked.ask(method, {**self._document, **params})
