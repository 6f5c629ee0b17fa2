"""What a snapshot that is made anew takes over from the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.engine.analysis import Analysis

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dial_lsp.project.following import Now
    from dial_lsp.server.loading import Project
    from dial_lsp.server.session import ProjectSession
    from dial_lsp.syntax import Document
    from dial_lsp.text import Source


def after(analysis: Analysis, texts: Mapping[Source, Now]) -> Analysis:
    """The snapshot in which these texts are what they have become."""
    sources = [document.source for document in analysis.documents]
    now = {source.path: texts[source] for source in sources if source in texts}
    edits = {path: text.edits for path, text in now.items()}
    return analysis.after(edits, sources={path: text.source for path, text in now.items()}) if now else analysis


def following(old: Sequence[Analysis], new: Sequence[Analysis]) -> Iterator[Analysis]:
    """The new snapshots, which take over what the old ones know of unchanged entries."""
    known = {_paths(analysis): analysis for analysis in old}
    for analysis in new:
        before = known.get(_paths(analysis))
        if before is None or before.documents == analysis.documents:
            yield analysis
        else:
            yield Analysis(analysis.documents, analysis.settings, previous=before)


def _paths(analysis: Analysis) -> tuple[str, ...]:
    return tuple(document.source.path for document in analysis.documents)


def is_same(old: ProjectSession, read: Project) -> bool:
    """Whether nothing changed, so that all that is known of a project still holds."""
    return (
        old.found == read.found
        and old.found.settings.mistakes == read.found.settings.mistakes
        and old.found.settings.origins == read.found.settings.origins
        and old.broken == read.found.broken
        and old.policies is read.policies
        and not old.is_stale
        and [one.documents for one in old.analyses] == [one.documents for one in read.analyses]
    )


def text_of(project: ProjectSession, path: str) -> str | None:
    """The text that a project knows a path by."""
    document = project.analyses[0].document(path)
    return document.source.text if document else None


def documents_of(projects: Iterable[ProjectSession]) -> Iterator[tuple[str, Document]]:
    """All documents with their paths."""
    for project in projects:
        for analysis in project.analyses:
            for document in analysis.documents:
                yield document.source.path, document
