"""``dial-lint settings``: every setting, its value and where that comes from."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import click

from dial_lsp.cli import output
from dial_lsp.cli.choice import settings_file_of
from dial_lsp.cli.output import CONTEXT
from dial_lsp.reports.frame import printable
from dial_lsp.settings import Settings, line_of


@dataclass(frozen=True, slots=True)
class Options:
    """What was said on the command line, in the words of the choice of projects."""

    files: tuple[str, ...]
    style: str
    settings_file: str | None
    no_config: bool
    merge: bool = False
    core_version: str | None = None
    overwrite_arrays: bool = False


@click.command(context_settings=CONTEXT)
@click.argument("file", required=False, type=click.Path())
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", help="How to list them.")
@click.option(
    "--config", "settings_file", type=click.Path(), metavar="FILE", help="The settings file; default: dial-lint.toml."
)
@click.option("--no-config", is_flag=True, help="Use no settings file.")
def settings(file: str | None, **options: Any) -> None:
    """Show all settings and where each comes from.

    The settings are those for FILE or, without any, for the current folder.
    """
    found = settings_file_of(Options(files=(file,) if file else (), **options))
    chosen = found.settings if found else Settings()
    text = Path(found.path).read_text(encoding="utf-8") if found else ""
    rows = [
        (field.name.replace("_", "-"), _plain(getattr(chosen, field.name)), line_of(text, field.name.replace("_", "-")))
        for field in fields(Settings)
    ]
    if options["style"] == "json":
        values = {name: {"value": value, "from": _origin(found, line)} for name, value, line in rows}
        output.write(json.dumps(values, ensure_ascii=False, indent=2) + "\n", "utf-8")
        return
    width = max(len(name) for name, _, _ in rows)
    shown = [(name, json.dumps(value, ensure_ascii=False), _origin(found, line)) for name, value, line in rows]
    wide = max(len(value) for _, value, _ in shown)
    for name, value, origin in shown:
        output.write(f"{name:{width}}  {value:{wide}}  {printable(origin)}\n")


def _origin(found: Any, line: int | None) -> str:
    return "default" if found is None or line is None else f"{found.shown}:{line}"


def _plain(value: Any) -> Any:
    """A setting as JSON values, without what only the program knows of it."""
    if isinstance(value, tuple):
        return [_plain(element) for element in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: part for name, part in asdict(value).items() if name != "at" and part not in (None, "")}
    return value
