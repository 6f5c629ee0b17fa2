"""From paths to the relation, for the subcommands about access."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.cli import output
from dial_lsp.engine.analysis import Analysis
from dial_lsp.engine.refusing import refusing_rules
from dial_lsp.project.opened import only_config, opened
from dial_lsp.project.other_formats import format_of
from dial_lsp.reports.access.refusal import refusal_of
from dial_lsp.reports.frame import printable
from dial_lsp.syntax import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dial_lsp.access import Access
    from dial_lsp.project.discovery import Project
    from dial_lsp.project.opened import Broken, Opened
    from dial_lsp.reports.access.refusal import Refusal
    from dial_lsp.settings import Settings
    from dial_lsp.text import Source


def sources_of(project: Project) -> tuple[Source, ...] | None:
    """The texts of one configuration; None where there is not exactly one, which the user is told."""
    found = only_config(project.paths[0], opened(project))
    return found.sources if is_readable(found) else None


def is_readable(found: Opened) -> bool:
    """Whether files can be answered for. What keeps them from it, and what else is to be known, the user is told."""
    for file in found.unreadable:
        output.write_error(f"Error: {printable(file.path)}: {file.reason}.")
    for undecodable in found.undecodable:
        path = printable(undecodable.source.path)
        output.write_error(f"Error: {path}: {undecodable.reason}, so Core cannot read the file.")
    for template in dict.fromkeys(source.file for source in found.sources if source.host and source.host.is_template):
        output.write_error(f"{printable(template)} is a template: what it fills in counts as if nothing stood there.")
    for broken in found.broken:
        output.write_error(f"Warning: {words_of(broken)}.")
    others = [(source, known[0]) for source in found.sources if (known := format_of(parse(source)))]
    for source, other in others:
        output.write_error(f"Error: {printable(source.file)}: no configuration but {other.name}. {other.advice}")
    return not (found.unreadable or found.undecodable or others)


def words_of(broken: Broken) -> str:
    """What is wrong with a YAML file, and where."""
    line, column = broken.at.source.position(broken.at.span.start)
    return f"{printable(broken.at.source.path)}:{line}:{column}: {broken.reason}"


Answerable = tuple["Access", "Refusal | None"]
"""Who reaches what in merged files, and whether Core would refuse them."""


def relation_of(sources: Sequence[Source], settings: Settings) -> Answerable:
    """The relation of the merged files. Damaged text is read as far as it goes, as an editor does."""
    return _answerable(_analysis(sources, settings))


def relations_of(old: Sequence[Source], new: Sequence[Source], settings: Settings) -> tuple[Answerable, Answerable]:
    """The relations of two versions of the same files: what both have is read once."""
    before = _analysis(old, settings)
    after = _analysis(new, settings, before)
    return _answerable(before), _answerable(after)


def _analysis(sources: Sequence[Source], settings: Settings, previous: Analysis | None = None) -> Analysis:
    documents = previous.documents if previous is not None else ()
    known = [entry for document in documents for section in document.sections for entry in section.entries]
    read = [parse(source, known) for source in sources]
    return Analysis(read, settings, rules=refusing_rules(), previous=previous)


def _answerable(analysis: Analysis) -> Answerable:
    return analysis.access, refusal_of(analysis)
