"""From a project's paths to what was found in it: reading, parsing, analysing."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dial_lsp.analysis import Analysis
from dial_lsp.diagnostics import Diagnostic, Impact, Severity
from dial_lsp.project.files import Undecodable, Unreadable, read_source
from dial_lsp.reports.report import Checked
from dial_lsp.syntax import parse
from dial_lsp.text import Location, Source, Span

if TYPE_CHECKING:
    from dial_lsp.project.discovery import Project
    from dial_lsp.reports.report import Verdict


def check_project(project: Project) -> Checked | tuple[Unreadable, ...]:
    """What was found in the files of a project, or those of them that cannot be read."""
    read = [read_source(path) for path in project.paths]
    readable = [each for each in read if not isinstance(each, Unreadable)]
    if len(readable) < len(read):
        return tuple(each for each in read if isinstance(each, Unreadable))
    undecodable = tuple(each for each in readable if isinstance(each, Undecodable))
    sources = tuple(each.source if isinstance(each, Undecodable) else each for each in readable)
    return _checked(sources, undecodable, project)


def _checked(sources: tuple[Source, ...], undecodable: tuple[Undecodable, ...], project: Project) -> Checked:
    analysis = Analysis([parse(source) for source in sources], project.settings)
    documents = {document.source: document for document in analysis.documents}
    found = (*map(_refused, undecodable), *analysis.diagnostics)

    @cache
    def secrets(source: Source) -> tuple[Span, ...]:
        return analysis.secret_spans(documents[source])

    verdict: Verdict = "rejects" if undecodable or analysis.verdict == "rejects" else "accepts"
    diagnostics = tuple(sorted(found, key=lambda diagnostic: diagnostic.order))
    return Checked(sources, diagnostics, verdict, secrets, project.settings.core_version)


def _refused(file: Undecodable) -> Diagnostic:
    return Diagnostic(
        "invalid-encoding",
        Severity.ERROR,
        Impact.FILE_REJECTED,
        f"{file.reason}, so Core cannot read the file",
        Location(file.source, file.span),
        pointer="",
        help="Save the file as UTF-8.",
    )
