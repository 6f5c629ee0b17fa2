"""Kustomizations: the files of the configuration that their generators put into ConfigMaps and Secrets."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from dial_lsp.disk import is_file, mentions
from dial_lsp.project.candidates import At, Candidate, Note, Static
from dial_lsp.project.compose_text import Yaml, read_yaml
from dial_lsp.project.core_settings import missing_notes
from dial_lsp.project.projects import Origin
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.project.reach import Reach
    from dial_lsp.project.usual import Visited

NAMES = ("kustomization.yaml", "kustomization.yml", "Kustomization")
_GENERATORS = ("configMapGenerator", "secretGenerator")
_WORTH_READING = compiled(rb"(?i)aidial|proxy\.config")
_OF_CORE = compiled(r"(?:aidial|proxy)[\w.-]*config[\w.-]*\.jsonc?", re.IGNORECASE)
_LARGEST = 1024 * 1024  # bytes of a kustomization


def kustomized(visited: Visited, reach: Reach) -> Iterator[Candidate]:
    """What a folder's kustomization gives to Core: all files of generators with a usual name, in their order.

    ``aidial.config.json=base.json`` is the file ``base.json`` under the usual name. The files of one kustomization are
    one configuration, as the texts of manifests of one namespace are.
    """
    for name in NAMES:
        path = os.path.join(visited.folder, name)  # noqa: PTH118 -- names of a walk
        if name in visited.files and not reach.refusal(path) and mentions(path, _WORTH_READING, _LARGEST):
            yield from kustomized_by(path, reach)


def kustomized_by(path: str, reach: Reach) -> Iterator[Candidate]:
    """The same of one kustomization."""
    folder, root = os.path.dirname(path), read_yaml(path)  # noqa: PTH120
    if not isinstance(root, Yaml):
        note = Note(At(path, root.line), f"this kustomization is passed over: {root.reason}")
        yield Candidate((), Origin.KUSTOMIZATION, folder, notes=(note,))
        return
    listed = list(_listed(root))
    if not listed:
        return
    places = [os.path.normpath(os.path.join(folder, file)) for file, _ in listed]  # noqa: PTH118
    found = [place if is_file(place) else None for place in places]
    files = Static([file for file, _ in listed], At(path, listed[0][1]))
    paths = tuple(place for place in found if place is not None and reach.has(place))
    notes = missing_notes(files, found, reach)
    yield Candidate(paths, Origin.KUSTOMIZATION, folder, files.at, read=(path,), notes=notes)


def _listed(root: Yaml) -> Iterator[tuple[str, int]]:
    """The files of generators that Core reads, each with its line."""
    for generators in _GENERATORS:
        for generator in root.member(generators).elements():
            for one in generator.member("files").elements():
                key, is_named, file = (one.text or "").rpartition("=")
                if file and _OF_CORE.fullmatch(key if is_named else os.path.basename(file)):  # noqa: PTH119
                    yield file, one.line
