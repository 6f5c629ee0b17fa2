"""What a project that is read anew takes over from the one before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dial_lsp.server.loading import following

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dial_lsp.server.loading import Project
    from dial_lsp.syntax import Document


def _is_same(old: Project, new: Project) -> bool:
    """Whether nothing changed, so that all that is known about the old one still holds."""
    return (
        old.found == new.found
        and old.found.settings.mistakes == new.found.settings.mistakes
        and old.found.settings.origins == new.found.settings.origins
        and old.broken == new.broken
        and old.policies is new.policies
        and not old.is_stale
        and [one.documents for one in old.analyses] == [one.documents for one in new.analyses]
    )


def taking_over(old: Project | None, new: Project) -> Project:
    """The old project if nothing changed, else the new one with what was known about unchanged entries."""
    if old is None:
        return new
    return old if _is_same(old, new) else replace(new, analyses=tuple(following(old.analyses, new.analyses)))


def text_of(project: Project, path: str) -> str | None:
    """The text that a project knows a path by."""
    document = project.analyses[0].document(path)
    return document.source.text if document else None


def documents_of(projects: Iterable[Project]) -> Iterator[tuple[str, Document]]:
    """All documents with their paths."""
    for project in projects:
        for analysis in project.analyses:
            for document in analysis.documents:
                yield document.source.path, document
