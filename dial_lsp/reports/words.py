"""The sentences that several reports end with: how much was found and what Core would do with the files."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import MORE_FINDINGS
from dial_lsp.reports.frame import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dial_lsp.reports.report import Checked, Report
    from dial_lsp.text import Location

_NAMED = 3  # of more projects than these only the number is told


def found(report: Report) -> str:
    """How many diagnostics of each severity there are, in how many files, and how many more are not shown."""
    left = Counter(one.severity.word for _, one in report.findings if one.rule == MORE_FINDINGS)
    counts = [counted(number - left[word], word) for word, number in report.counts.items() if number > left[word]]
    hidden = ["more are left out"] if left else []
    hidden += [f"{len(report.suppressed)} suppressed"] if report.suppressed else []
    hidden += [f"{report.known} in the baseline"] if report.known else []
    hidden += [f"{report.hidden} hidden by --min-severity"] if report.hidden else []
    more = f" ({enumerated(hidden)})" if hidden else ""
    return f"Found {enumerated(counts) or 'no problems'} in {counted(report.file_count, 'file')}{more}."


def verdict(report: Report, naming: Callable[[str], str] = str) -> str:
    """What Core would do with the files if it were given them now; empty where none of them is a configuration.

    ``naming`` says how paths are shown.
    """
    projects = [project for project in report.projects if project.verdict != "none"]
    if not projects:
        return ""
    refused = [project for project in projects if project.verdict == "rejects"]
    if not refused:
        is_all = len(projects) == len(report.projects) or len(projects) > _NAMED
        loaded = _these(projects) if is_all else enumerated([_named(project, naming) for project in projects])
        return would_load(report.core_version, loaded)
    if len(projects) == 1:
        what, previous = _these(projects), "ones" if len(projects[0].sources) > 1 else "one"
    else:
        names = [_named(project, naming) for project in refused]
        many = len(refused) > _NAMED
        what = f"{len(refused)} of {len(projects)} configurations" if many else enumerated(names)
        previous = "one" if len(refused) == 1 else "ones"
    return would_refuse(report.core_version, what, previous)


def would_load(core_version: str | None, what: str) -> str:
    """That Core takes something, such as "Core 0.46 would load this file."."""
    return f"{_core(core_version)} would load {what}."


def would_refuse(core_version: str | None, what: str, previous: str) -> str:
    """That Core does not, such as "Core 0.46 would refuse this file and keep the previous one."."""
    return f"{_core(core_version)} would refuse {what} and keep the previous {previous}."


def place(location: Location, naming: Callable[[str], str] = str) -> str:
    """A place as compilers write it, so that terminals and editors can follow it: path:line:column."""
    location = location.in_file
    line, column = location.source.position(location.span.start)
    return f"{printable(naming(location.source.path))}:{line}:{column}"


def counted(number: int, noun: str) -> str:
    """A number and its noun, as in "2 errors"; "information" has no plural."""
    return f"{number} {noun}" if number == 1 or noun == "information" else f"{number} {noun}s"


def enumerated(words: Sequence[str]) -> str:
    """The words as a sentence lists them: "a, b and c"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _core(version: str | None) -> str:
    return f"Core {version}" if version not in {None, "latest"} else "Core"


def _these(projects: Sequence[Checked]) -> str:
    if len(projects) > 1:
        return f"all {len(projects)} configurations"
    return "these files" if len(projects[0].sources) > 1 else "this file"


def _named(project: Checked, naming: Callable[[str], str]) -> str:
    named = " + ".join(printable(naming(source.path)) for source in project.sources)
    return f"{named} ({printable(project.part)})" if project.part else named
