"""What the client has open, the projects this belongs to, and what is known about them now."""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import chain
from pathlib import Path, PurePath
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from dial_lsp.policies.reading import FILE_NAME as POLICIES
from dial_lsp.project.discovery import projects_in
from dial_lsp.server.configuring import Settled
from dial_lsp.server.convert import Encoding, Ruler, path_of, uri_of
from dial_lsp.server.hosted import HostedRuler
from dial_lsp.server.lines import LineTable
from dial_lsp.server.loading import Loader, Project
from dial_lsp.server.ordering import Order
from dial_lsp.server.recognising import SHORT, is_embedding, is_usual, may_hold
from dial_lsp.server.reloading import documents_of, taking_over, text_of
from dial_lsp.server.texts import OpenText
from dial_lsp.server.view import View
from dial_lsp.settings import FILE_NAME, SHARED_NAME
from dial_lsp.text import Span, difference

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lsprotocol import types

    from dial_lsp.project.discovery import Project as Found
    from dial_lsp.server.configuring import Choices
    from dial_lsp.text import Edit, Source

__all__ = ["Project", "View", "Workspace"]

_TELLING = frozenset({FILE_NAME, SHARED_NAME, POLICIES, "aidial.settings.json"})  # files that say what belongs together


class Workspace:
    """Changes with every notification of the client; the snapshots it hands out do not."""

    def __init__(self, encoding: Encoding | str = Encoding.Utf16) -> None:
        self.encoding = Encoding(encoding)
        self.texts: dict[str, OpenText] = {}
        self.settled = Settled(lambda path: self.texts[path].text if path in self.texts else None)
        self.loader = Loader(self.texts, self.settled)
        self._folders: tuple[str, ...] = ()
        self._others: tuple[Project, ...] | None = None  # with no open file; None: not looked for yet
        self._beside: dict[str, tuple[Found, ...]] = {}  # by the path of an open policy file
        self._projects: dict[str, Project] = {}  # by the path of each of their files
        self._orders: dict[str, Order] = {}
        self._open_rulers: dict[str, tuple[OpenText, Ruler]] = {}
        self._rulers: WeakKeyDictionary[Source, Ruler] = WeakKeyDictionary()  # of files that are not open

    def open(self, item: types.TextDocumentItem) -> None:
        """Take an opened text in the place of the file on the disk."""
        path = path_of(item.uri)
        self.texts[path] = OpenText.of(item, self.encoding)
        self._orders[path] = Order()
        self.reload()

    def change(self, params: types.DidChangeTextDocumentParams) -> Project | None:
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
        project = self._projects.get(path)
        if project is None or not project.is_whole(path):
            after, edits = text.changed(params.content_changes, version)
            if in_order is not None:
                after, edits = in_order, (difference(text.text, in_order.text),)
            self.texts[path] = after
            if project is not None:
                self._follow(project, path, after.text, edits)
            elif may_hold(path, after.text, after.language) and self.loader.is_dial(path):
                self.reload()
            return self._projects.get(path)
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

    def _follow(self, project: Project, path: str, text: str, edits: Sequence[Edit]) -> None:
        """Follow edits of a file in which texts stand. If it is short it is read again as soon as that is needed."""
        now = self.loader.hosts.follow(path, text, edits)
        project.follow(now.texts if now else {}, is_certain=now is not None and self.loader.hosts.is_read(path))
        hosts = {one.host.span for one in project.sources if one.host and one.file == path}
        if len(text) - sum(end - start for start, end in hosts) < SHORT:
            self.catch_up(project)

    def catch_up(self, project: Project) -> None:
        """Read a file again of which edits do not tell what has become of it."""
        if project.is_stale:
            project.take(self.loader.project(project.found, dict(documents_of([project]))))

    def close(self, uri: str) -> None:
        """Go back to the file on the disk."""
        self._open_rulers.pop(path_of(uri), None)
        self._orders.pop(path_of(uri), None)
        if self.texts.pop(path_of(uri), None):
            self.reload(from_disk=True)

    def forget(self) -> None:
        """Forget all projects; ``reload`` makes them anew."""
        self._projects = {}
        self.loader.hosts.forget()

    @property
    def choices(self) -> Choices:
        """What the client's configuration says."""
        return self.settled.choices

    def choose(self, choices: Choices) -> None:
        """Take what the client's configuration says; ``reload`` makes it hold."""
        self.settled.choices = choices

    def take_folders(self, paths: Iterable[str]) -> None:
        """Take the folders of the workspace."""
        self._folders, self._others = tuple(paths), None
        self.settled.folders = self._folders

    def reload(self, *, from_disk: bool = False) -> None:
        """Find out anew which projects there are, with what settings, and read their files that are not open.

        ``from_disk`` says that files may have changed that belong to no open project.
        """
        if from_disk:
            self._others = None
            self._beside.clear()
        before, self._projects = self._projects, {}
        known = dict(documents_of(before.values()))
        for path in self.texts:
            if path not in self._projects and (project := self.loader.load(path, known)):
                self._projects.update(dict.fromkeys(project.files, taking_over(before.get(path), project)))
        for path in filter(self.is_policies, self.texts):
            for found in self._found_beside(path):
                if not any(file in self._projects for file in found.files):
                    project = self.loader.project(self.loader.chosen(found), known)
                    if project.policies is not None and project.policies.source.path == path:
                        old = before.get(project.files[0])
                        self._projects.update(dict.fromkeys(project.files, taking_over(old, project)))

    def _found_beside(self, path: str) -> tuple[Found, ...]:
        """The projects that an open policy file may be of: those of its folder and below."""
        if path not in self._beside:
            folder = Path(path).parent
            is_file = folder.is_absolute()
            self._beside[path] = projects_in(folder, self.settled.of_folder, self._folders) if is_file else ()
        return self._beside[path]

    @property
    def projects(self) -> tuple[Project, ...]:
        """All projects with an open file."""
        return tuple(dict.fromkeys(self._projects.values()))

    def all_projects(self) -> tuple[Project, ...]:
        """The projects with an open file and all others in the folders of the workspace."""
        if self._others is None:
            folders, settings_of = self._folders, self.settled.of_folder
            found = (each for folder in folders for each in projects_in(Path(folder), settings_of, folders))
            self._others = tuple(
                self.loader.project(self.loader.chosen(each), {})
                for each in found
                if not any(path in self._projects for path in each.files)
            )
        closed = (each for each in self._others if not any(path in self._projects for path in each.files))
        return (*self.projects, *closed)

    def knows(self, project: Project) -> bool:
        """Whether a project is still one of these."""
        return project in self._projects.values() or project in (self._others or ())

    def depends_on(self, path: str) -> bool:
        """Whether something may change here when a file changes on the disk that is not open."""
        if path in self.texts and path not in self._projects:
            return False
        name = PurePath(path).name
        if path not in self.texts and (name in _TELLING or is_embedding(path, "") or is_usual(path)):
            return True
        return any(path in (*project.files, *project.found.watched) for project in self.projects)

    def has_in(self, folder: str) -> bool:
        """Whether something that is known stands in a folder."""
        known = (*self.projects, *(self._others or ()))
        policies = (project.policies.source.path for project in known if project.policies)
        files = chain(policies, *((*project.files, *project.found.watched) for project in known))
        return any(PurePath(path).is_relative_to(folder) for path in files)

    def is_settings(self, uri: str) -> bool:
        """Whether an open file holds settings."""
        return PurePath(path_of(uri)).name in (FILE_NAME, SHARED_NAME)

    def is_policies(self, path: str) -> bool:
        """Whether a file holds policies."""
        return PurePath(path).name == POLICIES

    def judged_by(self, path: str) -> tuple[Project, ...]:
        """The projects of which a policy file says what must hold."""
        return tuple(each for each in self.projects if each.policies and each.policies.source.path == path)

    def policies_changed(self, path: str) -> tuple[Project, ...]:
        """Take the text of an open policy file into its projects; these."""
        judged = self.judged_by(path)
        for project in judged:
            project.policies = self.loader.policies_of(project.found)
        return judged

    def project_of(self, path: str) -> Project | None:
        """The project of a file, or one whose settings or policies stand in it."""
        around = (each for each in self.projects if path in each.found.watched)
        return self._projects.get(path) or next(chain(around, self.judged_by(path)), None)

    def project(self, path: str) -> Project | None:
        """The project a file belongs to; None for a file that is not DIAL's."""
        return self._projects.get(path)

    def views(self, uri: str, *, coded: bool = False) -> tuple[View, ...]:
        """What is known about each configuration in an open file; none for a file that is not DIAL's.

        They come as they stand in the file; those in which no place can be told only if coded ones are wanted, too.
        """
        path = path_of(uri)
        project = self._projects.get(path)
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
        for folder in sorted(self._folders, key=len, reverse=True):
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
