"""Which settings file holds for which folder, and how paths are told to people."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dial_lsp.disk import is_file
from dial_lsp.project.files import STANDARD_INPUT
from dial_lsp.settings import FILE_NAME, SHARED_NAME, Settings, SettingsError, holds_settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from dial_lsp.settings import UnusableSettings

    Naming = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """A settings file and what is in it; nothing if it is broken."""

    path: Path
    settings: Settings
    broken: UnusableSettings | None = None

    @property
    def shown(self) -> str:
        """The path as users read it: from the current folder if it is below it."""
        return shown(str(self.path))

    @property
    def files(self) -> tuple[str, ...]:
        """The files that the settings name, as absolute paths."""
        return tuple(absolute(str(self.path.parent / file)) for file in self.settings.files)


def settings_above(folder: Path, naming: Naming | None = None) -> SettingsFile | None:
    """The nearest settings file in the folder or one above it; ``naming`` says how its places are told.

    In one folder the file of our own goes before the shared one, which counts only if it has our table.
    """
    folder = Path(absolute(str(folder)))
    for candidate in (folder, *folder.parents):
        if is_file(candidate / FILE_NAME):
            return settings_in(candidate / FILE_NAME, naming)
        if holds_settings(candidate / SHARED_NAME):
            return settings_in(candidate / SHARED_NAME, naming)
    return None


def settings_in(path: Path, naming: Naming | None = None) -> SettingsFile:
    """The settings file at a path, broken or not."""
    try:
        return SettingsFile(path, read_settings(Path((naming or shown)(str(path)))))
    except SettingsError as error:
        return SettingsFile(path, Settings(), error.unusable)


def folder_of(path: str) -> Path:
    """Where the settings of a file are looked for; standard input counts as a file of the current folder."""
    return Path() if path == STANDARD_INPUT else Path(path).parent


def absolute(path: str) -> str:
    """The path from the root on; a linked folder stays where it was named."""
    return os.path.abspath(path)  # noqa: PTH100


def shown(path: str) -> str:
    """The path as users read it: from the current folder if it is below it, else from the root."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        return absolute(path)
    return absolute(path) if relative.startswith(os.pardir) else relative


def identity(path: str) -> str:
    """The same text for every spelling of one file."""
    try:
        return path if path == STANDARD_INPUT else os.path.normcase(os.path.realpath(path))
    except (OSError, ValueError):  # no name that a file could have
        return path
