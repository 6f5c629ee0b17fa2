"""What the user of dial-lint chooses, and how it is read from ``dial-lint.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "dial-lint.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """All choices with their defaults; the names in the file are these with dashes."""

    files: tuple[str, ...] = ()  # the files of one config in merge order, relative to the settings file
    overwrite_arrays: bool = False  # Core's static setting config.jsonMergeStrategy.overwriteArrays
    core_version: str = "latest"  # the Core the files are meant for: "0.25" ... "0.48" or "latest"
    comments: bool = False  # the files may have comments, because something strips them before Core reads them
    idp_roles: tuple[str, ...] | None = None  # all roles identity providers give; None: not known
    admin_roles: tuple[str, ...] = ("admin",)  # roles that Core's static access.admin.rules makes administrators


class SettingsError(Exception):
    """The settings file cannot be used; the text says why and where."""


def read_settings(path: Path) -> Settings:
    """The settings in a TOML file. Raises SettingsError for anything that is not a setting, and OSError."""
    try:
        return parse_settings(path.read_text(encoding="utf-8"), str(path))
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: {error}") from error


def parse_settings(text: str, path: str) -> Settings:
    """The settings in TOML text; ``path`` is for messages. Raises SettingsError."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: {error}") from error
    known = {setting.name.replace("_", "-"): setting.name for setting in fields(Settings)}
    chosen: dict[str, Any] = {}
    for name, value in table.items():
        if name not in known:
            raise SettingsError(f"{path}: unknown setting {name!r}; known are {', '.join(known)}")
        chosen[known[name]] = _typed(path, name, value)
    return replace(Settings(), **chosen)


def _typed(path: str, name: str, value: Any) -> Any:
    default = getattr(Settings(), name.replace("-", "_"))
    if isinstance(default, bool | str):
        if type(value) is not type(default):
            raise SettingsError(f"{path}: {name} must be {'true or false' if isinstance(default, bool) else 'text'}")
        return value
    if not isinstance(value, list) or not all(isinstance(element, str) for element in value):
        raise SettingsError(f"{path}: {name} must be a list of texts")
    return tuple(value)
