"""The sentences that several reports end with: how much was found and what Core would do with the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.reports.frame import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dial_lsp.reports.report import Checked, Report
    from dial_lsp.text import Location

_NAMED = 3  # of more projects than these only the number is told


def found(report: Report) -> str:
    """How many diagnostics of each severity there are, in how many files."""
    counts = [counted(number, word) for word, number in report.counts.items() if number]
    return f"Found {enumerated(counts) or 'no problems'} in {counted(report.file_count, 'file')}."


def verdict(report: Report) -> str:
    """What Core would do with the files if it were given them now."""
    refused = [project for project in report.projects if project.verdict == "rejects"]
    if len(report.projects) == 1:
        several = len(report.projects[0].sources) > 1
        these, ones = ("these files", "ones") if several else ("this file", "one")
        return f"Core would refuse {these} and keep the previous {ones}." if refused else f"Core would load {these}."
    if not refused:
        return f"Core would load all {len(report.projects)} configurations."
    if len(refused) <= _NAMED:
        previous = "one" if len(refused) == 1 else "ones"
        names = enumerated([_named(project) for project in refused])
        return f"Core would refuse {names} and keep the previous {previous}."
    return f"Core would refuse {len(refused)} of {len(report.projects)} configurations and keep the previous ones."


def place(location: Location) -> str:
    """A place as compilers write it, so that terminals and editors can follow it: path:line:column."""
    line, column = location.source.position(location.span.start)
    return f"{printable(location.source.path)}:{line}:{column}"


def counted(number: int, noun: str) -> str:
    """A number and its noun, as in "2 errors"; "information" has no plural."""
    return f"{number} {noun}" if number == 1 or noun == "information" else f"{number} {noun}s"


def enumerated(words: Sequence[str]) -> str:
    """The words as a sentence lists them: "a, b and c"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _named(project: Checked) -> str:
    return " + ".join(printable(source.path) for source in project.sources)
