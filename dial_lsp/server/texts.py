"""The texts a client has open: they stand above what is on the disk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from lsprotocol import types

from dial_lsp.server.convert import Encoding, Ruler, units_of
from dial_lsp.server.lines import LineTable
from dial_lsp.text import Edit, Span, difference

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class OpenText:
    """One version of an open text."""

    uri: str  # as the client spells it
    language: str
    version: int
    text: str
    lines: LineTable
    encoding: Encoding
    surplus: int  # units of the encoding that the text has beyond one for each character

    @classmethod
    def of(cls, item: types.TextDocumentItem, encoding: Encoding) -> OpenText:
        """The text a client opens."""
        surplus = _surplus(item.text, encoding)
        lines = LineTable.of(item.text)
        return cls(item.uri, item.language_id, item.version, item.text, lines, encoding, surplus)

    @property
    def ruler(self) -> Ruler:
        """What measures this version."""
        return Ruler(self.text, self.lines, self.encoding, is_plain=self.surplus == 0)

    def edit_of(self, change: types.TextDocumentContentChangeEvent) -> Edit:
        """What a change does to this version. Of a whole new text only the part that differs is replaced."""
        if isinstance(change, types.TextDocumentContentChangePartial):
            return Edit(self.ruler.span(change.range), change.text)
        return difference(self.text, change.text)

    def edited(self, edit: Edit, version: int, whole: str | None = None) -> OpenText:
        """The text after an edit; ``whole`` is that text if it is known already, for copying megabytes takes time."""
        (start, end), added = edit.span, edit.text
        surplus = self.surplus + _surplus(added, self.encoding) - _surplus(self.text[start:end], self.encoding)
        text = "".join((self.text[:start], added, self.text[end:])) if whole is None else whole
        lines = self.lines.after(start, end, len(added), text)
        return replace(self, version=version, text=text, lines=lines, surplus=surplus)

    def changed(
        self, changes: Sequence[types.TextDocumentContentChangeEvent], version: int
    ) -> tuple[OpenText, tuple[Edit, ...]]:
        """The text after all changes of one notification, each of which speaks of the text that those before it left.

        With it come edits that do the same and all speak of this version.
        """
        steps: list[Edit] = []
        after = replace(self, version=version)
        for change in changes:
            steps.append(after.edit_of(change))
            after = after.edited(steps[-1], version)
        return after, together(self.text, steps)


def together(text: str, steps: Sequence[Edit]) -> tuple[Edit, ...]:
    """Edits that were made one after the other, as edits of the text before the first of them."""
    if all(later.span.end < earlier.span.start for earlier, later in pairwise(steps)):
        return tuple(steps)  # from the end to the start, as editors with several cursors send them: none moves another
    (start, end), window = steps[0].span, steps[0].text
    for step in steps[1:]:
        # The window grows until it holds the step; what it takes in still stands in the text as it was.
        missing = step.span.end - (start + len(window))
        if missing > 0:
            window += text[end : end + missing]
            end += missing
        if step.span.start < start:
            window = text[step.span.start : start] + window
            start = step.span.start
        window = window[: step.span.start - start] + step.text + window[step.span.end - start :]
    return (Edit(Span(start, end), window),)


def _surplus(text: str, encoding: Encoding) -> int:
    return 0 if text.isascii() else units_of(text, encoding) - len(text)
