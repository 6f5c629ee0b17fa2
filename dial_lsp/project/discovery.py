"""Which projects a set of files belongs to: each file is its own, unless it is told or settings say otherwise."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dial_lsp.project.files import STANDARD_INPUT
from dial_lsp.settings import FILE_NAME, Settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

USUAL_NAME = "aidial.config.json"


@dataclass(frozen=True, slots=True)
class Project:
    """The files of one configuration in merge order, as paths to open and to show, and the settings for them."""

    paths: tuple[str, ...]
    settings: Settings = field(default_factory=Settings)


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """A settings file and what is in it."""

    path: Path
    settings: Settings

    @property
    def shown(self) -> str:
        """The path as users read it: from the current folder if it is below it."""
        return _shown(self.path)

    @property
    def files(self) -> tuple[str, ...]:
        """The files that the settings name, as paths from the current folder if they are below it."""
        return tuple(_shown(self.path.parent / file) for file in self.settings.files)


def settings_above(folder: Path) -> SettingsFile | None:
    """The nearest settings file in the folder or one above it. Raises SettingsError if it cannot be used."""
    folder = Path(os.path.abspath(folder))  # noqa: PTH100 -- a linked folder is looked up where it was named
    for candidate in (folder, *folder.parents):
        path = candidate / FILE_NAME
        if path.is_file():
            return SettingsFile(path, read_settings(Path(_shown(path))))
    return None


def projects_of(paths: Iterable[str], settings_of: Callable[[Path], SettingsFile | None]) -> tuple[Project, ...]:
    """The projects that the files belong to, each once, in the order of the first file of each.

    ``settings_of`` tells the settings file for the files of a folder.
    """
    projects: dict[tuple[str, ...], Project] = {}
    for path in paths:
        project = project_of(path, settings_of(folder_of(path)))
        projects.setdefault(tuple(map(_identity, project.paths)), project)
    return tuple(projects.values())


def project_of(path: str, settings: SettingsFile | None) -> Project:
    """The project of one file: all files that its settings name, if it is one of them, else the file alone."""
    if settings is None:
        return Project((path,))
    identities = [_identity(file) for file in settings.files]
    if path == STANDARD_INPUT or _identity(path) not in identities:
        return Project((path,), settings.settings)
    shown = (
        path if identity == _identity(path) else file for file, identity in zip(settings.files, identities, strict=True)
    )
    return Project(tuple(shown), settings.settings)


def project_here(settings: SettingsFile | None) -> Project | None:
    """The project of the current folder: what its settings name, else the file with the usual name, else nothing."""
    if settings is not None and settings.files:
        return Project(settings.files, settings.settings)
    if Path(USUAL_NAME).is_file():
        return project_of(USUAL_NAME, settings)
    return None


def folder_of(path: str) -> Path:
    """Where the settings of a file are looked for; standard input counts as a file of the current folder."""
    return Path() if path == STANDARD_INPUT else Path(path).parent


def _shown(path: Path) -> str:
    relative = os.path.relpath(path)
    return os.path.abspath(path) if relative.startswith(os.pardir) else relative  # noqa: PTH100


def _identity(path: str) -> str:
    """The same text for every spelling of one file."""
    return path if path == STANDARD_INPUT else os.path.normcase(os.path.realpath(path))
