"""The present snapshot of a project, seen from one of its texts: all that a handler needs to convert.

A text is a file, or stands in one. Offsets and spans are those of the text, positions and ranges those of the file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from lsprotocol import types

from dial_lsp.project.put_back import reason_of
from dial_lsp.server.failures import Refused
from dial_lsp.text import apply_edits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.server.convert import Ruler
    from dial_lsp.server.hosted import HostedRuler
    from dial_lsp.server.workspace import Workspace
    from dial_lsp.text import Edit, Host, Location, Source, Span


@dataclass(frozen=True, slots=True)
class View:
    """A snapshot and the path by which it knows a text."""

    analysis: Analysis
    path: str
    workspace: Workspace

    def offset(self, position: types.Position) -> int:
        """The code point of the file that a client means."""
        return self._ruler(self.path).offset(position)

    def span(self, given: types.Range) -> Span:
        """The span of the file that a client means."""
        return self._ruler(self.path).span(given)

    def position(self, offset: int) -> types.Position:
        """Where a code point of the file stands for the client."""
        return self._ruler(self.path).position(offset)

    def range(self, span: Span, path: str | None = None) -> types.Range:
        """The range of a span in this file, or in another one of the project."""
        return self._ruler(path or self.path).range(span)

    @property
    def source(self) -> Source:
        """The text."""
        return self._source(self.path)

    @property
    def file(self) -> str:
        """The path of the file that the text is, or stands in."""
        return self._source(self.path).file

    @property
    def host(self) -> Host | None:
        """Where the text stands in its file."""
        return self._source(self.path).host

    def expect_changes(self) -> None:
        """Raise Refused, with the reason, where no change of the text can be written into its file."""
        if self.host is not None and self.host.form.reason:
            raise _refused(self.source, self.host)

    @property
    def ruler(self) -> Ruler | HostedRuler:
        """What measures the file, for answers that have thousands of places."""
        return self._ruler(self.path)

    def location(self, path: str, span: Span) -> types.Location:
        """Where a span of a file of the project stands."""
        source = self._source(path)
        return types.Location(self.workspace.uri(source.file), self.workspace.ruler(source).range(span))

    def placed(self, location: Location) -> types.Location:
        """A location of ours as the client's; it may be in a settings file."""
        at = location.in_file
        return types.Location(self.workspace.uri(at.source.path), self.workspace.ruler(at.source).range(at.span))

    def edits(self, source: Source, edits: Sequence[Edit]) -> list[types.TextEdit]:
        """Edits of a text as the client makes them in its file. Raises Refused where the file cannot take them."""
        ruler, made = self._in_file(source, edits)
        return [types.TextEdit(ruler.range(edit.span), edit.text) for edit in made]

    def edits_json(self, source: Source, edits: Sequence[Edit]) -> list[str]:
        """The same as the protocol's JSON, for answers that have thousands of them. Raises Refused."""
        ruler, made = self._in_file(source, edits)
        quoted = {text: json.dumps(text) for text in {edit.text for edit in made}}
        return [f'{{"range":{ruler.json(edit.span)},"newText":{quoted[edit.text]}}}' for edit in made]

    def _in_file(self, source: Source, edits: Sequence[Edit]) -> tuple[Ruler, Sequence[Edit]]:
        """Edits of a text as edits of its file, and what measures that. Raises Refused."""
        host = source.host
        if host is None:
            return self.workspace.file_ruler(source), edits
        written = host.written(source.path, apply_edits(source.text, edits), edits)
        if written is None:
            raise _refused(source, host)
        return self.workspace.file_ruler(host.source), written.edits

    def _ruler(self, path: str) -> Ruler | HostedRuler:
        return self.workspace.ruler(self._source(path))

    def _source(self, path: str) -> Source:
        document = self.analysis.document(path)
        if document is None:
            raise LookupError("no such file in the project")
        return document.source


def _refused(source: Source, host: Host) -> Refused:
    return Refused(f"{PurePath(source.file).name}: {reason_of(host)}; nothing is changed.")
