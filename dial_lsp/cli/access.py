"""``dial-lint access``: who reaches what, with which limit, and why."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from dial_lsp.cli import completing, output
from dial_lsp.cli.choice import cache_option, only_project, settings_options
from dial_lsp.cli.output import CONTEXT, Color, color_option
from dial_lsp.cli.paging import pager_option, write_for_people, write_for_programs
from dial_lsp.reports.access.question import FILTERS
from dial_lsp.reports.frame import printable

if TYPE_CHECKING:
    from dial_lsp.access import Access
    from dial_lsp.reports.access.answers import Answers
    from dial_lsp.reports.access.refusal import Refusal

NOT_READ = 2


@dataclass(frozen=True, slots=True)
class Options:
    """What was said on the command line."""

    files: tuple[str, ...]
    merge: bool
    core_version: str | None
    overwrite_arrays: bool
    settings_file: str | None
    no_config: bool
    keys: tuple[str, ...]
    roles: tuple[str, ...]
    to: tuple[str, ...]
    why: bool
    spend: bool
    lock: bool
    locked: str | None
    used: str | None
    columns: tuple[str, ...]
    trim: bool
    granted: bool
    open: bool
    unlimited: bool
    fails: bool
    style: str
    pager: bool | None
    color: Color

    @property
    def filters(self) -> tuple[str, ...]:
        """The names of the filters that are asked for."""
        return tuple(name for name in FILTERS if getattr(self, name))


@click.command(context_settings=CONTEXT)
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path())
@click.option("--merge", is_flag=True, help="The files make one configuration, merged in this order.")
@click.option(
    "--key",
    "keys",
    multiple=True,
    metavar="N|PROJECT",
    shell_complete=completing.keys,
    help="Only the key at this position, or the keys of this project; * stands for any text. Repeatable.",
)
@click.option(
    "--role",
    "roles",
    multiple=True,
    metavar="ROLE",
    shell_complete=completing.roles,
    help="A caller with this role; repeat for one with more. A pattern with * means one caller for each role like it.",
)
@click.option(
    "--to",
    multiple=True,
    shell_complete=completing.objects,
    metavar="NAME",
    help="Only what has this name, or APPLICATION/ROUTE; * stands for any text. Repeatable.",
)
@click.option("--why", is_flag=True, help="Explain each answer, with the place of every reason.")
@click.option("--spend", is_flag=True, help="Show what each caller may cost at worst, in USD, instead.")
@click.option(
    "--lock", is_flag=True, help="Print all of access as a text to keep beside the files and read in reviews."
)
@click.option(
    "--locked", metavar="FILE", type=click.Path(), help="Fail if this file differs from what --lock would print."
)
@click.option("--used", metavar="CSV", type=click.Path(), help="Compare with the calls that DIAL's analytics recorded.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="NAME=COLUMN",
    help="What a column of --used is called, such as project_id=team. Repeatable.",
)
@click.option(
    "--trim", is_flag=True, help="Print a patch that takes from keys the roles that --used shows no need for."
)
@click.option("--granted", is_flag=True, help="Show only who is let in.")
@click.option("--open", is_flag=True, help="Show only what anybody may call, whatever roles they have.")
@click.option("--unlimited", is_flag=True, help="Show only who may call without any limit.")
@click.option("--fails", is_flag=True, help="Show only who is let in and fails all the same, always or in some calls.")
@click.option(
    "--format",
    "--output-format",
    "style",
    type=click.Choice(["table", "json", "csv", "markdown", "html"]),
    default="table",
    show_default=True,
    help="How to report; all but table are meant to be read by programs.",
)
@settings_options
@cache_option
@pager_option
@color_option
def access(**options: Any) -> int:
    """Show who may call what, with which limits, and why.

    The FILEs are chosen as for check. All API keys, all roles and anybody are shown against everything that can be
    called, unless --key, --role or --to say which. --granted, --open, --unlimited and --fails say which answers are
    shown; of several all hold.
    """
    return run(Options(**options))


def run(options: Options) -> int:
    """Answer what the options ask, print it and return the exit code."""
    _refuse_contradictions(options)
    project = only_project(options)
    # The analysis is imported late, so that help and wrong usage are answered at once.
    from dial_lsp.cli.asked import asked_of
    from dial_lsp.cli.reading import relation_of, sources_of
    from dial_lsp.reports.access.answers import Answers

    sources = sources_of(project)
    if sources is None:
        return NOT_READ
    relation, refusal = relation_of(sources, project.settings)
    if options.lock or options.locked is not None:
        return _lock(relation, refusal, options)
    subjects, objects, question = asked_of(relation, options, project.settings)
    answers = Answers(relation, subjects, objects, refusal, question)
    if options.used is not None:
        return _compare_with_use(answers, options)
    if options.spend and options.style != "html":
        _print_spend(answers, options)
    else:
        _print(answers, options)
    return 0


def _lock(relation: Access, refusal: Refusal | None, options: Options) -> int:
    from dial_lsp.cli import locking

    narrowed = options.keys or options.roles or options.to or options.filters
    is_part = narrowed or options.why or options.spend or options.style != "table"
    if is_part or (options.lock and options.locked is not None):
        raise click.UsageError("--lock and --locked are about the whole access, in one format; give one of them alone.")
    return (
        locking.lock(relation, refusal)
        if options.locked is None
        else locking.compare(relation, refusal, options.locked)
    )


def _compare_with_use(answers: Answers, options: Options) -> int:
    from dial_lsp.cli import using

    usage = using.used(options.used or "", options.columns)
    if options.trim:
        using.print_trimmed(answers.access, usage)
    else:
        using.print_use(answers, usage, options.used or "", options.style, pager=options.pager)
    return 0


def _refuse_contradictions(options: Options) -> None:
    if (options.trim or options.columns) and options.used is None:
        raise click.UsageError("--trim and --column need --used.")
    narrowed = options.keys or options.roles or options.to or options.filters
    if options.used is not None and (
        narrowed or options.why or options.spend or options.style not in ("table", "json")
    ):
        raise click.UsageError("--used is about the whole configuration; its formats are table and json.")
    if options.spend and (options.why or options.style == "markdown"):
        raise click.UsageError("--spend has its reasons beside each amount; its formats are table, json, csv and html.")
    if options.filters and (options.spend or options.style == "html"):
        what = "--spend" if options.spend else "--format html, whose page has filters of its own,"
        raise click.UsageError(f"--{options.filters[0]} does not go with {what.rstrip(',')}.")


def _print_spend(answers: Answers, options: Options) -> None:
    from dial_lsp.reports.access import spend

    if options.style == "table":
        write_for_people(spend.render(answers), color=False, pager=options.pager)
    elif options.style == "json":
        write_for_programs([spend.render_json(answers)])
    else:
        _write_head(answers)
        write_for_programs(spend.render_csv(answers))


def _write_head(answers: Answers) -> None:
    """Write what a table of values has no room for where it does not mix with them."""
    from dial_lsp.reports.access.answers import about

    for line in about(answers):
        output.write_error(printable(answers.wording.names(line)))


def _print(answers: Answers, options: Options) -> None:
    from dial_lsp.reports.access.answers import no_answer

    if options.style == "html":
        from dial_lsp.reports.pages import access as page

        write_for_programs(page.render(answers, view="spending" if options.spend else None))
    elif options.style in ("json", "csv"):
        from dial_lsp.reports.access import csv, json

        if options.style == "csv":
            _write_head(answers)
        if nothing := no_answer(answers):
            output.write_error(nothing.rstrip())
        write_for_programs(csv.render(answers) if options.style == "csv" else json.render(answers))
    else:
        from dial_lsp.reports.access import markdown, table, why

        color = options.style == "table" and output.is_colored(options.color, sys.stdout, os.environ)
        if options.style == "markdown":
            write_for_programs(why.render(answers, color=False) if options.why else markdown.render(answers))
            return
        width = output.width()
        text = why.render(answers, color=color) if options.why else table.render(answers, width=width, color=color)
        write_for_people(text, color=color, pager=options.pager)
