"""``dial-lint check``: read the files, analyse each project and report what was found."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from dial_lsp.cli import output
from dial_lsp.cli.choice import chosen_projects
from dial_lsp.cli.output import CONTEXT, Color, Target, color_option
from dial_lsp.diagnostics import Severity
from dial_lsp.reports import FORMATS, render
from dial_lsp.reports.frame import printable
from dial_lsp.reports.report import Checked, Report

if TYPE_CHECKING:
    from collections.abc import Iterable

CLEAN, FOUND, NOT_READ = 0, 1, 2


def _target(value: str) -> Target:
    name, _, path = value.partition("=")
    if name not in FORMATS:
        raise click.BadParameter(f'there is no format "{name}"; there are {", ".join(FORMATS)}')
    return Target(name, path)


@dataclass(frozen=True, slots=True)
class Options:
    """What was said on the command line."""

    files: tuple[str, ...]
    merge: bool
    targets: tuple[Target, ...]
    fail_on: str
    core_version: str | None
    overwrite_arrays: bool
    settings_file: str | None
    no_config: bool
    statistics: bool
    color: Color
    quiet: bool


@click.command(context_settings=CONTEXT)
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path())
@click.option("--merge", is_flag=True, help="The files make one configuration, merged in this order.")
@click.option(
    "--format",
    "targets",
    type=_target,
    multiple=True,
    default=["text"],
    shell_complete=lambda _context, _parameter, incomplete: [name for name in FORMATS if name.startswith(incomplete)],
    metavar="FORMAT[=FILE]",
    help=f"How to report, and the file to write it to. Repeatable. Formats: {', '.join(FORMATS)}.",
)
@click.option(
    "--fail-on",
    type=click.Choice([*(severity.word for severity in Severity), "never"]),
    default="error",
    show_default=True,
    metavar="SEVERITY",
    help="Exit with 1 if something at least as bad is found: error, warning, information, hint or never.",
)
@click.option("--core-version", metavar="VERSION", help="The version of Core that the files are for, such as 0.42.")
@click.option("--overwrite-arrays", is_flag=True, help="Core runs with config.jsonMergeStrategy.overwriteArrays.")
@click.option(
    "--config", "settings_file", type=click.Path(), metavar="FILE", help="The settings file; default: dial-lint.toml."
)
@click.option("--no-config", is_flag=True, help="Use no settings file.")
@click.option("--statistics", is_flag=True, help="Count findings by rule; short for --format statistics.")
@color_option
@click.option("-q", "--quiet", is_flag=True, help="Report findings only, without the closing summary.")
def check(**options: Any) -> int:
    """Find what is wrong with configurations of DIAL Core.

    Each FILE is a configuration of its own, unless --merge is given or a dial-lint.toml in its folder or above lists
    it with others. - is standard input. Without a FILE: what dial-lint.toml lists, else aidial.config.json.
    """
    chosen = Options(**options)
    return run(replace(chosen, targets=(Target("statistics"),)) if chosen.statistics else chosen)


def run(options: Options) -> int:
    """Check what the options name, print the reports and return the exit code."""
    projects = chosen_projects(options)
    # The analysis is imported late, so that help and wrong usage are answered at once.
    from dial_lsp.cli.checking import check_project  # noqa: PLC0415

    checked: list[Checked] = []
    status = CLEAN
    for project in projects:
        result = check_project(project)
        if isinstance(result, Checked):
            checked.append(result)
            continue
        status = NOT_READ
        for file in result:
            output.write_error(f"Error: {printable(file.path)}: {file.reason}.")
    if not checked:
        return status
    report = _report(checked, options)
    for target in options.targets:
        output.deliver(render(target.format, report), target)
        if target.format == "github" and (page := os.environ.get("GITHUB_STEP_SUMMARY")):
            output.append(render("markdown", report), page)
    failed = any(report.fails(diagnostic) for _, diagnostic in report.findings)
    return status or (FOUND if failed else CLEAN)


def _report(checked: Iterable[Checked], options: Options) -> Report:
    return Report(
        tuple(checked),
        fail_on=None if options.fail_on == "never" else Severity[options.fail_on.upper()],
        color=output.is_colored(options.color, sys.stdout, os.environ),
        width=output.width(),
        summary=not options.quiet,
    )
