"""What the user of dial-lsp chooses, and how it is read from ``dial-lint.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from dial_lsp.text import Location, Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE_NAME = "dial-lint.toml"


@dataclass(frozen=True, slots=True)
class Ignore:
    """An entry of ``[[ignore]]``: findings that are not shown, and why. What is left out does not narrow it."""

    rule: str
    path: str = ""  # of the file, from the folder of the settings file on; * stands for any text
    pointer: str = ""  # JSON Pointer: the place and all inside it; with ``key`` from the API key on
    key: int | str | None = None  # an API key by its position, counted from 1, or by its project
    reason: str = ""
    at: Location | None = field(default=None, compare=False)  # where the entry stands in the settings file


@dataclass(frozen=True, slots=True)
class Settings:
    """All choices with their defaults; the names in the file are these with dashes."""

    files: tuple[str, ...] = ()  # the files of one config in merge order, relative to the settings file
    overwrite_arrays: bool = False  # Core's static setting config.jsonMergeStrategy.overwriteArrays
    core_version: str = "latest"  # the Core the files are meant for: "0.25" ... "0.48" or "latest"
    comments: bool = False  # the files may have comments, because something strips them before Core reads them
    idp_roles: tuple[str, ...] | None = None  # all roles identity providers give; None: not known
    admin_roles: tuple[str, ...] = ("admin",)  # roles that Core's static access.admin.rules makes administrators
    strict: bool = False  # run the rules of the profile "strict", too, which are matters of opinion
    ignore: tuple[Ignore, ...] = ()  # findings that are not shown


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
    if name == "ignore":
        return name, tuple(_ignores(path, text, value))
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


_IGNORE = re.compile(r"^[ \t]*\[\[[ \t]*(?:tool[ \t]*\.[ \t]*dial-lint[ \t]*\.[ \t]*)?ignore[ \t]*\]\]", re.MULTILINE)
_HEADER = re.compile(r"^[ \t]*\[", re.MULTILINE)
_LAST_LINES = re.compile(r"(?:[\r\n][ \t]*+(?:#[^\r\n]*)?)*\Z")
_TYPES_OF_IGNORE: dict[str, type | tuple[type, ...]] = {
    "rule": str,
    "path": str,
    "pointer": str,
    "key": (int, str),
    "reason": str,
}


def _ignores(path: Path | str, text: str, value: Any) -> Iterator[Ignore]:
    source = Source(str(path), text)
    spans = [_span_of_table(text, header.start()) for header in _IGNORE.finditer(text)]
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise SettingsError(f'{path}{_line_of(text, "ignore")}: "ignore" is a list of tables: write [[ignore]]')
    for number, entry in enumerate(value):
        at = Location(source, spans[number]) if number < len(spans) else None
        where = f"{path}:{source.position(at.span.start).line}" if at else f"{path}{_line_of(text, 'ignore')}"
        for name, chosen in entry.items():
            if name not in _TYPES_OF_IGNORE:
                raise SettingsError(f'{where}: an ignore has no "{name}"; there are {", ".join(_TYPES_OF_IGNORE)}')
            if not isinstance(chosen, _TYPES_OF_IGNORE[name]) or isinstance(chosen, bool):
                kind = "a position or the name of a project" if name == "key" else "a string"
                raise SettingsError(f'{where}: "{name}" must be {kind}')
        if "rule" not in entry:
            raise SettingsError(f'{where}: an ignore needs a "rule"')
        yield Ignore(**entry, at=at)


def _span_of_table(text: str, start: int) -> Span:
    """A table from its header to its last value."""
    following = _HEADER.search(text, text.find("]]", start))
    end = following.start() if following else len(text)
    last = _LAST_LINES.search(text[:end])
    return Span(start, last.start() if last else end)


def line_of(text: str, name: str) -> int | None:
    """The first line, from 1, where the name looks like a key of the settings; None if there is none."""
    found = re.search(rf"""^[ \t]*\[*[ \t]*["']?{re.escape(name)}\b""", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else None


def _line_of(text: str, name: str) -> str:
    line = line_of(text, name)
    return f":{line}" if line else ""


def _placed(path: Path | str, message: str) -> str:
    """The place that tomllib puts behind its message comes before it, as in all other messages."""
    found = re.fullmatch(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", message, re.DOTALL)
    if not found:
        return f"{path}: {message}"
    reason, line, column = found.groups()
    return f"{path}:{line}:{column}: {reason}" if line else f"{path}: {reason} at the end of the file"
