"""Files that get other names: what settings say of them is kept true."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dial_lsp.settings import SettingsError, table_of
from dial_lsp.settings.reading import loaded
from dial_lsp.text import Edit
from dial_lsp.toml.places import spots

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dial_lsp.text import Source
    from dial_lsp.toml.places import TomlPath


def edits_of_settings(settings: Source, renamed: Mapping[str, str]) -> tuple[Edit, ...]:
    """The edits of a settings file that follow from files or folders with new names: in ``files`` and in ignores.

    ``renamed`` has old and new absolute paths. () for settings that are no TOML.
    """
    try:
        values = loaded(settings)
        places = spots(settings.text)
    except (SettingsError, RecursionError):
        return ()
    root = table_of(settings.path)
    folder = Path(settings.path).parent
    edits = []
    for path, value in _named(_inside(values, root), root):
        new = _renamed(value, folder, renamed)
        if new is not None:
            span = places[path].value
            edits.append(Edit(span, _quoted(new, settings.text[span.start])))
    return tuple(edits)


def _inside(values: Any, root: TomlPath) -> Any:
    for name in root:
        values = values.get(name) if isinstance(values, dict) else None
    return values if isinstance(values, dict) else {}


def _named(values: Any, root: TomlPath) -> Iterator[tuple[TomlPath, str]]:
    """Where settings name a file, and what they say."""
    files, ignores = values.get("files"), values.get("ignore")
    for number, value in enumerate(files if isinstance(files, list) else ()):
        if isinstance(value, str):
            yield (*root, "files", number), value
    for number, entry in enumerate(ignores if isinstance(ignores, list) else ()):
        if isinstance(entry, dict) and isinstance(entry.get("path"), str):
            yield (*root, "ignore", number, "path"), entry["path"]


def _renamed(value: str, folder: Path, renamed: Mapping[str, str]) -> str | None:
    """What settings in a folder must say now; None where it stays as it is. What stands behind # is kept."""
    name, mark, inside = value.partition("#")
    old = Path(os.path.normpath(folder / name))
    for before, after in renamed.items():
        if name and old.is_relative_to(before):
            new = os.path.relpath(Path(after) / old.relative_to(before), folder)
            return f"{Path(new).as_posix()}{mark}{inside}"
    return None


def _quoted(text: str, quote: str) -> str:
    """A text as TOML writes it, in the quotes it had where they can hold it."""
    return f"'{text}'" if quote == "'" and "'" not in text and text.isprintable() else json.dumps(text)
