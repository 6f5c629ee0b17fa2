"""A project with other texts than those in the editor: as the disk has it, or as it once was.

It is worked out from the one in the editor by undoing the edits, so that both share what they have in common.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsprotocol import types

from dial_lsp.engine.analysis import Analysis
from dial_lsp.project.files import read_source
from dial_lsp.server.convert import Encoding
from dial_lsp.server.loading import Loader
from dial_lsp.server.recognising import is_embedding
from dial_lsp.server.texts import OpenText
from dial_lsp.syntax import update
from dial_lsp.text import Source, difference

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dial_lsp.server.session import ProjectSession
    from dial_lsp.server.workspace import Workspace
    from dial_lsp.syntax import Document


@dataclass(frozen=True, slots=True)
class Saved:
    """The configurations as the files on the disk have them, worked out for one state of files and settings."""

    texts: Mapping[str, str]
    analyses: tuple[Analysis, ...]


def saved(files: Workspace, project: ProjectSession) -> tuple[Analysis, ...] | None:
    """A project as the disk has it; None where a file that is open is not on the disk."""
    texts = saved_texts(files, project)
    if texts is None:
        return None
    known, settings = project.saved, project.found.settings
    if known is None or known.texts != texts or any(one.settings != settings for one in known.analyses):
        known = project.saved = Saved(texts, with_texts(files, project, texts))
    return known.analyses


def saved_texts(files: Workspace, project: ProjectSession) -> dict[str, str] | None:
    """The files on the disk that are open; None where one of them is not there."""
    found: dict[str, str] = {}
    for path in open_files(files, project):
        read = read_source(path) if os.path.isabs(path) else None  # noqa: PTH117 -- else it was never saved
        if not isinstance(read, Source):
            return None
        found[path] = read.text
    return found


def open_files(files: Workspace, project: ProjectSession) -> list[str]:
    """The files of a project that are open."""
    return [path for path in dict.fromkeys(project.files) if path in files.texts]


def with_texts(files: Workspace, project: ProjectSession, texts: Mapping[str, str | None]) -> tuple[Analysis, ...]:
    """A project as it is with other texts of some files, None for a file that is not there.

    What is the same is taken over from the project as it is now.
    """
    if project.is_embedded:
        given = {path: _opened(path, text or ("" if is_embedding(path, "") else "{}")) for path, text in texts.items()}
        return Loader(given, files.settled).project(project.found, {}).analyses
    (analysis,) = project.analyses
    documents = [
        _with_text(document, texts.get(document.source.path, document.source.text)) for document in analysis.documents
    ]
    kept = [document for document in documents if document is not None]
    return (Analysis(kept, project.found.settings, previous=analysis),)


def pairs(before: tuple[Analysis, ...], after: tuple[Analysis, ...]) -> Iterator[tuple[Analysis, Analysis]]:
    """The configurations of a file as they were and as they are; one that came or went is compared with nothing."""
    old, new = ({_name(one): one for one in analyses} for analyses in (before, after))
    for name in {**old, **new}:
        known = old.get(name) or new[name]
        nothing = Analysis([], known.settings)
        yield old.get(name, nothing), new.get(name, nothing)


def _name(analysis: Analysis) -> tuple[str, ...]:
    return tuple(document.source.path for document in analysis.documents)


def _with_text(document: Document, text: str | None) -> Document | None:
    if text is None or text == document.source.text:
        return None if text is None else document
    return update(document, [difference(document.source.text, text)])


def _opened(path: str, text: str) -> OpenText:
    return OpenText.of(types.TextDocumentItem(path, "", 0, text), Encoding.Utf32)
