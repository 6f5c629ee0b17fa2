"""From paths to the relation, for the subcommands about access."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.analysis import Analysis
from dial_lsp.cli import output
from dial_lsp.project.files import Undecodable, Unreadable, read_source
from dial_lsp.reports.frame import printable
from dial_lsp.syntax import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dial_lsp.access import Access
    from dial_lsp.settings import Settings
    from dial_lsp.text import Source


def sources_of(paths: Sequence[str]) -> tuple[Source, ...] | None:
    """The texts of files; None when one cannot be read, which the user is told."""
    found: list[Source] = []
    for path in paths:
        read = read_source(path)
        if isinstance(read, Unreadable):
            output.write_error(f"Error: {printable(read.path)}: {read.reason}.")
        elif isinstance(read, Undecodable):
            output.write_error(f"Error: {printable(path)}: {read.reason}, so Core cannot read the file.")
        else:
            found.append(read)
    return tuple(found) if len(found) == len(paths) else None


def relation_of(sources: Sequence[Source], settings: Settings) -> Access:
    """Who reaches what in the merged files. Damaged text is read as far as it goes, as an editor does."""
    return Analysis([parse(source) for source in sources], settings).access
