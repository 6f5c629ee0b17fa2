"""Cases as Markdown: fenced blocks whose caret lines say what must be found.

A block is a file of the project (```` ```json ```` or ```` ```json overlay.json ````), its settings
(```` ```toml ````) or the text after the first offered fix (```` ```json fixed ````, ```` ```toml fixed ````). A line
of carets under a line of the file gives the range of a finding and the start of its message; a range that goes on over
the line's end is marked up to that end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dial_lsp.engine.analysis import Analysis
from dial_lsp.settings import FILE_NAME, parse_settings
from dial_lsp.syntax import parse
from dial_lsp.text import Source, apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.diagnostics import Diagnostic

_BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CARETS = re.compile(r"^( *)(\^+)(?: (.*))?$")


@dataclass(frozen=True, slots=True)
class Expected:
    """A finding a case asks for: the file, its line, the marked columns (from 0) and the start of the message."""

    path: str
    line: int
    start: int
    end: int
    message: str


@dataclass(slots=True)
class Case:
    """One project with what must be found in it, and its first file after the first fix."""

    name: str
    files: dict[str, str] = field(default_factory=dict)
    expected: list[Expected] = field(default_factory=list)
    settings: str = ""
    fixed: dict[str, str] = field(default_factory=dict)

    def analysis(self, choices: str = "", files: dict[str, str] | None = None) -> Analysis:
        """The analysis of the case's files in their order; ``choices`` are settings besides those of the case."""
        texts = {FILE_NAME: self.settings, **(files or self.files)}
        settings = parse_settings(texts.pop(FILE_NAME), FILE_NAME)
        settings = replace(settings, rules=(*parse_settings(choices, "choices.toml").rules, *settings.rules))
        return Analysis([parse(Source(path, text)) for path, text in texts.items()], settings)


def cases_in(text: str, *, separate: bool) -> Iterator[Case]:
    """The cases of a Markdown text: one for each ``##`` heading.

    When ``separate``, a json block starts a case of its own as soon as a file of its name is there.
    """
    for title, body in _sections(text):
        case = Case(title)
        for language, info, content in _BLOCK.findall(body):
            path = info.strip() or "aidial.config.json"
            if path == "fixed" and language == "toml":
                case.fixed[FILE_NAME] = content
            elif language == "toml":
                case.settings, expected = _unmark(FILE_NAME, content)
                case.expected += expected
            elif path.startswith("fixed"):
                case.fixed[path.removeprefix("fixed").strip() or next(iter(case.files))] = content
            else:
                if separate and path in case.files:
                    yield case
                    case = Case(title, settings=case.settings)
                case.files[path], expected = _unmark(path, content)
                case.expected += expected
        if case.files:
            yield case


def found(diagnostic: Diagnostic) -> Expected:
    """A diagnostic in the form a case writes it."""
    source, span = diagnostic.location.source, diagnostic.location.span
    start = source.position(span.start)
    width = len(source.line_text(start.line))
    end = source.position(span.end)
    last = end.column - 1 if end.line == start.line else width
    return Expected(source.path, start.line, start.column - 1, max(last, start.column), diagnostic.message)


def fixed_text(case: Case, diagnostic: Diagnostic) -> dict[str, str]:
    """The case's files and settings after the diagnostic's first fix."""
    files = {**case.files, FILE_NAME: case.settings}
    for path, edits in diagnostic.fixes[0].edits.items():
        files[path] = apply_edits(files[path], edits)
    return files


def _sections(text: str) -> Iterator[tuple[str, str]]:
    head, *rest = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    yield "", head
    yield from zip(rest[::2], rest[1::2], strict=True)


def _unmark(path: str, content: str) -> tuple[str, list[Expected]]:
    lines: list[str] = []
    expected: list[Expected] = []
    for line in content.split("\n"):
        carets = _CARETS.match(line)
        if carets is None:
            lines.append(line)
        else:
            expected.append(Expected(path, len(lines), carets.start(2), carets.end(2), carets.group(3) or ""))
    return "\n".join(lines), expected
