"""Suppressions for what is found, with a reason: comments in files that may have them, else ignores of the settings.

Nothing is written here: comments are text edits, ignores are tables of TOML to add to the settings.
"""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dial_lsp.model.reading import are_stripped
from dial_lsp.rules import all_rules
from dial_lsp.settings import SHARED_NAME, TABLE
from dial_lsp.syntax.layout import Begin, Layout
from dial_lsp.text import Edit, Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.diagnostics import Diagnostic
    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.syntax import Document

_KEY = compiled(r"/keys/#(?P<number>[0-9]+)(?::(?P<project>[^/]*))?(?P<inside>/.*)?", re.DOTALL)


@cache
def hideable() -> frozenset[str]:
    """The rules whose findings are worth hiding: a suppression of a suppression is not."""
    rules = all_rules()
    judging = {rule.full_name(check.code) for rule in rules for check in rule.checks if check.judges_suppressions}
    return frozenset(name for rule in rules for name in rule.full_names) - judging


def may_have_comments(analysis: Analysis, document: Document) -> bool:
    """Whether a comment can be written into the document, and is taken out before Core reads it."""
    host = document.source.host
    return are_stripped(document, comments=analysis.settings.comments) and (host is None or host.is_literal)


def comments_for(analysis: Analysis, found: Sequence[Diagnostic], reason: str) -> dict[str, tuple[Edit, ...]]:
    """The edits, by path, that hide diagnostics by comments; none where a file may have no comments."""
    lines: dict[tuple[str, int], set[str]] = defaultdict(set)
    for one in found:
        if one.rule in hideable():
            source = one.location.source
            lines[source.path, source.position(one.location.span.start).line].add(one.rule)
    return {
        document.source.path: tuple(
            edit
            for (path, line), rules in sorted(lines.items())
            if path == document.source.file and _has_line(document, line)
            for edit in _comment(analysis, document, line, rules, reason)
        )
        for document in analysis.documents
        if may_have_comments(analysis, document)
    }


def tables_for(analysis: Analysis, found: Sequence[Diagnostic], reason: str, settings_path: str) -> tuple[str, ...]:
    """The ignores that hide diagnostics, each once, as tables for the settings file at this path."""
    return tuple(dict.fromkeys(_table(one, analysis, reason, Path(settings_path)) for one in found))


def tables_added(text: str, tables: Sequence[str]) -> Edit:
    """The edit that adds tables to the end of the text of a settings file."""
    gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
    return Edit(Span(len(text), len(text)), gap + "\n".join(tables))


def _has_line(document: Document, line: int) -> bool:
    """Whether a line of the file is one of the document."""
    source = document.source
    return source.host is None or source.host.span.start <= source.lines.span(line).start < source.host.span.end


def _comment(analysis: Analysis, document: Document, line: int, rules: set[str], reason: str) -> Iterator[Edit]:
    """One more comment above a line, or more rules in the one that is there already."""
    source = document.source
    for comment in analysis.suppressions.comments:
        if comment.at.source is source and comment.target == line and comment.names:
            end = comment.names[-1].at.span.end
            yield Edit(Span(end, end), "".join(f", {rule}" for rule in sorted(rules)))
            return
    layout = Layout(source.text, document.comments, begin=Begin.of(source))
    start = source.lines.span(line).start
    if any(comment.start < start < comment.end for comment in document.comments):
        return  # the line begins within a comment
    indent = layout.indent(start)
    yield Edit(Span(start, start), f"{indent}// dial-lint: ignore[{', '.join(sorted(rules))}] {reason}{layout.newline}")


def _table(found: Diagnostic, analysis: Analysis, reason: str, settings: Path) -> str:
    source = os.path.abspath(found.location.source.path)  # noqa: PTH100
    path = os.path.relpath(source, settings.resolve().parent).replace(os.sep, "/")
    lines = [f"rule = {_quoted(found.rule)}", f"path = {_quoted(path)}"]
    if key := _KEY.fullmatch(found.pointer):
        lines.append(f"key = {_key(key['number'], key['project'], analysis)}")
        lines += [f"pointer = {_quoted(key['inside'])}"] if key["inside"] else []
    elif found.pointer:
        lines.append(f"pointer = {_quoted(found.pointer)}")
    header = f"[[{'.'.join(TABLE)}.ignore]]" if settings.name == SHARED_NAME else "[[ignore]]"
    return "\n".join([header, *lines, f"reason = {_quoted(reason)}", ""])


def _key(number: str, project: str | None, analysis: Analysis) -> str:
    """An API key by its project, which stays when keys come and go, or by its position where a project has more."""
    name = project.replace("~1", "/").replace("~0", "~") if project else ""
    is_its_only_one = [key.project.text for key in analysis.config.keys].count(name) == 1
    return _quoted(name) if is_its_only_one else number


def _quoted(text: str) -> str:
    """A string of TOML; it escapes as JSON does, and one character more."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
