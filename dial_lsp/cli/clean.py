"""``dial-lint clean``: remove the reports that are kept."""

from __future__ import annotations

import os

import click

from dial_lsp.cache.folder import folder
from dial_lsp.cache.keeping import Keeping
from dial_lsp.cli import output
from dial_lsp.cli.output import CONTEXT
from dial_lsp.reports.frame import printable
from dial_lsp.reports.words import counted


@click.command(context_settings=CONTEXT)
def clean() -> None:
    """Remove the reports that are kept in your cache folder, so that nothing is shown again.

    That folder is dial-lint in the cache folder of the user, or what the environment variable DIAL_LINT_CACHE_DIR
    names.
    """
    home = folder(os.environ)
    reports, size = Keeping(home).clean() if home else (0, 0)
    where = printable(home) if home else "the cache folder"
    if size:
        output.write(f"Removed {counted(reports, 'report')}, {size / 1024:.0f} kB, from {where}.\n")
    else:
        output.write(f"There is nothing to remove in {where}.\n")
