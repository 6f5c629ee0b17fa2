"""``dial-lint settings``: every setting, its value and where that comes from."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import click

from dial_lsp.cli import output
from dial_lsp.cli.choice import say_notes, settings_for, settings_options
from dial_lsp.cli.output import CONTEXT
from dial_lsp.project.projects import Origin
from dial_lsp.reports.frame import printable
from dial_lsp.settings.choices import ABOUT, field_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.project.projects import Project


@dataclass(frozen=True, slots=True)
class Options:
    """What was said on the command line, in the words of the choice of projects."""

    files: tuple[str, ...]
    style: str
    core_version: str | None
    overwrite_arrays: bool
    settings_file: str | None
    no_config: bool
    merge: bool = False


@click.command(context_settings=CONTEXT)
@click.argument("file", required=False, type=click.Path())
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", help="How to list them.")
@settings_options
def settings(file: str | None, **options: Any) -> int:
    """Show all settings and where each comes from.

    The settings are those for FILE or, without any, for the configurations that are found here.
    """
    chosen = Options(files=(file,) if file else (), **options)
    projects = settings_for(chosen)
    if chosen.style == "json":
        told = [_told(project) for project in projects]
        text = json.dumps(told[0] if len(told) == 1 else told, ensure_ascii=False, indent=2)
        output.write(text + "\n", "utf-8")
    else:
        output.write("\n".join(_table(project, is_one=len(projects) == 1) for project in projects))
    for mistake in (mistake for project in projects for mistake in project.settings.mistakes):
        line, column = mistake.at.source.position(mistake.at.span.start)
        output.write_error(f"{printable(mistake.at.source.path)}:{line}:{column}: {printable(mistake.message)}")
    say_notes(projects)
    return 0


def _rows(project: Project) -> Iterator[tuple[str, Any, str]]:
    """Each setting with its value as JSON has it and what it comes from."""
    for name in ABOUT:
        value, origin = _plain(getattr(project.settings, field_name(name))), project.settings.origins.get(name)
        if name == "select":
            value = [choice.rule for choice in project.settings.select]
        if name == "rules":
            value = {choice.rule: choice.severity for choice in project.settings.rules}
        if name == "files" and project.origin not in (Origin.NAMED, Origin.SETTINGS):
            value, origin = list(project.paths), project.found_in or project.origin.value
        yield name, value, origin or "default"


def _told(project: Project) -> dict[str, Any]:
    return {name: {"value": value, "from": origin} for name, value, origin in _rows(project)}


def _table(project: Project, *, is_one: bool) -> str:
    rows = [(name, json.dumps(value, ensure_ascii=False), origin) for name, value, origin in _rows(project)]
    width = max(len(name) for name, _, _ in rows)
    wide = min(max(len(value) for _, value, _ in rows), 60)
    title = "" if is_one else f"{printable(' + '.join(project.paths))}\n"
    return title + "".join(
        f"{name:{width}}  {printable(value):{wide}}  {printable(origin)}\n" for name, value, origin in rows
    )


def _plain(value: Any) -> Any:
    """A setting as JSON values, without what only the program knows of it."""
    if isinstance(value, tuple):
        return [_plain(element) for element in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: part for name, part in asdict(value).items() if name != "at" and part not in (None, "")}
    return value
