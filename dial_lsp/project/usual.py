"""Finding configurations without being told: a walk through folders, and what a configuration looks like."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.disk import FOLDER, LINKED_FOLDER, UnreadableError, entries, files, read_bytes
from dial_lsp.project.files import Undecodable, Unreadable, read_source
from dial_lsp.schema.fields import entry_type, sections
from dial_lsp.syntax import parse
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.project.reach import Reach
    from dial_lsp.text import Source

USUAL_NAME = "aidial.config.json"
_ENDINGS = (".config.json", ".config.jsonc")
_YAML = (".yaml", ".yml")  # Helm values and manifests
_TELLING = (".json", ".jsonc", *_YAML, "Kustomization")
"""How files are called that may be a configuration or list some; others are not even seen."""
_WORTH_READING = compiled(rb"aidial|(?:dial|proxy)[\w.-]*config[\w.-]*\.json", re.IGNORECASE)
_FOLDERS_OF_CORE = frozenset({"core"})  # where the published Compose examples keep their config.json
_SKIPPED = frozenset(
    {"node_modules", "bower_components", "__pycache__", "site-packages", "venv", "env", "vendor", "build", "dist"}
    | {"target", "out"}
)
_DEEPEST = 12  # folders below the first one
_MOST = 20_000  # folders in one walk
_LARGEST_GUESS = 8 * 1024 * 1024  # bytes; a larger file is looked at when somebody names it


class Visited(NamedTuple):
    """A folder and the files in it that may be a configuration or list some, sorted by name."""

    folder: str
    files: tuple[str, ...]


def walk(folder: str) -> Iterator[Visited]:
    """The folder and all below, each before those in it, in the order of their names.

    Hidden folders, and those where tools put what they make or fetch, are left out; links to folders are not followed.
    """
    waiting = [(folder, 0)]
    for _ in range(_MOST):
        if not waiting:
            return
        current, depth = waiting.pop()
        found = entries(current, _TELLING)
        if found is None:
            continue
        yield Visited(current, tuple(name for name, kind in found if kind not in (FOLDER, LINKED_FOLDER)))
        if depth < _DEEPEST:
            below = [name for name, kind in found if kind == FOLDER and _is_entered(name)]
            waiting += [(os.path.join(current, name), depth + 1) for name in reversed(below)]  # noqa: PTH118


def files_in(folder: str) -> Visited:
    """The files of one folder that may be a configuration or list some; none if it cannot be listed."""
    return Visited(folder, tuple(files(folder, _TELLING)))


def usual_files(visited: Visited, reach: Reach) -> Iterator[tuple[str, str]]:
    """The files in a folder that have a usual name and look like a configuration of Core, or hold one: their paths.

    With those that are out of reach comes the reason not to read them, and with others an empty text.
    """
    for name in visited.files:
        is_usual = name == USUAL_NAME or _is_usual(visited.folder, name)
        if not is_usual and not name.endswith(_YAML):
            continue
        path = os.path.join(visited.folder, name)  # noqa: PTH118 -- names of a walk
        if reason := reach.refusal(path):
            yield path, reason
        elif name == USUAL_NAME or (_looks_like_core(path) if is_usual else _holds_core(path)):
            yield path, ""


def _is_entered(name: str) -> bool:
    return not name.startswith(".") and name not in _SKIPPED


def _is_usual(folder: str, name: str) -> bool:
    if name.endswith(_ENDINGS):
        return True
    return name == "config.json" and os.path.basename(folder) in _FOLDERS_OF_CORE  # noqa: PTH119


def _looks_like_core(path: str) -> bool:
    """Whether the root is an object with sections that Core knows, with what belongs in them; damaged or not."""
    source = _read(path)
    known = sections()
    return source is not None and any(
        section.name in known
        and section.kind == "object"
        and entry_type(section.name) is not None
        and all(isinstance(entry.value, dict) for entry in section.entries)
        for section in parse(source).sections
    )


def _holds_core(path: str) -> bool:
    """Whether a YAML file has a configuration in it."""
    try:
        data = read_bytes(path, _LARGEST_GUESS)
    except UnreadableError:
        return False
    if not _WORTH_READING.search(data):
        return False
    from dial_lsp.project.embedded import embedded_sources

    source = _read(path)
    return source is not None and bool(embedded_sources(path, source.text))


def _read(path: str) -> Source | None:
    source = read_source(path, _LARGEST_GUESS)
    return None if isinstance(source, Undecodable | Unreadable) else source
