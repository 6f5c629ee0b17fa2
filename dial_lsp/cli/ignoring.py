"""``dial-lint check --add-ignores``: suppressions for all that is found, in the files or else in the settings."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from dial_lsp.analysis import Analysis
from dial_lsp.cli import output
from dial_lsp.hiding import comments_for, hideable, tables_added, tables_for
from dial_lsp.project.files import Undecodable, Unreadable, read_source
from dial_lsp.project.saving import SaveError, replace_file, save
from dial_lsp.project.settings_files import folder_of, settings_above
from dial_lsp.reports.frame import printable
from dial_lsp.reports.words import counted
from dial_lsp.settings import FILE_NAME, SettingsError, parse_settings
from dial_lsp.syntax import parse
from dial_lsp.text import apply_edits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dial_lsp.diagnostics import Diagnostic
    from dial_lsp.project.discovery import Project


def add_ignores(projects: Sequence[Project], reason: str, settings_file: str | None) -> int:
    """Hide everything that is found, for this reason; returns how many files could not be written."""
    reason = " ".join(reason.split())
    failures = 0
    for project in projects:
        read = [read_source(path) for path in project.paths]
        sources = [each for each in read if not isinstance(each, Unreadable | Undecodable)]
        if len(sources) < len(read):
            continue  # the check says so
        before = Analysis([parse(source) for source in sources], project.settings)
        after = before.after(comments_for(before, before.diagnostics, reason))
        failures += _save(before, after)
        left = [found for found in after.diagnostics if found.rule in hideable()]
        if left:
            failures += _add_to_settings(left, after, reason, settings_file)
    return failures


def _save(before: Analysis, after: Analysis) -> int:
    failures = 0
    for old, new in zip(before.documents, after.documents, strict=True):
        if old.source.text == new.source.text:
            continue
        try:
            save(old.source.path, old.source.text, new.source.text)
        except SaveError as error:
            output.write_error(f"Error: {printable(old.source.path)} was left alone: {error}.")
            failures += 1
            continue
        count = len(after.suppressions.comments) - len(before.suppressions.comments)
        output.write_error(f"Added {counted(count, 'comment')} to {printable(old.source.path)}.")
    return failures


def _add_to_settings(left: Sequence[Diagnostic], analysis: Analysis, reason: str, settings_file: str | None) -> int:
    path = _settings_path(analysis.documents[0].source.path, settings_file)
    before = path.read_bytes().decode() if path.exists() else ""
    tables = tables_for(analysis, left, reason, str(path))
    after = apply_edits(before, [tables_added(before, tables)])
    try:
        parse_settings(after, path)
        replace_file(path, after.encode())
    except (SettingsError, OSError) as error:
        output.write_error(f"Error: {printable(str(path))} was left alone: {error}.")
        return 1
    output.write_error(f"Added {counted(len(tables), 'ignore')} to {printable(os.path.relpath(path))}.")
    return 0


def _settings_path(file: str, settings_file: str | None) -> Path:
    """The settings that a file has, else those it gets: here if it is below, else beside it."""
    if settings_file is not None:
        return Path(settings_file)
    folder = folder_of(file)
    found = settings_above(folder)
    if found is not None:
        return found.path
    is_below = Path(os.path.abspath(file)).is_relative_to(Path.cwd())  # noqa: PTH100 -- as it was named
    return (Path.cwd() if is_below else folder) / FILE_NAME
