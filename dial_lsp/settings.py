"""What the user of dial-lsp chooses, and how it is read from ``dial-lint.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
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
    """The settings file cannot be used; the text says why and where, as ``path:line: reason``."""


def read_settings(path: Path) -> Settings:
    """The settings in a TOML file. Raises SettingsError for a file that cannot be read or holds anything else."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: not UTF-8 at byte {error.start}") from error
    return parse_settings(text, path)


def parse_settings(text: str, path: Path | str) -> Settings:
    """The settings in TOML text; ``path`` is for messages only. Raises SettingsError."""
    import tomllib  # noqa: PLC0415 -- slow to import, and most folders have no settings

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(_placed(path, str(error))) from error
    return replace(Settings(), **dict(_choice(path, text, name, value) for name, value in table.items()))


_NAMES = {setting.name.replace("_", "-"): setting.name for setting in fields(Settings)}


def _choice(path: Path | str, text: str, name: str, value: Any) -> tuple[str, Any]:
    where = f"{path}{_line_of(text, name)}"
    if name not in _NAMES:
        near = get_close_matches(name, _NAMES, n=1)
        meant = f'did you mean "{near[0]}"?' if near else f"there are {', '.join(_NAMES)}"
        raise SettingsError(f'{where}: there is no setting "{name}"; {meant}')
    default = getattr(Settings(), _NAMES[name])
    if isinstance(default, bool):
        if not isinstance(value, bool):
            raise SettingsError(f'{where}: "{name}" must be true or false')
    elif isinstance(default, str):
        if not isinstance(value, str):
            raise SettingsError(f'{where}: "{name}" must be a string, such as "{default}"')
    elif not isinstance(value, list) or not all(isinstance(element, str) for element in value):
        raise SettingsError(f'{where}: "{name}" must be a list of strings')
    else:
        value = tuple(value)
    return _NAMES[name], value


def _line_of(text: str, name: str) -> str:
    """``:line`` of the first place where the name looks like a key; empty if there is none."""
    found = re.search(rf"""^[ \t]*\[*[ \t]*["']?{re.escape(name)}\b""", text, re.MULTILINE)
    return f":{text.count(chr(10), 0, found.start()) + 1}" if found else ""


def _placed(path: Path | str, message: str) -> str:
    """The place that tomllib puts behind its message comes before it, as in all other messages."""
    found = re.fullmatch(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", message, re.DOTALL)
    if not found:
        return f"{path}: {message}"
    reason, line, column = found.groups()
    return f"{path}:{line}:{column}: {reason}" if line else f"{path}: {reason} at the end of the file"
