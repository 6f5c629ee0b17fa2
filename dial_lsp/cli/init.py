"""``dial-lint init``: a settings file to begin with, made from what is found."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dial_lsp.cli import output
from dial_lsp.cli.output import CONTEXT
from dial_lsp.project.projects import Project
from dial_lsp.project.whole_files import create_whole
from dial_lsp.reports.frame import printable
from dial_lsp.settings import FILE_NAME
from dial_lsp.settings.choices import ABOUT, field_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dial_lsp.settings import Settings

_TAKEN_OVER = ("overwrite-arrays", "core-version", "admin-roles")  # what static settings of Core tell


@click.command(context_settings=CONTEXT)
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(exists=True, dir_okay=False))
@click.option("--print", "only_print", is_flag=True, help="Print the settings instead of writing them.")
def init(files: tuple[str, ...], *, only_print: bool) -> None:
    """Write a settings file for what is found here.

    dial-lint.toml names the FILEs as one configuration, in this order; without any the one that is found here, with
    what Core's static settings or a Compose file say of it. Every setting is in it with a comment. A file that is
    there already is left alone.
    """
    path = Path(FILE_NAME)
    if path.exists() and not only_print:
        raise click.ClickException(f"there is a {FILE_NAME} already; --print shows what would be in a new one.")
    found = (Project(files),) if files else _found()
    one = found[0] if len(found) == 1 else Project(())
    text = settings_text(one.paths, one.settings, has_comments=_has_comments(one))
    if only_print:
        output.write(text, "utf-8")
        return
    try:
        create_whole(FILE_NAME, text.encode())
    except OSError as error:
        raise click.ClickException(f"{FILE_NAME} cannot be written: {error.strerror or error}.") from error
    output.write_error(f"Wrote {FILE_NAME} {_what_for(found)}.")


def settings_text(files: Sequence[str], settings: Settings, *, has_comments: bool) -> str:
    """The whole file. What is not known is there too, as a comment."""
    known = {"files": [Path(os.path.relpath(file)).as_posix() for file in files]} if files else {}
    known |= {name: getattr(settings, field_name(name)) for name in _TAKEN_OVER if name in settings.origins}
    # Whether something strips them cannot be seen here, and to assume it would hide what Core refuses.
    told = {"comments": ("There are comments in these files now.",)} if has_comments else {}
    told |= {name: (f"This is from {settings.origins[name]}.",) for name in known if name in settings.origins}
    parts = ["# Settings of dial-lint for this folder and all below; `dial-lint settings` shows what holds.\n"]
    for name, about in ABOUT.items():
        comment = "".join(f"# {line}\n" for line in (*about.comment, *told.get(name, ())))
        example = "".join(f"# {line}\n" for line in about.example.split("\n"))
        value = f"{name} = {json.dumps(known[name], ensure_ascii=False)}\n" if name in known else example
        parts.append(comment + value)
    return "\n".join(parts)


def _found() -> tuple[Project, ...]:
    from dial_lsp.project.discovery import projects_in

    return projects_in(Path(), lambda _folder: None)


def _what_for(found: Sequence[Project]) -> str:
    if len(found) == 1:
        return f"for {printable(' and '.join(found[0].paths))}"
    if not found:
        return "for no configuration, as none was found: name its files in it"
    listed = "".join(f"\n  {printable(' '.join(project.paths))}" for project in found)
    return f"without files, for {len(found)} configurations were found, and each is checked as it is:{listed}"


def _has_comments(project: Project) -> bool:
    from dial_lsp.project.opened import opened_apart
    from dial_lsp.syntax import parse

    return any(parse(source).comments for file in opened_apart(project) for source in file.sources)
