"""Files that list others, named by somebody: settings, static settings of Core and Compose files of any name."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from dial_lsp.disk import is_file, mentions
from dial_lsp.project.candidates import Candidate
from dial_lsp.project.compose import composed_by, is_named_so, stack_of
from dial_lsp.project.core_settings import SETTINGS_NAME, listed_by_core
from dial_lsp.project.kustomize import NAMES, kustomized_by
from dial_lsp.project.projects import Origin
from dial_lsp.project.reach import around
from dial_lsp.project.settings_files import absolute, settings_in
from dial_lsp.project.usual import Visited, files_in, usual_files
from dial_lsp.settings import FILE_NAME, SHARED_NAME
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.project.reach import Reach
    from dial_lsp.project.settings_files import SettingsFile

_SERVICES = compiled(rb"(?m)^services[ \t]*:")
_YAML = (".yaml", ".yml")


def candidates_of(path: str) -> SettingsFile | list[Candidate] | None:
    """What a file lists; the settings file itself, and None for a file that lists nothing by its name and content.

    What settings name may lie anywhere, for somebody named them. What the others name may lie in their repository, or
    without one in the current folder.
    """
    folder, name = os.path.split(absolute(path))
    if not is_file(path):
        return None
    if name in (FILE_NAME, SHARED_NAME):
        return settings_in(Path(path))
    reach = around(folder, start=os.getcwd())  # noqa: PTH109
    if name == SETTINGS_NAME:
        return list(listed_by_core(Visited(folder, (name,)), reach))
    if name in NAMES:
        return list(kustomized_by(absolute(path), reach)) or None
    if is_named_so(name) or (name.lower().endswith(_YAML) and mentions(path, _SERVICES)):
        names = stack_of(name, files_in(folder))
        found = list(composed_by([os.path.join(folder, each) for each in names], folder, reach))  # noqa: PTH118
        return [*found, *_written_in(folder, name, reach)] if found else None
    return None


def _written_in(folder: str, name: str, reach: Reach) -> Iterator[Candidate]:
    """The configurations that a Compose file holds itself."""
    for path, _ in usual_files(Visited(folder, (name,)), reach):
        yield Candidate((path,), Origin.USUAL_NAME, folder)
