"""Paths that choose one of the configurations in a file by its name or the start of it: ``values.yaml#core-eu``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.disk import exists
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable

_BARE_NAME = compiled(r"[\w-]+")


def split(path: str) -> tuple[str, str]:
    """The file of a path and, behind ``#``, the start of the name of a text in it.

    A file may have ``#`` in its own name, so one that exists is never split.
    """
    file, mark, chosen = path.rpartition("#")
    is_choice = mark and file and not exists(path) and exists(file)
    return (file, chosen) if is_choice else (path, "")


def path_of_text(names: Iterable[str]) -> str:
    """What a text is called by the names around it, its own last: with dots between, names with dots in quotes."""
    said = ".".join(name if _BARE_NAME.fullmatch(name) else f'"{name}"' for name in names)
    return said.replace('."[', "[").replace(']"', "]")


def file_of(path: str) -> str:
    """The file of a path, whatever the path chooses in it."""
    return split(path)[0]
