"""Which projects there are. Here alone their sessions are made, and let go."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from dial_lsp.policies.reading import FILE_NAME as POLICIES
from dial_lsp.project.discovery import projects_in
from dial_lsp.server.recognising import is_embedding, is_policies, is_usual
from dial_lsp.server.reloading import documents_of, following, is_same
from dial_lsp.server.session import ProjectSession
from dial_lsp.settings import FILE_NAME, SHARED_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dial_lsp.project.discovery import Project as Found
    from dial_lsp.server.configuring import Settled
    from dial_lsp.server.loading import Loader, Project
    from dial_lsp.server.texts import OpenText

_TELLING = frozenset({FILE_NAME, SHARED_NAME, POLICIES, "aidial.settings.json"})  # files that say what belongs together


class Sessions:
    """The projects of open files, and those in the folders of the workspace once somebody asks for them."""

    def __init__(self, texts: Mapping[str, OpenText], settled: Settled, loader: Loader) -> None:
        self._texts, self._settled, self._loader = texts, settled, loader
        self._sessions: dict[str, ProjectSession] = {}  # by the path of each of their files
        self._others: tuple[ProjectSession, ...] | None = None  # with no open file; None: not looked for yet
        self._beside: dict[str, tuple[Found, ...]] = {}  # by the path of an open policy file

    def of(self, path: str) -> ProjectSession | None:
        """The project a file belongs to; None for a file that is not DIAL's."""
        return self._sessions.get(path)

    def about(self, path: str) -> ProjectSession | None:
        """The project of a file, or one whose settings or policies stand in it."""
        around = (each for each in self.open if path in each.found.watched)
        return self._sessions.get(path) or next(chain(around, self.judged_by(path)), None)

    @property
    def open(self) -> tuple[ProjectSession, ...]:
        """All projects with an open file."""
        return tuple(dict.fromkeys(self._sessions.values()))

    def all(self) -> tuple[ProjectSession, ...]:
        """The projects with an open file and all others in the folders of the workspace."""
        if self._others is None:
            folders, settings_of = self._settled.folders, self._settled.of_folder
            found = (each for folder in folders for each in projects_in(Path(folder), settings_of, folders))
            self._others = tuple(
                ProjectSession(self._loader.project(self._loader.chosen(each), {}))
                for each in found
                if not any(path in self._sessions for path in each.files)
            )
        closed = (each for each in self._others if not any(path in self._sessions for path in each.files))
        return (*self.open, *closed)

    def knows(self, project: ProjectSession) -> bool:
        """Whether a project is still one of these."""
        return project in self._sessions.values() or project in (self._others or ())

    def judged_by(self, path: str) -> tuple[ProjectSession, ...]:
        """The projects of which a policy file says what must hold."""
        return tuple(each for each in self.open if each.policies and each.policies.source.path == path)

    def policies_changed(self, path: str) -> tuple[ProjectSession, ...]:
        """Take the text of an open policy file into its projects; these."""
        judged = self.judged_by(path)
        for project in judged:
            project.policies = self._loader.policies_of(project.found)
        return judged

    def depends_on(self, path: str) -> bool:
        """Whether something may change here when a file changes on the disk that is not open."""
        if path in self._texts and path not in self._sessions:
            return False
        name = PurePath(path).name
        if path not in self._texts and (name in _TELLING or is_embedding(path, "") or is_usual(path)):
            return True
        return any(path in (*project.files, *project.found.watched) for project in self.open)

    def has_in(self, folder: str) -> bool:
        """Whether something that is known stands in a folder."""
        known = (*self.open, *(self._others or ()))
        policies = (project.policies.source.path for project in known if project.policies)
        files = chain(policies, *((*project.files, *project.found.watched) for project in known))
        return any(PurePath(path).is_relative_to(folder) for path in files)

    def forget(self) -> None:
        """Let all go; ``reload`` makes them anew."""
        self._sessions = {}
        self._loader.hosts.forget()

    def take_folders(self, paths: Iterable[str]) -> None:
        """Take the folders of the workspace."""
        self._settled.folders, self._others = tuple(paths), None

    def reload(self, *, from_disk: bool = False) -> None:
        """Find out anew which projects there are, with what settings, and read their files that are not open.

        ``from_disk`` says that files may have changed that belong to no open project.
        """
        if from_disk:
            self._others = None
            self._beside.clear()
        before, self._sessions = self._sessions, {}
        known = dict(documents_of(before.values()))
        for path in self._texts:
            if path not in self._sessions and (read := self._loader.load(path, known)):
                self._take(before.get(path), read)
        for path in self._texts:
            for found in self._found_beside(path) if is_policies(path) else ():
                if not any(file in self._sessions for file in found.files):
                    read = self._loader.project(self._loader.chosen(found), known)
                    if read.policies is not None and read.policies.source.path == path:
                        self._take(before.get(read.files[0]), read)

    def _take(self, old: ProjectSession | None, read: Project) -> None:
        """Go on with the old session if nothing changed, else with a new one that knows of unchanged entries."""
        if old is None:
            session = ProjectSession(read)
        elif is_same(old, read):
            session = old
        else:
            session = ProjectSession(replace(read, analyses=tuple(following(old.analyses, read.analyses))))
        self._sessions.update(dict.fromkeys(read.files, session))

    def _found_beside(self, path: str) -> tuple[Found, ...]:
        """The projects that an open policy file may be of: those of its folder and below."""
        if path not in self._beside:
            folder, settled = Path(path).parent, self._settled
            is_file = folder.is_absolute()
            self._beside[path] = projects_in(folder, settled.of_folder, settled.folders) if is_file else ()
        return self._beside[path]
