"""Which projects a command line means."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from dial_lsp.project.discovery import (
    USUAL_NAME,
    Project,
    SettingsFile,
    folder_of,
    project_here,
    projects_of,
    settings_above,
)
from dial_lsp.schema.versions import Version
from dial_lsp.settings import FILE_NAME, Settings, SettingsError, read_settings

if TYPE_CHECKING:
    from collections.abc import Callable

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


def chosen_projects(choice: Choice) -> tuple[Project, ...]:
    """The projects to check, at least one. Raises ClickException in words for the user."""
    try:
        projects = _projects(choice, _settings_of(choice))
        chosen = tuple(replace(project, settings=_with_options(project.settings, choice)) for project in projects)
        for project in chosen:
            Version.parse(project.settings.core_version)
    except (SettingsError, ValueError) as error:
        raise click.ClickException(f"{error}.") from error
    return chosen


def settings_file_of(choice: Choice) -> SettingsFile | None:
    """The settings file for the first of the files, or for the current folder. Raises ClickException."""
    folder = folder_of(choice.files[0]) if choice.files else Path()
    try:
        return _settings_of(choice)(folder)
    except SettingsError as error:
        raise click.ClickException(f"{error}.") from error


def _projects(choice: Choice, settings_of: SettingsOf) -> tuple[Project, ...]:
    if not choice.files:
        here = project_here(settings_of(Path()))
        if here is None:
            raise click.ClickException(
                f"nothing to check: there is no {USUAL_NAME} here, and no {FILE_NAME} that lists files.\n"
                "Name a file, as in: dial-lint path/to/aidial.config.json"
            )
        return (here,)
    if choice.merge:
        settings = settings_of(folder_of(choice.files[0]))
        return (Project(choice.files, settings.settings if settings else Settings()),)
    return projects_of(choice.files, settings_of)


def _settings_of(choice: Choice) -> SettingsOf:
    if choice.settings_file is not None and choice.no_config:
        raise click.UsageError("--config and --no-config exclude each other.")
    if choice.no_config:
        return lambda _folder: None
    if choice.settings_file is not None:
        only = SettingsFile(Path(choice.settings_file), read_settings(Path(choice.settings_file)))
        return lambda _folder: only
    return cache(settings_above)


def _with_options(settings: Settings, choice: Choice) -> Settings:
    return replace(
        settings,
        core_version=settings.core_version if choice.core_version is None else choice.core_version,
        overwrite_arrays=settings.overwrite_arrays or choice.overwrite_arrays,
    )
