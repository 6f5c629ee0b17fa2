"""``dial-lint check``: read the files, analyse each project and report what was found."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import click

from dial_lsp import notes
from dial_lsp.cli import completing, output
from dial_lsp.cli.choice import cache_option, chosen_projects, say_notes, settings_options
from dial_lsp.cli.contradictions import refuse_commands, refuse_contradictions
from dial_lsp.cli.output import CONTEXT, Color, Target, color_option
from dial_lsp.cli.parallel import for_each
from dial_lsp.diagnostics import Severity
from dial_lsp.reports import FORMATS
from dial_lsp.reports.frame import printable
from dial_lsp.reports.report import Checked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dial_lsp.cli.fixing import Outcome
    from dial_lsp.cli.judged_checks import Judges
    from dial_lsp.project.discovery import Project

CLEAN, FOUND, NOT_READ = 0, 1, 2
_WITHOUT_FIXES = {"concise", "github", "gitlab", "junit", "checkstyle", "statistics"}  # formats that tell no fixes
_WITH_TITLES = {"text", "html"}  # and those that tell what they are called


def _target(value: str) -> Target:
    name, _, path = value.partition("=")
    if name not in FORMATS:
        raise click.BadParameter(f'there is no format "{name}"; there are {", ".join(FORMATS)}')
    return Target(name, path)


class Command(click.Command):
    """Takes ``--fix`` with and without a value; without one it does not take the next argument for it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Give a bare ``--fix`` its value."""
        end = args.index("--") if "--" in args else len(args)
        return super().parse_args(ctx, [*("--fix=" if arg == "--fix" else arg for arg in args[:end]), *args[end:]])


class Options(NamedTuple):
    """What was said on the command line."""

    files: tuple[str, ...]
    merge: bool
    targets: tuple[Target, ...]
    fail_on: str
    min_severity: str | None
    allow_refused: bool
    judge_by: str | None
    strict: bool
    fix: str | None
    diff: bool
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    no_ignores: bool
    add_ignores: str | None
    baseline: str | None
    write_baseline: str | None
    core_version: str | None
    overwrite_arrays: bool
    settings_file: str | None
    no_config: bool
    statistics: bool
    watch: bool
    jobs: int | None
    color: Color
    all: bool
    quiet: bool

    @property
    def all_targets(self) -> tuple[Target, ...]:
        """Where which report goes."""
        if self.statistics:
            return (*self.targets, Target("statistics"))
        return self.targets or (Target("text"),)


@click.command(cls=Command, context_settings=CONTEXT)
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path())
@click.option("--merge", is_flag=True, help="The files make one configuration, merged in this order.")
@click.option(
    "--format",
    "--output-format",
    "targets",
    type=_target,
    multiple=True,
    shell_complete=lambda _context, _parameter, incomplete: [name for name in FORMATS if name.startswith(incomplete)],
    metavar="FORMAT[=FILE]",
    help=f"How to report, and the file to write it to; default: text. Repeatable. Formats: {', '.join(FORMATS)}.",
)
@click.option(
    "--fail-on",
    type=click.Choice([*(severity.word for severity in Severity), "never"]),
    default="warning",
    show_default=True,
    metavar="SEVERITY",
    help="Exit with 1 if any finding has this severity or a higher one: error, warning, information, hint or never.",
)
@click.option(
    "--min-severity",
    type=click.Choice([severity.word for severity in Severity]),
    metavar="SEVERITY",
    help="Show only findings of this severity or a higher one; others are only counted, and do not fail the run.",
)
@click.option(
    "--allow-refused",
    is_flag=True,
    help="Exit with 0 although Core would refuse a file, where no finding that is shown says so.",
)
@click.option(
    "--judge-by",
    metavar="REV",
    help="Take settings, ignores, comments and the baseline from this revision of git, and report what has changed.",
)
@click.option(
    "--fix",
    shell_complete=completing.listed_rules,
    metavar="[=RULE,...]",
    help="Make all fixes that are safe and let nobody do more; with rules the first fix of each of their findings, "
    "whatever it does.",
)
@click.option("--strict", is_flag=True, help="Run the rules of the profile strict, too, as the setting strict does.")
@click.option("--diff", is_flag=True, help="Only show what --fix would do, as a patch; exit with 1 if there is any.")
@click.option(
    "--select",
    multiple=True,
    metavar="NAME,...",
    shell_complete=completing.listed_rules,
    help="Show only what these rules, groups and tags find.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="NAME,...",
    shell_complete=completing.listed_rules,
    help="Show nothing that these find.",
)
@click.option("--no-ignores", is_flag=True, help="Show also what comments and settings suppress.")
@click.option(
    "--add-ignores", metavar="REASON", help="Suppress all that is found, by comments or else by the settings."
)
@click.option("--baseline", type=click.Path(), metavar="FILE", help="Leave out what this baseline knows.")
@click.option("--write-baseline", type=click.Path(), metavar="FILE", help="Write all that is found to a baseline.")
@settings_options
@cache_option
@click.option("--statistics", is_flag=True, help="Count findings by rule: one more --format statistics.")
@click.option("--watch", is_flag=True, help="Check again whenever a file changes.")
@click.option(
    "--jobs", type=click.IntRange(1), metavar="N", help="Use this many processes; default: one per processor."
)
@color_option
@click.option("--all", is_flag=True, help="Show each finding, also where more than three of a file are alike.")
@click.option("-q", "--quiet", is_flag=True, help="Report findings only, without the closing summary.")
def check(**options: Any) -> int:
    """Find what is wrong with configurations of DIAL Core.

    Each FILE is a configuration of its own, unless --merge is given or something lists it with others: the settings
    in dial-lint.toml or pyproject.toml, an aidial.settings.json, or a Compose file. - is standard input. Without a
    FILE: all configurations that are listed or have a usual name, such as aidial.config.json, here and below.
    """
    chosen = Options(**options)
    refuse_contradictions(chosen)
    refuse_commands(chosen.files)
    if chosen.watch:
        return _watch(chosen)
    return run(chosen)


def run(options: Options) -> int:
    """Do what the options ask, print the reports and return the exit code."""
    if options.judge_by is not None:
        return _judged_check(options.judge_by, options)
    projects = _projects(options)
    if not options.quiet:
        say_notes(projects)
    if options.add_ignores is not None:
        return _add_ignores(projects, options)
    if options.diff:
        return _diff(projects, options)
    if options.fix is not None:
        from dial_lsp.cli import fixing

        notes.spoil()
        want = fixing.wanted(options.fix, ignores=not options.no_ignores)
        fixed = fixing.fix(projects, want, lambda: _projects(options), options.jobs)
        fixing.say(fixed, quiet=options.quiet)
        return max(_check(_projects(options), options, fixed), NOT_READ if fixed.mistakes else CLEAN)
    return _check(projects, options)


def _judged_check(revision: str, options: Options) -> int:
    from dial_lsp.cli.judged_checks import Judges

    judges = Judges(revision, options)
    projects = _selected(judges.projects, options)
    if not options.quiet:
        say_notes(projects)
    return _check(projects, options, judges=judges)


def _projects(options: Options) -> tuple[Project, ...]:
    return _selected(chosen_projects(options), options)


def _selected(projects: tuple[Project, ...], options: Options) -> tuple[Project, ...]:
    if options.strict:
        projects = tuple(replace(one, settings=replace(one.settings, strict=True)) for one in projects)
    if not (options.select or options.ignore):
        return projects
    from dial_lsp.cli.naming import selected

    return selected(projects, options.select, options.ignore)


def _check(
    projects: Sequence[Project],
    options: Options,
    fixed: Outcome | None = None,
    judges: Judges | None = None,
) -> int:
    # The analysis is imported late, so that help and wrong usage are answered at once.
    from dial_lsp.cli.checking import How, check_apart, check_project, settings_told_once
    from dial_lsp.cli.reporting import report

    how = How(not options.no_ignores, _looked_at(options))
    if fixed is not None:
        how = how._replace(secrets=fixed.secrets, documents=fixed.documents)
    checked: list[Checked] = []
    status = CLEAN
    work = check_project if len(projects) == 1 else check_apart
    done = for_each(projects, partial(work, how=how), jobs=options.jobs, bar=not options.quiet)
    for project, results in zip(projects, done, strict=True):
        for result in results:
            if isinstance(result, Checked):
                checked.append(judges.judge(project, result) if judges else result)
            else:
                status = NOT_READ
                output.write_error(f"Error: {printable(result.path)}: {result.reason}.")
    return max(status, report(settings_told_once(checked), options, judges)) if checked else status


def _looked_at(options: Options) -> Literal["nothing", "titles", "all"]:
    """What the formats tell of fixes."""
    formats = {target.format for target in options.all_targets} - _WITHOUT_FIXES
    return "nothing" if not formats else "titles" if formats <= _WITH_TITLES else "all"


def _diff(projects: Sequence[Project], options: Options) -> int:
    from dial_lsp.cli import fixing

    notes.spoil()  # a patch is much of a file, and may have a new secret behind its masks
    color = output.is_colored(options.color, sys.stdout, os.environ)
    want = fixing.wanted(options.fix or "", ignores=not options.no_ignores)
    found = fixing.patches(projects, want, color=color, jobs=options.jobs)
    fixing.say(found, quiet=options.quiet)
    for patch in found.patches:
        output.write(output.tamed(patch.text), "utf-8")
    if any(patch.is_masked for patch in found.patches) and not options.quiet:
        output.write_error("Secrets are shown as •••, so this patch is for reading; --fix makes the changes.")
    return NOT_READ if found.mistakes else FOUND if found.patches else CLEAN


def _add_ignores(projects: Sequence[Project], options: Options) -> int:
    from dial_lsp.cli.ignoring import add_ignores

    failures = add_ignores(projects, options.add_ignores or "", options.settings_file)
    return max(_check(_projects(options), options), NOT_READ if failures else CLEAN)


def _watch(options: Options) -> int:
    from dial_lsp.cli.watching import watch, watched

    def again() -> set[str]:
        try:
            run(options)
            return watched(path for project in chosen_projects(options) for path in (*project.paths, *project.watched))
        except click.ClickException as error:  # settings that are broken while somebody types
            output.show(error)
            return watched((*options.files, *filter(None, [options.settings_file])))

    return watch(again)
