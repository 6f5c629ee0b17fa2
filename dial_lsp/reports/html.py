"""The report as one web page that needs nothing else: the findings in their source, with filters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined, Template

from dial_lsp import __version__
from dial_lsp.diagnostics import Severity
from dial_lsp.reports.excerpt import Line, excerpt
from dial_lsp.reports.folding import shown
from dial_lsp.reports.frame import printable
from dial_lsp.reports.rooted import from_root
from dial_lsp.reports.words import found, place, verdict
from dial_lsp.rulekit.manual import url_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

    from dial_lsp.diagnostics import Diagnostic
    from dial_lsp.reports.folding import Shown
    from dial_lsp.reports.report import Checked, Report


@dataclass(frozen=True, slots=True)
class _Finding:
    """A diagnostic as the page shows it."""

    diagnostic: Diagnostic
    place: str
    url: str
    lines: tuple[Line, ...]
    notes: tuple[tuple[str, str], ...]
    more: tuple[_Finding, ...] = ()  # equal ones of the file


def render(report: Report) -> str:
    """A page with a section for each file and an article for each diagnostic, or for many equal ones."""
    template = template_of(files(__package__).joinpath("page.html.jinja"))
    return template.render(
        theme=theme(),
        version=__version__,
        found=found(report),
        verdict=verdict(report, from_root),
        rejects=report.verdict == "rejects",
        judged=report.judged,
        severities=[severity.word for severity in Severity],
        counts=report.counts,
        files=list(_files(report)),
        rules=sorted({diagnostic.rule for _, diagnostic in report.findings}),
    )


def template_of(file: Traversable) -> Template:
    """A template in which everything is escaped and nothing may be left out."""
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
    environment.filters["printable"] = printable
    return environment.from_string(file.read_text(encoding="utf-8"))


def theme() -> str:
    """The colors of pages, light and dark."""
    return files(__package__).joinpath("theme.css").read_text(encoding="utf-8")


def _files(report: Report) -> Iterator[tuple[str, tuple[_Finding, ...]]]:
    for path, group in groupby(shown(report), key=lambda one: one.diagnostic.location.source.path):
        yield from_root(path), tuple(map(_article, group))


def _article(one: Shown) -> _Finding:
    return replace(
        _finding(one.project, one.diagnostic), more=tuple(_finding(one.project, other) for other in one.more)
    )


def _finding(project: Checked, diagnostic: Diagnostic) -> _Finding:
    source, span = diagnostic.location.source, diagnostic.location.span
    notes = [(related.message, place(related.location, from_root)) for related in diagnostic.related]
    notes += [(f"Fix: {fix.title}", "") for fix in diagnostic.fixes]
    return _Finding(
        diagnostic,
        place(diagnostic.location, from_root),
        url_of(diagnostic.rule),
        tuple(excerpt(source, span, project.secrets(source))),
        tuple(notes),
    )
