"""From what was checked to reports where they are wanted, and to the exit code of the check."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from dial_lsp.cli import output
from dial_lsp.diagnostics import Severity
from dial_lsp.reports import render
from dial_lsp.reports.frame import printable
from dial_lsp.reports.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dial_lsp.cli.check import Options
    from dial_lsp.cli.judged_checks import Judges
    from dial_lsp.reports.report import Checked

CLEAN, FOUND = 0, 1


def report(checked: Iterable[Checked], options: Options, judges: Judges | None) -> int:
    """Deliver the reports that are asked for; ``judges`` are those of a revision. Raises ClickException."""
    told = Report(
        tuple(checked),
        fail_on=None if options.fail_on == "never" else Severity[options.fail_on.upper()],
        color=output.is_colored(options.color, sys.stdout, os.environ),
        width=output.width(),
        folded=not options.all,
        summary=not options.quiet,
        judged=judges.judged if judges else None,
    )
    if options.baseline is not None or options.write_baseline is not None:
        from dial_lsp.cli import baseline

        if options.write_baseline is not None:
            baseline.write(told, options.write_baseline, quiet=options.quiet)
            return CLEAN
        known = judges.baseline if judges else None
        told = baseline.only_new(told, options.baseline or "", known, quiet=options.quiet)
    if options.min_severity is not None:
        told = told.at_least(Severity[options.min_severity.upper()])
    for target in options.all_targets:
        output.deliver(render(target.format, told), target)
        if target.format == "github" and (page := os.environ.get("GITHUB_STEP_SUMMARY")):
            output.append(render("markdown", told), page)
    if any(told.fails(diagnostic) for _, diagnostic in told.findings):
        return FOUND
    return CLEAN if options.allow_refused or told.fail_on is None else _refused(told)


def _refused(report: Report) -> int:
    """FOUND, and a line that says why, where Core does not load a file and no finding has failed the run."""
    refused = [project for project in report.projects if project.verdict != "accepts"]
    for project in refused:
        files = printable(", ".join(source.path for source in project.sources))
        hidden = "a baseline, an ignore, a rule that is off or --fail-on hides why"
        what = "Core would refuse this" if project.verdict == "rejects" else "this is no configuration"
        output.write_error(f"Error: {files}: {what}, and {hidden}; --allow-refused lets it pass.")
    return FOUND if refused else CLEAN
