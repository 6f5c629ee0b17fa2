"""Which settings file holds for which folder, and how paths are told to people."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dial_lsp.disk import is_file, real
from dial_lsp.project.files import STANDARD_INPUT
from dial_lsp.project.reach import ANYWHERE, Reach, around
from dial_lsp.settings import (
    FILE_NAME,
    SHARED_NAME,
    Settings,
    SettingsError,
    UnusableSettings,
    holds_settings,
    read_settings,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Naming = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """A settings file and what is in it; nothing if it is broken."""

    path: Path
    settings: Settings
    broken: UnusableSettings | None = None
    reach: Reach = field(default=ANYWHERE, compare=False)  # where the files that it lists may be

    @property
    def shown(self) -> str:
        """The path as users read it: from the current folder if it is below it."""
        return shown(str(self.path))

    @property
    def files(self) -> tuple[str, ...]:
        """The files that the settings name, as absolute paths."""
        return tuple(absolute(str(self.path.parent / file)) for file in self.settings.files)


def settings_above(folder: Path, naming: Naming | None = None, named: Iterable[str] = ()) -> SettingsFile | None:
    """The nearest settings file in the folder or one above it; ``naming`` says how its places are told.

    In one folder the file of our own goes before the shared one, which counts only if it has our table. What it lists
    may lie in its repository and in the ``named`` folders.
    """
    folder = Path(absolute(str(folder)))
    for candidate in (folder, *folder.parents):
        for path in (candidate / FILE_NAME, candidate / SHARED_NAME):
            if is_file(path):
                reach = around(str(candidate), named=named)
                if path.name == SHARED_NAME and not (reach.has(str(path)) and holds_settings(path)):
                    continue
                return replace(settings_in(path, naming, reach), reach=reach)
    return None


def settings_in(path: Path, naming: Naming | None = None, reach: Reach = ANYWHERE) -> SettingsFile:
    """The settings file at a path, broken or not; one that is out of reach is broken."""
    called = (naming or shown)(str(path))
    if reason := reach.refusal(str(path)):
        return SettingsFile(path, Settings(), UnusableSettings(called, reason))
    try:
        return SettingsFile(path, read_settings(Path(called)))
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
        return path if path == STANDARD_INPUT else os.path.normcase(real(path))
    except (OSError, ValueError):  # no name that a file could have
        return path
