"""Changed texts of configurations put back into the YAML files they stand in.

A change is made only if reading the file again gives exactly the intended texts: a line that does not fit the
indentation of its block, or anything else that YAML would take for something different, leaves the file alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dial_lsp.project.embedded import embedded_sources
from dial_lsp.text import Edit, Source, apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


@dataclass(frozen=True, slots=True)
class PutBack:
    """The texts of files, before and after; and files for which that is not possible."""

    texts: Mapping[str, tuple[str, str]]
    refused: tuple[str, ...] = ()


def put_back(before: Iterable[Source], after: Iterable[Source]) -> PutBack:
    """What changed sources make of their files; sources are told apart by their paths.

    A source that is a file is its own text. Changes of sources that cannot be edited are refused.
    """
    now = {source.path: source for source in after}
    texts: dict[str, tuple[str, str]] = {}
    changed: dict[str, list[Source]] = {}
    for source in before:
        if source.text == now[source.path].text:
            continue
        if source.host is None:
            texts[source.path] = (source.text, now[source.path].text)
        else:
            changed.setdefault(source.file, []).append(source)
    refused: list[str] = []
    for file, sources in changed.items():
        made = _made(sources, now)
        if made is None:
            refused.append(file)
        else:
            texts[file] = made
    return PutBack(texts, tuple(refused))


def may_be_made(source: Source, edits: Sequence[Edit]) -> bool:
    """Whether edits of a source can be written into its file; a text between apostrophes has no place for new lines."""
    host = source.host
    if host is None or host.is_literal:
        return True
    if not host.is_editable:
        return not edits
    is_single = host.source.text.startswith("'", host.span.start)
    return not (is_single and any("\n" in edit.text for edit in edits))


def dedented(source: Source) -> str:
    """The text of an editable source without the indentation of its block; all of it for a file."""
    if source.host is None:
        return source.text
    start, end = source.host.span
    indent = _indent(source)
    lines = _LINES.findall(source.text[start:end])
    return "".join(line[len(indent) :] if line.strip() else line.lstrip(" \t") for line in lines)


def with_text(source: Source, text: str) -> Source:
    """An editable source with another text in its block, which is given without indentation."""
    if source.host is None:
        return Source(source.path, text)
    indent = _indent(source)
    lines = (indent + line if line.strip() else line for line in _LINES.findall(text))
    return source.edited([Edit(source.host.span, "".join(lines))])


def _indent(source: Source) -> str:
    """The blanks that all lines of a block start with."""
    start, end = source.host.span if source.host else (0, len(source.text))
    lines = [line for line in _LINES.findall(source.text[start:end]) if line.strip()]
    return min((line[: len(line) - len(line.lstrip(" "))] for line in lines), key=len, default="")


def _made(sources: list[Source], now: Mapping[str, Source]) -> tuple[str, str] | None:
    """The text of a file before and after the changes of some texts in it."""
    edits: list[Edit] = []
    for source in sources:
        old, new = source.host, now[source.path].host
        if old is None or new is None or not old.is_editable:
            return None
        edits.append(Edit(old.span, new.source.text[new.span.start : new.span.end]))
        before = old.source.text
    after = apply_edits(before, edits)
    file = sources[0].file
    wanted = [(one.path, now.get(one.path, one).text.strip()) for one in embedded_sources(file, before)]
    found = [(one.path, one.text.strip()) for one in embedded_sources(file, after)]
    return (before, after) if found == wanted else None
