"""What the client has open, the projects this belongs to, and what is known about them now."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from dial_lsp.analysis import Analysis
from dial_lsp.project.discovery import project_of, settings_above
from dial_lsp.project.files import Undecodable, Unreadable, read_source
from dial_lsp.server.convert import Encoding, Ruler, path_of, uri_of
from dial_lsp.server.lines import LineTable
from dial_lsp.server.recognising import is_dial
from dial_lsp.server.texts import OpenText, difference
from dial_lsp.settings import Settings, SettingsError
from dial_lsp.syntax import parse
from dial_lsp.text import Source, Span

if TYPE_CHECKING:
    from dial_lsp.syntax import Document


@dataclass(frozen=True, slots=True)
class View:
    """The present snapshot of a project, seen from one of its files. Everything a handler needs to convert is here."""

    analysis: Analysis
    path: str
    workspace: Workspace

    def offset(self, position: types.Position) -> int:
        """The code point of the file that a client means."""
        return self._ruler(self.path).offset(position)

    def span(self, given: types.Range) -> Span:
        """The span of the file that a client means."""
        return self._ruler(self.path).span(given)

    def range(self, span: Span, path: str | None = None) -> types.Range:
        """The range of a span in this file, or in another one of the project."""
        return self._ruler(path or self.path).range(span)

    def location(self, path: str, span: Span) -> types.Location:
        """Where a span of a file stands."""
        return types.Location(self.workspace.uri(path), self._ruler(path).range(span))

    def _ruler(self, path: str) -> Ruler:
        return self.workspace.ruler(path, self.analysis)


@dataclass(slots=True)
class Project:
    """One configuration: its files in merge order, the settings for it, and the newest snapshot."""

    paths: tuple[str, ...]
    settings: Settings
    analysis: Analysis
    rulers: dict[Source, Ruler] = field(default_factory=dict)  # of files that are not open


class Workspace:
    """Changes with every notification of the client; the snapshots it hands out do not."""

    def __init__(self, encoding: Encoding | str = Encoding.Utf16) -> None:
        self.encoding = Encoding(encoding)
        self.texts: dict[str, OpenText] = {}
        self._projects: dict[str, Project] = {}  # by the path of each of their files

    def open(self, item: types.TextDocumentItem) -> None:
        """Take an opened text in the place of the file on the disk."""
        path = path_of(item.uri)
        self.texts[path] = text = OpenText.of(item, self.encoding)
        project = self._projects.get(path)
        if project is None:
            self._load(path)
        else:
            project.analysis = self._with_text(project.analysis, path, text.text)

    def change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Apply the changes of one notification."""
        path = path_of(params.text_document.uri)
        text, edits = self.texts[path].changed(params.content_changes, params.text_document.version)
        self.texts[path] = text
        if project := self._projects.get(path):
            project.analysis = project.analysis.after({path: edits})

    def close(self, uri: str) -> None:
        """Go back to the file on the disk."""
        path = path_of(uri)
        self.texts.pop(path, None)
        self._projects.pop(path, None)

    def project(self, path: str) -> Project | None:
        """The project a file belongs to; None for a file that is not DIAL's."""
        return self._projects.get(path)

    def view(self, uri: str) -> View | None:
        """What is known about an open file; None for a file that is not DIAL's."""
        path = path_of(uri)
        project = self._projects.get(path)
        return View(project.analysis, path, self) if project else None

    def uri(self, path: str) -> str:
        """The URI of a file, as the client spells it if the file is open."""
        text = self.texts.get(path)
        return text.uri if text else uri_of(path)

    def ruler(self, path: str, analysis: Analysis) -> Ruler:
        """What measures a file of a project."""
        if text := self.texts.get(path):
            return text.ruler
        document = analysis.document(path)
        source = document.source if document else Source(path, "")
        return Ruler(source.text, LineTable.of(source.text), self.encoding)

    def _load(self, path: str) -> None:
        text = self.texts[path]
        try:
            settings = settings_above(Path(path).parent)
        except SettingsError:
            settings = None
        found = project_of(path, settings)
        if len(found.paths) == 1 and not is_dial(path, text.language, text.text):
            return
        paths = tuple(os.path.abspath(each) for each in found.paths)  # noqa: PTH100
        documents = [document for each in paths if (document := self._document(each))]
        project = Project(paths, found.settings, Analysis(documents, found.settings))
        self._projects.update(dict.fromkeys(paths, project))

    def _document(self, path: str) -> Document | None:
        if text := self.texts.get(path):
            return parse(Source(path, text.text))
        read = read_source(path)
        if isinstance(read, Unreadable):
            return None
        return parse(read.source if isinstance(read, Undecodable) else read)

    def _with_text(self, analysis: Analysis, path: str, text: str) -> Analysis:
        document = analysis.document(path)
        if document is None or document.source.text == text:
            return analysis
        return analysis.after({path: [difference(document.source.text, text)]})
