"""Which projects there are, and which one a file belongs to.

Settings that list files say it for their folder and all below. Elsewhere it is told by, in this order, the static
settings of Core, Compose files and the usual names. Nothing here raises for what is wrong with the user's files.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.disk import exists
from dial_lsp.project.candidates import Candidate, settled
from dial_lsp.project.choosing import file_of
from dial_lsp.project.compose import composed
from dial_lsp.project.core_settings import listed_by_core
from dial_lsp.project.files import STANDARD_INPUT
from dial_lsp.project.kustomize import kustomized
from dial_lsp.project.listing import candidates_of
from dial_lsp.project.projects import Origin, Project
from dial_lsp.project.reach import around
from dial_lsp.project.settings_files import SettingsFile, absolute, folder_of, identity, settings_above, shown
from dial_lsp.project.usual import USUAL_NAME, Visited, files_in, usual_files, walk
from dial_lsp.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dial_lsp.project.reach import Reach
    from dial_lsp.project.settings_files import Naming

    SettingsOf = Callable[[Path], SettingsFile | None]

__all__ = [
    "USUAL_NAME",
    "Origin",
    "Project",
    "SettingsFile",
    "folder_of",
    "look_in",
    "project_for",
    "project_of",
    "projects_in",
    "projects_of",
    "settings_above",
]

_HIGHEST = 6  # folders above a file in which something may list it


class Found(NamedTuple):
    """What a folder has."""

    projects: tuple[Project, ...]
    notes: tuple[str, ...] = ()
    """What was passed over, as sentences for the user; those of a project are with it."""


def look_in(folder: Path, settings_of: SettingsOf | None = None, named: Iterable[str] = ()) -> Found:
    """All projects in a folder and below, in the order of the folders; those of settings above it come first.

    The paths are absolute if the folder is, else as users read them. ``settings_of`` tells the settings file for a
    folder; without it that is the nearest one. A settings file tells of its mistakes in the first of its projects.
    What is listed may lie in its repository (without one, in the folder) and in the ``named`` folders.
    """
    naming = _naming(folder)
    settings_of = cache(settings_of or partial(settings_above, naming=naming, named=named))
    start = absolute(str(folder))
    reach_of = cache(partial(around, named=named, start=start))
    found = [
        candidate
        for visited in walk(start)
        for candidate in _candidates(visited, settings_of, reach_of(visited.folder))
    ]
    projects = [_project(candidate, settings_of(_home(candidate)), naming) for candidate in settled(found)]
    notes = tuple(note.told(naming) for candidate in found if not candidate.paths for note in candidate.notes)
    return Found(told_once(projects), notes)


def projects_in(folder: Path, settings_of: SettingsOf | None = None, named: Iterable[str] = ()) -> tuple[Project, ...]:
    """The projects that ``look_in`` finds, of which the first one tells what was passed over."""
    projects, notes = look_in(folder, settings_of, named)
    if not projects or not notes:
        return projects
    return (replace(projects[0], notes=(*projects[0].notes, *notes)), *projects[1:])


def project_for(path: Path, settings_of: SettingsOf | None = None, named: Iterable[str] = ()) -> Project:
    """The project of one file, which need not exist: the files that it is listed with, else the file alone."""
    naming = _naming(path)
    settings_of = settings_of or partial(settings_above, naming=naming, named=named)
    return _project_for(str(path), settings_of, naming, named)


def projects_of(paths: Iterable[str], settings_of: SettingsOf) -> tuple[Project, ...]:
    """The projects that the files belong to, each once, in the order of the first file of each.

    ``settings_of`` tells the settings file for the files of a folder. Paths are as users read them.
    """
    projects: dict[tuple[str, ...], Project] = {}
    for path in paths:
        for project in _listed_by(path, settings_of) or (_project_for(path, settings_of, shown),):
            projects.setdefault(tuple(map(identity, project.paths)), project)
    return told_once(projects.values())


def _listed_by(path: str, settings_of: SettingsOf) -> tuple[Project, ...]:
    """The projects that a file lists that somebody named; none if it is no file that lists others."""
    listing = candidates_of(path)
    if listing is None:
        return ()
    if isinstance(listing, SettingsFile):
        settings = listing
        found = look_in(folder_of(path), lambda _folder: settings)
    else:
        kept = settled(listing)
        found = Found(
            tuple(_project(each, settings_of(_home(each)), shown) for each in kept),
            tuple(note.told(shown) for each in listing if not each.paths for note in each.notes),
        )
    if found.projects:
        return found.projects
    own = f"{shown(path)}:"  # an error says already of which file it is
    told = (f"line {note.removeprefix(own)}" if note.startswith(own) else note for note in found.notes)
    reason = "; ".join(told) or "it names no configuration of DIAL Core"
    return (Project((path,), refused={path: reason}),)


def project_of(path: str, settings: SettingsFile | None) -> Project:
    """The project of one file by the settings alone: all files that they list, if it is one of them, else the file."""
    if settings is not None and path != STANDARD_INPUT:
        listed = _listed_by_settings(settings)
        if listed is not None and any(_is_meant(each, path) for each in listed.paths):
            return _as_named(_project(listed, settings, shown), path)
    return _alone(path, settings, shown)


def told_once(projects: Iterable[Project]) -> tuple[Project, ...]:
    """The projects, where only the first one with a settings file tells what is wrong in it."""
    told: set[str] = set()
    found = []
    for project in projects:
        paths = {mistake.at.source.path for mistake in project.settings.mistakes}
        is_told = bool(paths) and paths <= told
        told |= paths
        found.append(replace(project, settings=replace(project.settings, mistakes=())) if is_told else project)
    return tuple(found)


def _project_for(path: str, settings_of: SettingsOf, naming: Naming, named: Iterable[str] = ()) -> Project:
    settings = settings_of(folder_of(path))
    if path == STANDARD_INPUT:
        return _alone(path, settings, naming)
    if settings is not None and settings.files:
        listed = [candidate for candidate in (_listed_by_settings(settings),) if candidate]
    else:
        listed = [
            found
            for folder in _up_from(path)
            for found in _told_by_others(files_in(folder), settings_of, around(folder, named=named))
        ]
    for candidate in settled(listed):
        if any(_is_meant(each, path) for each in candidate.paths):
            return _as_named(_project(candidate, settings_of(_home(candidate)), naming), path)
    return _alone(path, settings, naming)


def _candidates(visited: Visited, settings_of: SettingsOf, reach: Reach) -> Iterator[Candidate]:
    """What may be a project by what stands in one folder."""
    settings = settings_of(Path(visited.folder))
    if settings is not None and settings.files:
        listed = _listed_by_settings(settings)
        if listed is not None:
            yield listed
        return
    yield from _told_by_others(visited, settings_of, reach)
    for path, reason in usual_files(visited, reach):
        yield Candidate((path,), Origin.USUAL_NAME, visited.folder, refused={path: reason} if reason else {})


def _told_by_others(visited: Visited, settings_of: SettingsOf, reach: Reach) -> Iterator[Candidate]:
    """What others than our settings list in a folder where they may."""
    settings = settings_of(Path(visited.folder))
    if settings is None or not settings.files:
        yield from listed_by_core(visited, reach)
        yield from composed(visited, reach)
        yield from kustomized(visited, reach)


def _listed_by_settings(settings: SettingsFile) -> Candidate | None:
    if not settings.files:
        return None
    refused = {file: reason for file in settings.files if (reason := settings.reach.refusal(file))}
    folder, origin = str(settings.path.parent), settings.settings.origins["files"]
    return Candidate(settings.files, Origin.SETTINGS, folder, origin, refused=refused)


def _home(candidate: Candidate) -> Path:
    """The folder whose settings hold for a project."""
    is_told = candidate.origin is Origin.SETTINGS
    return Path(candidate.folder) if is_told else Path(candidate.paths[0]).parent


def _project(candidate: Candidate, settings: SettingsFile | None, naming: Naming) -> Project:
    chosen = settings.settings if settings else Settings()
    new = {name: value for name, value in candidate.statics.items() if name not in chosen.origins}
    if new:
        origins = {**chosen.origins, **{name: static.told(naming) for name, static in new.items()}}
        values = {name.replace("-", "_"): static.value for name, static in new.items()}
        chosen = replace(chosen, **values, origins=origins)
    own = (str(settings.path),) if settings else ()
    return Project(
        tuple(map(naming, candidate.paths)),
        chosen,
        candidate.origin,
        candidate.told(naming),
        tuple(map(naming, dict.fromkeys((*own, *candidate.read)))),
        tuple(note.told(naming) for note in candidate.notes),
        {naming(path): reason for path, reason in candidate.refused.items()},
        settings.broken if settings else None,
    )


def _alone(path: str, settings: SettingsFile | None, naming: Naming) -> Project:
    if settings is None:
        return Project((path,))
    return Project((path,), settings.settings, watched=(naming(str(settings.path)),), broken=settings.broken)


def _is_meant(listed: str, path: str) -> bool:
    """Whether somebody who names a path means a listed one: the same, or the file in which that chooses a text."""
    wanted = identity(path)
    return wanted in (identity(listed), identity(file_of(listed)))


def _as_named(project: Project, path: str) -> Project:
    """The project with the one file as somebody named it."""
    named = {
        each: path if identity(each) == identity(path) else path + each[len(file_of(each)) :]
        for each in project.paths
        if _is_meant(each, path)
    }
    refused = {each: reason for each, reason in project.refused.items() if not _is_meant(each, path)}
    return replace(project, paths=tuple(named.get(each, each) for each in project.paths), refused=refused)


def _naming(given: Path) -> Naming:
    return absolute if given.is_absolute() else shown


def _up_from(path: str) -> Iterator[str]:
    """The folder of a file and some above it, up to the root of its repository."""
    folder = Path(absolute(path)).parent
    for candidate in (folder, *folder.parents)[:_HIGHEST]:
        yield str(candidate)
        if exists(candidate / ".git"):
            return
