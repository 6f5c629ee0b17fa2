"""From a project's paths to what was found in it: reading, parsing, analysing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dial_lsp.analysis import Analysis
from dial_lsp.diagnostics import Diagnostic, Impact, Severity
from dial_lsp.model.secrets import secret_spans
from dial_lsp.project.files import Undecodable, Unreadable, read_source
from dial_lsp.reports.report import Checked
from dial_lsp.syntax import parse
from dial_lsp.text import Location, Source, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dial_lsp.project.discovery import Project
    from dial_lsp.reports.report import Verdict
    from dial_lsp.syntax import Document


@dataclass(frozen=True, slots=True)
class How:
    """What is asked of a check: whether ignores count, and whether anybody will look at the fixes."""

    ignores: bool = True
    fixes: bool = True


def check_project(project: Project, how: How | None = None) -> Checked | tuple[Unreadable, ...]:
    """What was found in the files of a project, or those of them that cannot be read."""
    read = [read_source(path) for path in project.paths]
    readable = [each for each in read if not isinstance(each, Unreadable)]
    if len(readable) < len(read):
        return tuple(each for each in read if isinstance(each, Unreadable))
    undecodable = tuple(each for each in readable if isinstance(each, Undecodable))
    sources = tuple(each.source if isinstance(each, Undecodable) else each for each in readable)
    return _checked(sources, undecodable, project, how or How())


def check_apart(project: Project, how: How) -> Checked | tuple[Unreadable, ...]:
    """The same, without what could not travel to another process: all that is worked out only when asked for."""
    checked = check_project(project, how)
    if not isinstance(checked, Checked):
        return checked
    for diagnostic in (*checked.diagnostics, *checked.suppressed):
        checked.secrets(diagnostic.location.source)
    return replace(
        checked,
        diagnostics=tuple(_settled(diagnostic, how) for diagnostic in checked.diagnostics),
        suppressed=tuple(_settled(diagnostic, how) for diagnostic in checked.suppressed),
    )


class Secrets:
    """Where sources hold secrets, looked up when somebody asks; what is known travels between processes."""

    def __init__(self, documents: Mapping[Source, Document]) -> None:
        self._documents = documents
        self._known: dict[str, tuple[Span, ...]] = {}

    def __call__(self, source: Source) -> tuple[Span, ...]:
        """The spans of a source whose text nobody may see."""
        if source.path not in self._known:
            document = self._documents.get(source)
            is_settings = document is None and source.path.endswith(".toml")
            self._known[source.path] = () if is_settings else secret_spans(document or parse(source))
        return self._known[source.path]

    def __reduce__(self) -> tuple[Any, ...]:
        return _secrets_known, (self._known,)


def _secrets_known(known: dict[str, tuple[Span, ...]]) -> Secrets:
    secrets = Secrets({})
    secrets._known.update(known)  # noqa: SLF001 -- its own maker
    return secrets


def _settled(diagnostic: Diagnostic, how: How) -> Diagnostic:
    return replace(diagnostic, fixes=tuple(diagnostic.fixes) if how.fixes else ())


def _checked(sources: tuple[Source, ...], undecodable: tuple[Undecodable, ...], project: Project, how: How) -> Checked:
    analysis = Analysis([parse(source) for source in sources], project.settings, ignores=how.ignores)
    found = (*map(_refused, undecodable), *analysis.diagnostics)
    verdict: Verdict = "rejects" if undecodable or analysis.verdict == "rejects" else "accepts"
    return Checked(
        sources,
        tuple(sorted(found, key=lambda diagnostic: diagnostic.order)),
        verdict,
        Secrets({document.source: document for document in analysis.documents}),
        project.settings.core_version,
        analysis.suppressed,
    )


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
