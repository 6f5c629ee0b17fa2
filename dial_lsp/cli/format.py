"""``dial-lint format``: the same values and comments, laid out the same way everywhere."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from dial_lsp.cli import output
from dial_lsp.cli.choice import chosen_projects
from dial_lsp.cli.output import CONTEXT, Color, color_option
from dial_lsp.project.discovery import Project
from dial_lsp.reports.frame import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.text import Source

DONE, DIFFERS, NOT_DONE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Options:
    """What was said on the command line, and what chooses the files where none is named."""

    files: tuple[str, ...]
    check: bool
    diff: bool
    indent: int | None
    color: Color
    quiet: bool
    merge: bool = False
    core_version: str | None = None
    overwrite_arrays: bool = False
    settings_file: str | None = None
    no_config: bool = False


@click.command(context_settings=CONTEXT)
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path())
@click.option("--check", is_flag=True, help="Write nothing; name the files that would change, and exit with 1 for any.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change, and exit with 1 if anything would.")
@click.option("--indent", type=click.IntRange(1, 8), metavar="N", help="Spaces of a level; default: as it is.")
@color_option
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but what goes wrong.")
def format(**options: Any) -> int:  # noqa: A001 -- named as the subcommand is
    """Lay out files evenly, with all their values and comments.

    Without a FILE: the JSON files that check would check. - reads standard input and writes to standard output. A file
    that is no JSON is left alone: check says what is wrong with it. In YAML the configurations are laid out, and
    nothing else.
    """
    return run(Options(**options))


def run(options: Options) -> int:
    """Format what the options name and return the exit code."""
    if options.files:
        files = {path: Project((path,)) for path in options.files}
    else:
        files = {
            path: Project((path,), refused=project.refused)
            for project in chosen_projects(options)
            for path in project.paths
            if not path.endswith((".yaml", ".yml"))
        }
    return max(map(partial(_format, options=options), files.values()), default=DONE)


def _format(project: Project, *, options: Options) -> int:
    from dial_lsp.project.opened import opened
    from dial_lsp.project.put_back import put_back

    path = project.paths[0]
    found = opened(project)
    reasons = [*(one.reason for one in found.unreadable), *(one.reason for one in found.undecodable)]
    if reasons:
        return _left_alone(path, reasons[0])
    formatted = [_formatted(source, options) for source in found.sources]
    wrong = [one for one in formatted if isinstance(one, str)]
    if wrong:
        return _left_alone(path, wrong[0])
    put = put_back(found.sources, (one for one in formatted if not isinstance(one, str)))
    for reason in put.refused.values():
        return _left_alone(path, reason)
    file = found.sources[0].host.source if found.sources[0].host else found.sources[0]
    return _done(file, put.texts.get(file.path, (file.text, file.text))[1], options)


def _done(source: Source, formatted: str, options: Options) -> int:
    """Write, show or tell what became of a file."""
    from dial_lsp.project.files import STANDARD_INPUT

    if options.diff:
        _show(source, formatted, options)
    elif source.path == STANDARD_INPUT and not options.check:
        output.write(formatted, "utf-8")
        return DONE
    if formatted == source.text:
        return DONE
    if options.check and not options.diff and not options.quiet:
        output.write(f"{printable(source.path)} would change.\n")
    return DIFFERS if options.check or options.diff else _saved(source, formatted, options)


def _formatted(source: Source, options: Options) -> Source | str:
    """The source as it should be, or why it cannot be had."""
    from dial_lsp.project.put_back import dedented, has_layout, with_text
    from dial_lsp.syntax import parse
    from dial_lsp.syntax.formatting import format_document
    from dial_lsp.text import Source as Text
    from dial_lsp.text import apply_edits

    host = source.host
    if host is not None and host.form.reason:
        return host.form.reason
    if host is not None and "{{" in host.source.text[host.span.start : host.span.end]:
        return f"{host.name} is a template"
    if not has_layout(source):
        return source
    text = dedented(source)
    document = parse(Text(source.path, text))
    if document.problems:
        return "it is no JSON; check says what is wrong"
    if document.trailing:
        return "something stands behind the end of its first value; check says what"
    indent = " " * options.indent if options.indent else None
    return with_text(source, apply_edits(text, format_document(document, indent=indent)))


def _saved(source: Source, formatted: str, options: Options) -> int:
    from dial_lsp.project.saving import SaveError, save

    try:
        save(source.path, source.text, formatted)
    except SaveError as error:
        return _left_alone(source.path, str(error))
    if not options.quiet:
        output.write_error(f"Formatted {printable(source.path)}.")
    return DONE


def _show(source: Source, formatted: str, options: Options) -> None:
    from dial_lsp.reports.patch import patch

    color = output.is_colored(options.color, sys.stdout, os.environ)
    made = patch(source.path, *_sides(source, formatted), color=color)
    output.write(made.text, "utf-8")
    if made.is_masked and not options.quiet:
        output.write_error("Secrets are shown as •••, so this patch is for reading.")


def _sides(source: Source, formatted: str) -> Iterator[Any]:
    from dial_lsp.masking.files import masked_in_file
    from dial_lsp.masking.secrecy import Secrecy
    from dial_lsp.project.opened import texts_in
    from dial_lsp.reports.patch import Side
    from dial_lsp.syntax import parse

    for text in (source.text, formatted):
        documents = list(map(parse, texts_in(source.path, text)))
        yield Side(text, masked_in_file(documents, Secrecy(documents)))


def _left_alone(path: str, reason: str) -> int:
    output.write_error(f"Error: {printable(path)} was left alone: {reason}.")
    return NOT_DONE
