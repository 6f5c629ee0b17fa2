"""Which projects a command line means."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import click

from dial_lsp import notes
from dial_lsp.cli import output
from dial_lsp.disk import is_folder
from dial_lsp.project.discovery import (
    Project,
    SettingsFile,
    folder_of,
    look_in,
    projects_in,
    projects_of,
    settings_above,
)
from dial_lsp.project.settings_files import settings_in
from dial_lsp.project.usual import USUAL_NAME
from dial_lsp.reports.frame import printable
from dial_lsp.settings import FILE_NAME, Settings
from dial_lsp.versions import nearest, unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    SettingsOf = Callable[[Path], SettingsFile | None]


_SETTINGS_OPTIONS = (
    click.option("--core-version", metavar="VERSION", help="The version of Core that the files are for, such as 0.42."),
    click.option("--overwrite-arrays", is_flag=True, help="Core runs with config.jsonMergeStrategy.overwriteArrays."),
    click.option(
        "--config",
        "settings_file",
        type=click.Path(),
        metavar="FILE",
        help="The settings file; default: dial-lint.toml.",
    ),
    click.option("--no-config", is_flag=True, help="Use no settings file."),
)


def settings_options(command: Callable[..., int]) -> Callable[..., int]:
    """The options of every command that chooses projects: which settings hold, and what overrules them."""
    for option in reversed(_SETTINGS_OPTIONS):
        command = option(command)
    return command


def _makes_a_report(_context: click.Context, _parameter: click.Parameter, _value: Any) -> None:
    notes.report()


cache_option = click.option(
    "--no-cache",
    is_flag=True,
    expose_value=False,
    callback=_makes_a_report,
    help="Do the work anew, though nothing has changed since it was done, and keep nothing of it.",
)
"""Of commands that only report, so that they say the same again as long as nothing changes that they look at."""


class Choice(Protocol):
    """The options that choose files and settings; several subcommands have them."""

    @property
    def files(self) -> tuple[str, ...]:
        """The files as they were named."""

    @property
    def merge(self) -> bool:
        """Whether they make one configuration."""

    @property
    def core_version(self) -> str | None:
        """Instead of the version in the settings."""

    @property
    def overwrite_arrays(self) -> bool:
        """In addition to what the settings say."""

    @property
    def settings_file(self) -> str | None:
        """The only settings file to use."""

    @property
    def no_config(self) -> bool:
        """Whether to use no settings file."""


def chosen_projects(choice: Choice, folder: Path | None = None) -> tuple[Project, ...]:
    """The projects to check, at least one; those of a folder instead of what was named, if it is given.

    Raises ClickException in words for the user.
    """
    settings_of = settings_as_chosen(choice)
    projects = _named(choice, settings_of) if choice.files and folder is None else _found(folder or Path(), settings_of)
    return usable(projects, choice)


def only_project(choice: Choice, folder: Path | None = None) -> Project:
    """The one project that the command line means, or that is in a folder. Raises ClickException if there are more."""
    return the_only(chosen_projects(choice, folder), choice, folder)


def the_only(projects: tuple[Project, ...], choice: Choice, folder: Path | None = None) -> Project:
    """The one project of those that were chosen. Raises ClickException if there are more."""
    if len(projects) == 1:
        say_notes(projects)
        return projects[0]
    if choice.files and folder is None:
        raise click.UsageError(f"the files are {len(projects)} configurations: name one, or --merge them.")
    found = "\n".join(f"  {printable(' '.join(project.paths))}" for project in projects)
    raise click.UsageError(f"there are {len(projects)} configurations here; name a file of one:\n{found}")


def say_notes(projects: tuple[Project, ...]) -> None:
    """Tell the user what was passed over while the projects were looked for."""
    for note in dict.fromkeys(note for project in projects for note in project.notes):
        output.write_error(f"Note: {printable(note)}.")


def settings_for(choice: Choice) -> tuple[Project, ...]:
    """The projects whose settings somebody asks for; where there is none, one without files. Raises ClickException."""
    settings_of = settings_as_chosen(choice)
    if choice.files or projects_in(Path(), settings_of):
        return chosen_projects(choice)
    settings = settings_of(Path())
    if settings is None:
        return (Project((), with_options(Settings(), choice)),)
    return usable((Project((), settings.settings, broken=settings.broken),), choice)


def _found(folder: Path, settings_of: SettingsOf) -> tuple[Project, ...]:
    found, notes = look_in(folder, settings_of)
    if found:
        return (replace(found[0], notes=(*found[0].notes, *notes)), *found[1:])
    settings = settings_of(folder)
    if settings is not None and settings.broken is not None:
        raise click.ClickException(f"{settings.broken}.")
    where = "here" if folder == Path() else f"in {printable(str(folder))}"
    if notes:
        told = "".join(f"\n  {printable(note)}" for note in dict.fromkeys(notes))
        raise click.ClickException(f"nothing to check: there is no {USUAL_NAME} {where} or below, and{told}")
    raise click.ClickException(
        f"nothing to check: there is no {USUAL_NAME} {where} or below, and nothing that lists files,\n"
        f"such as a {FILE_NAME} or a Compose file with DIAL Core.\n"
        "Name a file, as in: dial-lint path/to/aidial.config.json"
    )


def _named(choice: Choice, settings_of: SettingsOf) -> tuple[Project, ...]:
    if choice.merge:
        settings = settings_of(folder_of(choice.files[0]))
        if settings is None:
            return (Project(choice.files),)
        return (Project(choice.files, settings.settings, watched=(settings.shown,), broken=settings.broken),)
    found = (
        project
        for are_folders, paths in groupby(choice.files, lambda path: bool(path) and is_folder(path))
        for project in (_in_folders if are_folders else partial(_of_files, choice))(tuple(paths), settings_of)
    )
    return tuple({project.paths: project for project in found}.values())


def _of_files(choice: Choice, files: tuple[str, ...], settings_of: SettingsOf) -> tuple[Project, ...]:
    if choice.no_config:
        return tuple(Project((path,)) for path in dict.fromkeys(files))
    return projects_of(files, settings_of)


def _in_folders(folders: Iterable[str], settings_of: SettingsOf) -> Iterator[Project]:
    for folder in folders:
        yield from _found(Path(folder), settings_of)


def settings_as_chosen(choice: Choice) -> SettingsOf:
    """Which settings file holds for a folder, as the options say. Raises UsageError."""
    if choice.settings_file is not None and choice.no_config:
        raise click.UsageError("--config and --no-config exclude each other.")
    if choice.no_config:
        return lambda _folder: None
    if choice.settings_file is not None:
        only = settings_in(Path(choice.settings_file), naming=str)
        return lambda _folder: only
    return cache(settings_above)


def usable(projects: tuple[Project, ...], choice: Choice) -> tuple[Project, ...]:
    """The projects with what the options say. Raises ClickException where settings or options cannot be used."""
    for project in projects:
        if project.broken is not None:
            raise click.ClickException(f"{project.broken}.")
    try:
        reason = unknown("latest" if choice.core_version is None else choice.core_version)
    except ValueError as error:
        raise click.ClickException(f"{error}.") from error
    if reason:
        output.write_error(f"Warning: {reason}.")
    return tuple(replace(project, settings=with_options(project.settings, choice)) for project in projects)


def with_options(settings: Settings, choice: Choice) -> Settings:
    """Settings with what the options say instead of them."""
    if choice.core_version is not None:
        origins = {**settings.origins, "core-version": "--core-version"}
        settings = replace(settings, core_version=nearest(choice.core_version), origins=origins)
    if choice.overwrite_arrays:
        origins = {**settings.origins, "overwrite-arrays": "--overwrite-arrays"}
        settings = replace(settings, overwrite_arrays=True, origins=origins)
    return settings
