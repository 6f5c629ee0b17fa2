"""``dial-lint test``: whether the policies of dial-policy.toml hold of a configuration."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dial_lsp.cli import output
from dial_lsp.cli.choice import cache_option, only_project, settings_options, the_only
from dial_lsp.cli.output import CONTEXT, Color, color_option
from dial_lsp.cli.paging import pager_option, write_for_people, write_for_programs

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from dial_lsp.access import Access
    from dial_lsp.model.place import Place
    from dial_lsp.policies.coverage import Coverage
    from dial_lsp.policies.policy import PolicyFile
    from dial_lsp.reports.access.refusal import Refusal
    from dial_lsp.reports.policies.verdicts import Verdicts

HOLDS, FAILS, NOT_READ = 0, 1, 2
_FORMATS = ("text", "json", "junit", "sarif", "markdown", "github", "html")


@dataclass(frozen=True, slots=True)
class Options:
    """What was said on the command line."""

    files: tuple[str, ...]
    merge: bool
    core_version: str | None
    overwrite_arrays: bool
    settings_file: str | None
    no_config: bool
    policy: str | None
    today: str | None
    init: bool
    suggest: bool
    coverage: bool
    threshold: int | None
    changed: str | None
    judge_by: str | None
    style: str
    pager: bool | None
    color: Color
    baseline: str | None = None  # there is none to policies


@click.command(context_settings=CONTEXT)
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path())
@click.option("--merge", is_flag=True, help="The files make one configuration, merged in this order.")
@click.option("--policy", type=click.Path(), metavar="FILE", help="The policy file; default: dial-policy.toml.")
@click.option("--date", "today", metavar="YYYY-MM-DD", help="The day by which exceptions end; default: today, in UTC.")
@click.option("--init", is_flag=True, help="Print policies that say what holds now, as a start.")
@click.option("--suggest", is_flag=True, help="Print policies to add, for all that no policy would notice.")
@click.option("--coverage", is_flag=True, help="Show which statements no policy would notice if they changed.")
@click.option(
    "--threshold",
    type=click.IntRange(0, 100),
    metavar="PERCENT",
    help="Fail where policies pin less of the statements. Implies --coverage.",
)
@click.option(
    "--judge-by",
    metavar="REV",
    help="Take policies, exceptions and settings from this revision of git, and report what has changed.",
)
@click.option("--changed", metavar="REV", help="Only statements that changed since this revision. Implies --coverage.")
@click.option(
    "--format",
    "--output-format",
    "style",
    type=click.Choice(_FORMATS),
    default="text",
    show_default=True,
    help="How to report.",
)
@settings_options
@cache_option
@pager_option
@color_option
def test(**options: Any) -> int:
    """Test whether policies hold: who may call what, with which limits, at which cost.

    The FILEs are chosen as for check. The policies stand in dial-policy.toml beside the settings or the first FILE.

    With --judge-by, policies, exceptions and settings are those of a revision, which the change cannot touch.

    Exits with 1 if a policy fails, if its file has a mistake or if Core would refuse the configuration.
    """
    return run(Options(**options))


def run(options: Options) -> int:
    """Ask all policies, print what became of them and return the exit code."""
    if options.judge_by is not None and (options.init or options.suggest or "-" in options.files):
        raise click.UsageError("--judge-by needs files, and goes with neither --init nor --suggest.")
    today = _day(options.today)
    judges = None
    if options.judge_by is None:
        project = only_project(options)
    else:
        from dial_lsp.cli.judged_checks import Judges

        judges = Judges(options.judge_by, options, policy=options.policy)
        project = the_only(judges.projects, options)
    # The relation is imported late, so that help and wrong usage are answered at once.
    from dial_lsp.cli.policy_files import policies_now, policies_of
    from dial_lsp.cli.reading import relation_of, sources_of
    from dial_lsp.policies import running
    from dial_lsp.reports.policies.verdicts import Verdicts

    folders = [Path(project.paths[0]).parent]
    file = None
    if options.judge_by:
        file = policies_of(options.judge_by, options, folders)
    elif not options.init:
        settings = project.settings.source
        file = policies_now(options, [Path(settings.path).parent, *folders] if settings is not None else folders)
    sources = sources_of(project)
    if sources is None:
        return NOT_READ
    access, refusal = relation_of(sources, project.settings)
    if file is None:
        return _print_initial(access, refusal)
    if options.suggest:
        return _print_suggested(file, access, refusal, today)
    verdicts = Verdicts(running.run(file, access, today), access, refusal, today)
    verdicts.judged = judges.judged if judges is not None else None
    if options.coverage or options.threshold is not None or options.changed is not None:
        verdicts.coverage, verdicts.threshold = _coverage(verdicts, options, today), options.threshold or 0
    _print(verdicts, options)
    return HOLDS if verdicts.holds and verdicts.is_enough else FAILS


def _print_initial(access: Access, refusal: Refusal | None) -> int:
    from dial_lsp.policies.initial import initial

    return _print_policies(lambda: initial(access), access, refusal)


def _print_suggested(file: PolicyFile, access: Access, refusal: Refusal | None, today: date) -> int:
    from dial_lsp.policies import running
    from dial_lsp.policies.suggestions import suggested

    return _print_policies(lambda: suggested(running.run(file, access, today), access, today), access, refusal)


def _print_policies(text: Callable[[], str], access: Access, refusal: Refusal | None) -> int:
    if refusal is not None:
        raise click.ClickException(refusal.sentence("this configuration", "the previous one"))
    write_for_programs([access.config.secrecy.wording.hidden(text())])
    return HOLDS


def _coverage(verdicts: Verdicts, options: Options, today: date) -> Coverage:
    from dial_lsp.cli.changed_lines import lines_since
    from dial_lsp.policies.coverage import coverage

    access = verdicts.access
    if options.changed is None:
        return coverage(verdicts.report, access, today)
    lines = lines_since(options.changed, [each.source for each in access.config.documents])

    def is_wanted(at: Place) -> bool:
        found = access.config.locate(at).in_file
        return found.source.position(found.span.start).line in lines.get(found.source.path, ())

    return coverage(verdicts.report, access, today, wanted=is_wanted)


def _day(text: str | None) -> date:
    """The day that is named, else that of SOURCE_DATE_EPOCH, else today; always in UTC."""
    from datetime import date

    from dial_lsp.policies.day import today

    if text is None:
        return today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.UsageError("--date is a day such as 2027-01-31.") from None


def _print(verdicts: Verdicts, options: Options) -> None:
    from dial_lsp.reports.policies import html, machine, text

    if options.style == "text":
        color = output.is_colored(options.color, sys.stdout, os.environ)
        write_for_people(text.render(verdicts, color=color), color=color, pager=options.pager)
    elif options.style == "html":
        write_for_programs([html.render_html(verdicts)])
    else:
        write_for_programs([getattr(machine, f"render_{options.style}")(verdicts)])
