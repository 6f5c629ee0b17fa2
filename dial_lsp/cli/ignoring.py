"""``dial-lint check --add-ignores``: suppressions for all that is found, in the files or else in the settings."""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dial_lsp.analysis import Analysis
from dial_lsp.cli import output
from dial_lsp.model.reading import are_stripped
from dial_lsp.project.files import Undecodable, Unreadable, read_source
from dial_lsp.project.saving import SaveError, replace_file, save
from dial_lsp.project.settings_files import folder_of, settings_above
from dial_lsp.reports.frame import printable
from dial_lsp.reports.words import counted
from dial_lsp.rules import all_rules
from dial_lsp.settings import FILE_NAME, SettingsError, parse_settings
from dial_lsp.syntax import parse
from dial_lsp.syntax.layout import Layout
from dial_lsp.text import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.diagnostics import Diagnostic
    from dial_lsp.project.discovery import Project
    from dial_lsp.syntax import Document

_KEY = re.compile(r"/keys/#(?P<number>[0-9]+)(?::(?P<project>[^/]*))?(?P<inside>/.*)?", re.DOTALL)


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
        after = before.after(_comments(before, reason))
        failures += _save(before, after)
        left = [found for found in after.diagnostics if found.rule in _hideable()]
        if left:
            failures += _add_to_settings(left, after, reason, settings_file)
    return failures


def _comments(analysis: Analysis, reason: str) -> dict[str, tuple[Edit, ...]]:
    """The edits that add comments to the files that may have some."""
    lines: dict[tuple[str, int], set[str]] = defaultdict(set)
    for found in analysis.diagnostics:
        if found.rule in _hideable():
            source = found.location.source
            lines[source.path, source.position(found.location.span.start).line].add(found.rule)
    return {
        document.source.path: tuple(
            edit
            for (path, line), rules in sorted(lines.items())
            if path == document.source.path
            for edit in _comment(analysis, document, line, rules, reason)
        )
        for document in analysis.documents
        if are_stripped(document, comments=analysis.settings.comments)
    }


def _comment(analysis: Analysis, document: Document, line: int, rules: set[str], reason: str) -> Iterator[Edit]:
    """One more comment above a line, or more rules in the one that is there already."""
    source = document.source
    for comment in analysis.suppressions.comments:
        if comment.at.source is source and comment.target == line and comment.names:
            end = comment.names[-1].at.span.end
            yield Edit(Span(end, end), "".join(f", {rule}" for rule in sorted(rules)))
            return
    layout = Layout(source.text, document.comments)
    start = source.lines.span(line).start
    if any(comment.start < start < comment.end for comment in document.comments):
        return  # the line begins within a comment
    indent = layout.indent(start)
    yield Edit(Span(start, start), f"{indent}// dial-lint: ignore[{', '.join(sorted(rules))}] {reason}{layout.newline}")


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
    tables = list(dict.fromkeys(_table(found, analysis, reason, path) for found in left))
    gap = "" if not before else "\n" if before.endswith("\n") else "\n\n"
    after = before + gap + "\n".join(tables)
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


def _table(found: Diagnostic, analysis: Analysis, reason: str, settings: Path) -> str:
    source = os.path.abspath(found.location.source.path)  # noqa: PTH100
    path = os.path.relpath(source, settings.resolve().parent).replace(os.sep, "/")
    lines = [f"rule = {_quoted(found.rule)}", f"path = {_quoted(path)}"]
    if key := _KEY.fullmatch(found.pointer):
        lines.append(f"key = {_key(key['number'], key['project'], analysis)}")
        lines += [f"pointer = {_quoted(key['inside'])}"] if key["inside"] else []
    elif found.pointer:
        lines.append(f"pointer = {_quoted(found.pointer)}")
    return "\n".join(["[[ignore]]", *lines, f"reason = {_quoted(reason)}", ""])


def _key(number: str, project: str | None, analysis: Analysis) -> str:
    """An API key by its project, which stays when keys come and go, or by its position where a project has more."""
    name = project.replace("~1", "/").replace("~0", "~") if project else ""
    is_its_only_one = [key.project.text for key in analysis.config.keys].count(name) == 1
    return _quoted(name) if is_its_only_one else number


def _quoted(text: str) -> str:
    """A string of TOML; it escapes as JSON does, and one character more."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


@cache
def _hideable() -> frozenset[str]:
    """The rules whose findings are worth hiding: a suppression of a suppression is not."""
    return frozenset(rule.name for rule in all_rules() if not rule.judges_suppressions)
