"""What the client has open, the projects this belongs to, and what is known about them now."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from dial_lsp.server.configuring import Settled
from dial_lsp.server.convert import Encoding, Ruler, path_of, uri_of
from dial_lsp.server.hosted import HostedRuler
from dial_lsp.server.lines import LineTable
from dial_lsp.server.loading import Loader
from dial_lsp.server.ordering import Order
from dial_lsp.server.recognising import SHORT, may_hold
from dial_lsp.server.reloading import documents_of, text_of
from dial_lsp.server.sessions import Sessions
from dial_lsp.server.texts import OpenText
from dial_lsp.server.view import View
from dial_lsp.settings import FILE_NAME, SHARED_NAME
from dial_lsp.text import Span, difference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsprotocol import types

    from dial_lsp.server.configuring import Choices
    from dial_lsp.server.session import ProjectSession
    from dial_lsp.text import Edit, Source

__all__ = ["View", "Workspace"]


class Workspace:
    """Changes with every notification of the client; the snapshots it hands out do not."""

    def __init__(self, encoding: Encoding | str = Encoding.Utf16) -> None:
        self.encoding = Encoding(encoding)
        self.texts: dict[str, OpenText] = {}
        self.settled = Settled(lambda path: self.texts[path].text if path in self.texts else None)
        self.loader = Loader(self.texts, self.settled)
        self.sessions = Sessions(self.texts, self.settled, self.loader)
        self._orders: dict[str, Order] = {}
        self._open_rulers: dict[str, tuple[OpenText, Ruler]] = {}
        self._rulers: WeakKeyDictionary[Source, Ruler] = WeakKeyDictionary()  # of files that are not open

    def open(self, item: types.TextDocumentItem) -> None:
        """Take an opened text in the place of the file on the disk."""
        path = path_of(item.uri)
        self.texts[path] = OpenText.of(item, self.encoding)
        self._orders[path] = Order()
        self.sessions.reload()

    def change(self, params: types.DidChangeTextDocumentParams) -> ProjectSession | None:
        """Apply the changes of one notification; the project that they are in.

        Changes of a file that is not open, and late ones that nothing waits for, are passed over.
        """
        path, version = path_of(params.text_document.uri), params.text_document.version
        text = self.texts.get(path)
        if text is None or not params.content_changes:
            return None
        in_order = self._orders[path].note(text, version, params.content_changes)
        if in_order is None and version < text.version:
            return None
        project = self.sessions.of(path)
        if project is None or not project.is_whole(path):
            after, edits = text.changed(params.content_changes, version)
            if in_order is not None:
                after, edits = in_order, (difference(text.text, in_order.text),)
            self.texts[path] = after
            if project is not None:
                self._follow(project, path, after.text, edits)
            elif may_hold(path, after.text, after.language) and self.loader.is_dial(path):
                self.sessions.reload()
            return self.sessions.of(path)
        if in_order is not None:
            project.edited(path, (difference(text.text, in_order.text),))
            self.texts[path] = replace(in_order, text=text_of(project, path) or in_order.text)
        elif len(params.content_changes) == 1:
            edit = text.edit_of(params.content_changes[0])
            project.edited(path, (edit,))
            self.texts[path] = text.edited(edit, version, text_of(project, path))
        else:
            after, edits = text.changed(params.content_changes, version)
            project.edited(path, edits)
            self.texts[path] = replace(after, text=text_of(project, path) or after.text)
        return project

    def _follow(self, project: ProjectSession, path: str, text: str, edits: Sequence[Edit]) -> None:
        """Follow edits of a file in which texts stand. If it is short it is read again as soon as that is needed."""
        now = self.loader.hosts.follow(path, text, edits)
        project.follow(now.texts if now else {}, is_certain=now is not None and self.loader.hosts.is_read(path))
        hosts = {one.host.span for one in project.sources if one.host and one.file == path}
        if len(text) - sum(end - start for start, end in hosts) < SHORT:
            self.catch_up(project)

    def catch_up(self, project: ProjectSession) -> None:
        """Read a file again of which edits do not tell what has become of it."""
        if project.is_stale:
            project.take(self.loader.project(project.found, dict(documents_of([project]))))

    def close(self, uri: str) -> None:
        """Go back to the file on the disk."""
        self._open_rulers.pop(path_of(uri), None)
        self._orders.pop(path_of(uri), None)
        if self.texts.pop(path_of(uri), None):
            self.sessions.reload(from_disk=True)

    @property
    def choices(self) -> Choices:
        """What the client's configuration says."""
        return self.settled.choices

    def choose(self, choices: Choices) -> None:
        """Take what the client's configuration says; ``reload`` makes it hold."""
        self.settled.choices = choices

    def is_settings(self, uri: str) -> bool:
        """Whether an open file holds settings."""
        return PurePath(path_of(uri)).name in (FILE_NAME, SHARED_NAME)

    def views(self, uri: str, *, coded: bool = False) -> tuple[View, ...]:
        """What is known about each configuration in an open file; none for a file that is not DIAL's.

        They come as they stand in the file; those in which no place can be told only if coded ones are wanted, too.
        """
        path = path_of(uri)
        project = self.sessions.of(path)
        found = [
            (document.source.host.span.start if document.source.host else 0, analysis, document.source.path)
            for analysis in (project.analyses if project else ())
            for document in analysis.documents
            if document.source.file == path and (coded or not (document.source.host and document.source.host.is_coded))
        ]
        return tuple(View(analysis, name, self) for _, analysis, name in sorted(found, key=lambda one: one[0]))

    def views_in(self, uri: str, given: types.Range) -> tuple[View, ...]:
        """The same of those configurations that a range touches, coded ones among them."""
        text = self.texts.get(path_of(uri))
        span = text.ruler.span(given) if text else Span(0, 0)
        return tuple(
            view
            for view in self.views(uri, coded=True)
            if (host := view.host) is None or (host.span.start <= span.end and span.start <= host.span.end)
        )

    def view(self, uri: str, part: str = "") -> View | None:
        """What is known about an open file; of several configurations in it the first, or the one with a path."""
        views = self.views(uri)
        return next((view for view in views if part in ("", view.path)), None)

    def view_at(self, uri: str, position: types.Position) -> View | None:
        """What is known about the configuration in which a position is; None where there is none."""
        text = self.texts.get(path_of(uri))
        for view in self.views(uri):
            host = view.host
            if host is None or (text is not None and host.holds(text.ruler.offset(position))):
                return view
        return None

    def shortened(self, text: str) -> str:
        """A text whose paths begin in the folder of the workspace that they are in."""
        for folder in sorted(self.settled.folders, key=len, reverse=True):
            text = text.replace(f"{folder.rstrip(os.sep)}{os.sep}", "")
        return text

    def uri(self, path: str) -> str:
        """The URI of a file, as the client spells it if the file is open."""
        text = self.texts.get(path)
        return text.uri if text else uri_of(path)

    def ruler(self, source: Source) -> Ruler | HostedRuler:
        """What measures a text, in places of its file."""
        if source.host is not None:
            return HostedRuler(self.file_ruler(source.host.source), source.host)
        return self.file_ruler(source)

    def file_ruler(self, source: Source) -> Ruler:
        """What measures a text that is a file."""
        text = self.texts.get(source.path)
        if text and text.text == source.text:
            known = self._open_rulers.get(source.path)
            if known is None or known[0] is not text:
                known = self._open_rulers[source.path] = text, text.ruler
            return known[1]
        if source not in self._rulers:
            self._rulers[source] = Ruler(source.text, LineTable.of(source.text), self.encoding)
        return self._rulers[source]
