"""From pairs of configurations to their differences, and to the reports of these."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from dial_lsp.access.difference import difference
from dial_lsp.cli.reading import relations_of
from dial_lsp.reports.access import differences
from dial_lsp.reports.access.differences import Differing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.cli.compared import Sides
    from dial_lsp.cli.configurations import Configuration
    from dial_lsp.reports.judged import Judged


def differing_of(
    sides: Sequence[Sides], *, rooted: bool = False, known: Sequence[Differing] = ()
) -> Sequence[Differing]:
    """The difference of each pair, with files named from the current folder or from the root of the repository.

    ``known`` are those named the other way, which are the same where the one folder is the other.
    """
    if known and all(one.sources_are_alike for each in sides for one in (each.old, each.new) if one):
        return known
    return [_differing(each, rooted=rooted) for each in sides]


def rendered(name: str, every: Sequence[Differing], judged: Judged, *, color: bool, most: int) -> Iterator[str]:
    """The report in the format of that name; ``most`` characters of Markdown, or all for 0."""
    match name:
        case "json":
            return differences.as_json(every, judged)
        case "markdown":
            return differences.as_markdown(every, judged, most or inf)
        case "html":
            return differences.as_html(every, judged)
        case _:
            return differences.as_text(every, judged, color=color)


def _differing(sides: Sides, *, rooted: bool) -> Differing:
    settings = sides.one.project.settings
    old_files, new_files = (one.sources(rooted=rooted) if one else () for one in (sides.old, sides.new))
    (before, old), (after, new) = relations_of(old_files, new_files, settings)
    return Differing(
        _files(sides.old, rooted=rooted),
        _files(sides.new, rooted=rooted),
        difference(before, after),
        (old, new),
        sides.are_named,
    )


def _files(one: Configuration | None, *, rooted: bool) -> tuple[str, ...]:
    return () if one is None else one.files(rooted=rooted)
