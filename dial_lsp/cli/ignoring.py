"""``dial-lint check --add-ignores``: suppressions for all that is found, in the files or else in the settings."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from dial_lsp.cli import output
from dial_lsp.disk import read_bytes
from dial_lsp.engine.analysis import Analysis
from dial_lsp.engine.hiding import comments_for, hideable, tables_added, tables_for
from dial_lsp.project.opened import opened
from dial_lsp.project.put_back import put_back
from dial_lsp.project.saving import SaveError, save
from dial_lsp.project.settings_files import folder_of, settings_above
from dial_lsp.project.whole_files import create_whole
from dial_lsp.reports.frame import printable
from dial_lsp.reports.words import counted
from dial_lsp.settings import FILE_NAME, SettingsError, parse_settings
from dial_lsp.syntax import parse
from dial_lsp.text import apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dial_lsp.diagnostics import Diagnostic
    from dial_lsp.project.discovery import Project
    from dial_lsp.text import Source


def add_ignores(projects: Sequence[Project], reason: str, settings_file: str | None) -> int:
    """Hide everything that is found, for this reason; returns how many files could not be written."""
    reason = " ".join(reason.split())
    failures = 0
    for project in projects:
        read = opened(project)
        if read.unreadable or read.undecodable:
            continue  # the check says so
        before = [Analysis([parse(source) for source in config], project.settings) for config in read.configs]
        after = [one.after(comments_for(one, one.diagnostics, reason)) for one in before]
        failures += _save(before, after)
        for one in after:
            left = [found for found in one.diagnostics if found.rule in hideable()]
            if left:
                failures += _add_to_settings(left, one, reason, settings_file)
    return failures


def _save(before: Sequence[Analysis], after: Sequence[Analysis]) -> int:
    put = put_back(_sources(before), _sources(after))
    failures = len(put.refused)
    for path, reason in put.refused.items():
        output.write_error(f"Error: {printable(path)} was left alone: {reason}.")
    for path, (old, new) in put.texts.items():
        try:
            save(path, old, new)
        except SaveError as error:
            output.write_error(f"Error: {printable(path)} was left alone: {error}.")
            failures += 1
            continue
        count = _comments(after, path) - _comments(before, path)
        output.write_error(f"Added {counted(count, 'comment')} to {printable(path)}.")
    return failures


def _sources(analyses: Iterable[Analysis]) -> list[Source]:
    return [document.source for analysis in analyses for document in analysis.documents]


def _comments(analyses: Iterable[Analysis], path: str) -> int:
    """How many comments of a file hide findings."""
    return sum(comment.at.source.file == path for analysis in analyses for comment in analysis.suppressions.comments)


def _add_to_settings(left: Sequence[Diagnostic], analysis: Analysis, reason: str, settings_file: str | None) -> int:
    path = _settings_path(analysis.documents[0].source.file, settings_file)
    tables = tables_for(analysis, left, reason, str(path))
    try:
        before = read_bytes(path).decode() if path.exists() else None
        after = apply_edits(before or "", [tables_added(before or "", tables)])
        parse_settings(after, path)
        if before is None:
            create_whole(str(path), after.encode())
        else:
            save(str(path), before, after)
    except UnicodeEncodeError:
        output.write_error(f"Error: {printable(str(path))} was left alone: TOML has no word for half a surrogate pair.")
        return 1
    except (SettingsError, SaveError, OSError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        output.write_error(f"Error: {printable(str(path))} was left alone: {reason}.")
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
