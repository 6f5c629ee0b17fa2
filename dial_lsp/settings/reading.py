"""From the text of a settings file to settings. What is wrong with one of them leaves the others alone."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dial_lsp.disk import UnreadableError, is_file, read_bytes
from dial_lsp.settings.choices import (
    ABOUT,
    SHARED_NAME,
    TABLE,
    Mistake,
    Settings,
    SettingsError,
    UnusableSettings,
    field_name,
)
from dial_lsp.text import Location, Source, Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from dial_lsp.toml.places import TomlPath

_HEADER = compiled(rb"""^[ \t]*\[\[?[ \t]*["']?tool["']?[ \t]*\.[ \t]*["']?dial-lint\b""", re.MULTILINE)
_PLACE = compiled(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)


def read_settings(path: Path) -> Settings:
    """The settings in a TOML file. Raises SettingsError for a file that cannot be read or is not TOML."""
    try:
        text = read_bytes(path).decode()
    except UnreadableError as error:
        raise SettingsError(UnusableSettings(str(path), str(error))) from error
    except UnicodeDecodeError as error:
        raise SettingsError(UnusableSettings(str(path), f"not UTF-8 at byte {error.start}")) from error
    return parse_settings(text.removeprefix("\ufeff"), path)


def parse_settings(text: str, path: Path | str) -> Settings:
    """The settings in TOML text; ``path`` says whether they stand in a table of it. Raises SettingsError."""
    source = Source(str(path), text)
    prefix = table_of(path)
    values = _table_at(loaded(source), prefix)
    if not values:
        return Settings(source=source)
    from dial_lsp.settings.checking import Checking
    from dial_lsp.toml.places import spots

    try:
        places = spots(text)
    except RecursionError as error:
        raise SettingsError(UnusableSettings(source.path, "it is nested too deep")) from error
    checking = Checking(source, places)
    return _chosen(values, prefix, checking)


def holds_settings(path: Path) -> bool:
    """Whether a shared file has our table, or would if it were not damaged."""
    try:
        data = read_bytes(path) if is_file(path) else b""
        if TABLE[-1].encode() not in data:
            return False  # a quick look, for most are somebody else's
        values: Any = loaded(Source(str(path), data.decode()))
    except (UnreadableError, UnicodeDecodeError):
        return False
    except SettingsError:
        return _HEADER.search(data) is not None
    for name in TABLE:
        values = values.get(name) if isinstance(values, dict) else None
    return values is not None


def table_of(path: Path | str) -> TomlPath:
    """Where the settings stand in a file of that name: in a table of one that is shared, else at its root."""
    return TABLE if Path(path).name == SHARED_NAME else ()


def _chosen(values: dict[str, Any], prefix: TomlPath, checking: Any) -> Settings:
    chosen: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for name, value in values.items():
        place = (*prefix, name)
        if name not in ABOUT:
            checking.unknown(place, f'there is no setting "{name}"', name, ABOUT)
            continue
        checked = checking.value(ABOUT[name].kind, place, name, value)
        if checked is not None:
            chosen[field_name(name)] = checked
            origins[name] = checking.told(place)
    mistakes = tuple(sorted(checking.mistakes, key=_start))
    return replace(Settings(), **chosen, origins=origins, mistakes=mistakes, source=checking.source)


def _start(mistake: Mistake) -> int:
    return mistake.at.span.start


def loaded(source: Source) -> dict[str, Any]:
    """The values of a TOML text. Raises SettingsError, with the place, for a text that is none."""
    import tomllib

    from dial_lsp.toml.values import loads

    try:
        return loads(source.text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(_unusable(source, str(error))) from error


def _table_at(value: Any, prefix: TomlPath) -> dict[str, Any]:
    for name in prefix:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def _unusable(source: Source, message: str) -> UnusableSettings:
    """The place that tomllib puts behind its message comes before it, as in all other messages."""
    found = _PLACE.fullmatch(message)
    if not found:
        return UnusableSettings(source.path, message)
    reason, line, column = found.groups()
    if not line:
        end = len(source.text)
        return UnusableSettings(source.path, f"{reason} at the end of the file", Location(source, Span(end, end)))
    # tomllib counts lines by LF only.
    start = 0
    for _ in range(int(line) - 1):
        start = source.text.index("\n", start) + 1
    at = min(start + int(column) - 1, len(source.text))
    return UnusableSettings(source.path, reason, Location(source, Span(at, min(at + 1, len(source.text)))))
