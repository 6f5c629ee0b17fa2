"""``dial-lint render``: the configuration that Core would have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import click

from dial_lsp.cli import output
from dial_lsp.cli.choice import only_project, settings_options
from dial_lsp.cli.output import CONTEXT

DONE, REFUSED, NOT_READ = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Options:
    """What was said on the command line."""

    files: tuple[str, ...]
    merge: bool
    origin: bool
    show_secrets: bool
    core_version: str | None
    overwrite_arrays: bool
    settings_file: str | None
    no_config: bool


@click.command(context_settings=CONTEXT)
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path())
@click.option("--merge", is_flag=True, help="The files make one configuration, merged in this order.")
@click.option("--origin", is_flag=True, help="Say behind each line, in a comment, which files write it; the last wins.")
@click.option("--show-secrets", is_flag=True, help="Show API keys and other secrets, which are masked without it.")
@settings_options
def render(**options: Any) -> int:
    """Print the configuration that Core would have, merged and without comments.

    The FILEs are chosen as for check. The output is strict JSON with all members and values as they are written:
    nothing is converted, and what Core would ignore or drop is still there. Exits with 1 if Core would refuse the
    files; then this is what could be read of them.
    """
    return run(Options(**options))


def run(options: Options) -> int:
    """Print what the options name and return the exit code."""
    project = only_project(options)
    # The analysis is imported late, so that help and wrong usage are answered at once.
    from dial_lsp.cli.reading import sources_of
    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.engine.refusing import refusing_rules
    from dial_lsp.masking.masks import MASK
    from dial_lsp.reports import merged
    from dial_lsp.syntax import parse

    sources = sources_of(project)
    if sources is None:
        return NOT_READ
    analysis = Analysis([parse(source) for source in sources], project.settings, rules=refusing_rules())
    whole = merged.render(analysis.config, origin=options.origin, secrets=True)
    text = whole if options.show_secrets else merged.without_secrets(analysis.config, whole)
    output.write(text, "utf-8")
    if text != whole:
        output.write_error(f"Secrets are shown as {MASK}, API keys by number and project; --show-secrets shows them.")
    if analysis.verdict == "rejects":
        output.write_error("Core would refuse these files; check says why. This is what could be read of them.")
        return REFUSED
    return DONE
