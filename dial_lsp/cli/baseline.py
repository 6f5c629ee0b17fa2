"""``--baseline`` and ``--write-baseline``: the file behind them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from dial_lsp.cli import output
from dial_lsp.diagnostics import Impact
from dial_lsp.disk import read_bytes
from dial_lsp.project.reach import outside
from dial_lsp.project.whole_files import write_whole
from dial_lsp.reports.baseline import FROM_ITS_FOLDER, VERSION, Baseline, baseline_of, read, without_known, written
from dial_lsp.reports.fingerprint import in_repository
from dial_lsp.reports.frame import printable
from dial_lsp.reports.words import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from dial_lsp.reports.report import Report


def only_new(report: Report, path: str, text: str | None = None, *, quiet: bool) -> Report:
    """The report without what the baseline knows. Raises ClickException for a file that is none.

    ``text`` is that of the baseline as it counts, empty where there is none; else it is read.
    """
    if reason := outside(path):
        raise click.ClickException(f"{path}: {reason}.")
    try:
        baseline = Baseline({}) if text == "" else read(read_bytes(path).decode() if text is None else text)
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror or error}.") from error
    except ValueError as error:
        raise click.ClickException(f"{path}: {'it is no baseline' if _is_bytes(error) else error}.") from error
    report, gone = without_known(report, baseline, _relative_to(path, baseline.version))
    if gone and not quiet:
        are, them = ("is", "it") if gone == 1 else ("are", "them")
        told = f"{counted(gone, 'finding')} of {printable(path)} {are} gone; --write-baseline forgets {them}."
        output.write_error(told)
    return report


def write(report: Report, path: str, *, quiet: bool) -> None:
    """Write everything the report has to a baseline. Raises ClickException where it cannot be written."""
    baseline = baseline_of(report, _relative_to(path, VERSION))
    try:
        write_whole(path, written(baseline).encode(errors="backslashreplace"))  # half a pair, as JSON spells it
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror or error}.") from error
    if not quiet:
        refused = sum(diagnostic.impact is Impact.FILE_REJECTED for _, diagnostic in report.findings)
        because = f"; for {refused} of them Core refuses a file, which --baseline does not let pass" if refused else ""
        output.write_error(f"Wrote {counted(baseline.total, 'finding')} to {printable(path)}{because}.")


def _is_bytes(error: ValueError) -> bool:
    return isinstance(error, UnicodeDecodeError)


def _relative_to(path: str, version: int) -> Callable[[str], str]:
    """How a file is named in a baseline at that path: from the repository on, or from the baseline's folder."""
    folder = os.path.dirname(os.path.abspath(path))  # noqa: PTH100, PTH120 -- text only
    if version > FROM_ITS_FOLDER:
        return lambda file: in_repository(file, folder)
    return lambda file: os.path.relpath(os.path.abspath(file), folder).replace(os.sep, "/")  # noqa: PTH100
