"""Paths that choose one of the configurations in a file by its name or the start of it: ``values.yaml#core-eu``."""

from __future__ import annotations

from pathlib import Path


def split(path: str) -> tuple[str, str]:
    """The file of a path and, behind ``#``, the start of the name of a text in it.

    A file may have ``#`` in its own name, so one that exists is never split.
    """
    file, mark, chosen = path.rpartition("#")
    is_choice = mark and file and not _exists(path) and _exists(file)
    return (file, chosen) if is_choice else (path, "")


def file_of(path: str) -> str:
    """The file of a path, whatever the path chooses in it."""
    return split(path)[0]


def _exists(path: str) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):
        return False
