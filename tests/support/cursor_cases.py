"""Cases of editor features as Markdown: files with ``<cursor>`` in one of them, and the whole answer below.

``<range>`` and ``</range>`` mark a selection instead.

A ``##`` heading names a case. Its ``json`` blocks are files of a project in merge order (```` ```json keys.json ````
names one), a ``toml`` block its settings; the one block of another language (``text``, ``markdown``) is the answer.
Files without a block of their own are those of the text before the first heading. Run with ``REWRITE_CASES=1`` to write
down the answers given now, and read the difference.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dial_lsp.engine.analysis import Analysis
from dial_lsp.settings import parse_settings
from dial_lsp.syntax import parse
from dial_lsp.text import Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dial_lsp.text import Location, Span

CURSOR = "<cursor>"
RANGE = ("<range>", "</range>")
_CASE = re.compile(r"^## (.+)\n((?:(?!^## ).*\n)*)", re.MULTILINE)
_BLOCK = re.compile(r"^(`{3,})(\w+)([^\n]*)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)


@dataclass(slots=True)
class CursorCase:
    """One question: the files without the cursor, where it stood, other words of the heading line, and the answer."""

    file: Path
    title: str
    files: dict[str, str] = field(default_factory=dict)
    settings: str = ""
    path: str = ""
    offset: int = 0
    end: int = 0  # of the selection that starts at the offset
    arguments: str = ""
    answer: str = ""

    @property
    def analysis(self) -> Analysis:
        """The analysis of the case's files."""
        documents = [parse(Source(path, text)) for path, text in self.files.items()]
        return Analysis(documents, parse_settings(self.settings, "dial-lint.toml"))

    def check(self, answer: str) -> None:
        """Compare an answer with the expected one, or write it down."""
        if os.environ.get("REWRITE_CASES") and answer != self.answer:
            text = self.file.read_text(encoding="utf-8")
            start = text.index(f"## {self.title}\n")
            found = next(block for block in _BLOCK.finditer(text, start) if block[2] not in ("json", "toml"))
            text = text[: found.start(4)] + answer + text[found.end(4) :]
            self.file.write_text(text, encoding="utf-8")
            return
        assert answer == self.answer


def cursor_cases(folder: Path) -> list[CursorCase]:
    """All cases of a folder's Markdown files."""
    return [case for path in sorted(folder.glob("*.md")) for case in _cases(path)]


def judged(case: CursorCase) -> Analysis:
    """The configuration of a case whose cursor is in a policy file."""
    return Analysis([parse(Source(path, text)) for path, text in case.files.items() if path != case.path])


def title_of(case: CursorCase) -> str:
    """The name of a test."""
    return f"{case.file.stem}: {case.title}"


def shown(location: Location) -> str:
    """A location as people see it: where, the line, and carets under it."""
    return shown_span(location.source, location.span)


def shown_span(source: Source, span: Span, note: str = "") -> str:
    """A span as people see it: where, the line, and carets under it with a note behind them."""
    line, column = source.position(span.start)
    text = source.line_text(line)
    last = source.position(span.end)
    end = last.column if last.line == line else len(text) + 1
    carets = " " * (column - 1) + "^" * max(end - column, 1) + (f" {note}" if note else "")
    below = "" if last.line == line else f"\n(to {last.line}:{last.column})"
    return f"{source.path}:{line}\n{text}\n{carets}{below}\n"


def _cases(path: Path) -> Iterator[CursorCase]:
    text = path.read_text(encoding="utf-8")
    head = text.partition("\n## ")[0]
    common = {
        info.strip() or "aidial.config.json": body for _, kind, info, body in _BLOCK.findall(head) if kind == "json"
    }
    for title, body in _CASE.findall(text):
        yield _case(CursorCase(path, title, dict(common)), body)


def _case(case: CursorCase, body: str) -> CursorCase:
    for _, kind, info, content in _BLOCK.findall(body):
        if kind == "json":
            case.files[info.strip() or "aidial.config.json"] = content
        elif kind == "toml":
            case.settings = content
        else:
            case.answer = content
            case.arguments = info.strip()
    for path, text in case.files.items():
        if CURSOR in text:
            case.path, case.offset = path, text.index(CURSOR)
            case.end = case.offset
            case.files[path] = text.replace(CURSOR, "")
        elif all(mark in text for mark in RANGE):
            before, inside, behind = re.split("|".join(RANGE), text)
            case.path, case.offset, case.end = path, len(before), len(before + inside)
            case.files[path] = before + inside + behind
    return case
