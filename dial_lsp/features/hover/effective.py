"""In a project of several files: which value counts, which file it is from, and which values lost."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from dial_lsp.features.hover.markup import Bullets, Code, Paragraph, Strong, Topic
from dial_lsp.model.merge import origins
from dial_lsp.syntax.tree import MISSING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.features.hover.markup import Words
    from dial_lsp.model.place import ConfigEntry, ConfigSection, Part
    from dial_lsp.syntax.tree import Pointer

_LONGEST = 60


def effective_topic(analysis: Analysis, entry: ConfigEntry, pointer: Pointer) -> Topic | None:
    """Where a member of the merged config is written; None where only one place writes it, and inside lists."""
    if any(isinstance(step, int) for step in pointer):
        return None
    written = origins(entry, pointer, overwrite_arrays=analysis.merging.overwrite_arrays)
    if len(written) < 2:  # noqa: PLR2004 -- one place is no question
        return None
    values = [_value(part, inner) for part, inner in written]
    counting = _first_that_counts(analysis, values, is_entry=not pointer, replaced=len(entry.replaced))
    lines = [
        _line(analysis, part, inner, "" if number >= counting else ", replaced")
        for number, (part, inner) in enumerate(written)
    ]
    together = len(values) - counting > 1
    head = "Put together from these files" if together else "The last file counts"
    return Topic((Paragraph((Strong(head),)), Bullets(tuple(lines))))


def section_topic(analysis: Analysis, section: ConfigSection) -> Topic | None:
    """Which files write a section; None where only one place does."""
    if len(section.layers) < 2:  # noqa: PLR2004 -- one place is no question
        return None
    lines: list[Words] = []
    for layer in section.layers:
        document = analysis.documents[layer.file]
        start = document.section_span(layer.section, "key").start
        count = len(layer.section.entries)
        what = f": {count} {'entry' if count == 1 else 'entries'}" if layer.section.kind == "object" else ""
        where = Code(f"{_name(analysis, document.source.path)}:{document.source.position(start).line}")
        lines.append((where, what))
    return Topic((Paragraph((Strong("Put together from these files"),)), Bullets(tuple(lines))))


def _first_that_counts(analysis: Analysis, values: Sequence[Any], *, is_entry: bool, replaced: int) -> int:
    """Of values written one over the other, the first that is still part of the result."""
    if is_entry:
        return replaced
    first = len(values) - 1
    kind = dict if isinstance(values[-1], dict) else list
    if kind is list and (not isinstance(values[-1], list) or analysis.merging.overwrite_arrays):
        return first
    while first > 0 and isinstance(values[first - 1], kind):
        first -= 1
    return first


def _line(analysis: Analysis, part: Part, pointer: Pointer, end: str) -> Words:
    document = analysis.documents[part.file]
    span = document.span_of(part.entry, pointer, "key" if not pointer else "value")
    line = document.source.position(span.start).line
    where = Code(f"{_name(analysis, document.source.path)}:{line}")
    value = _value(part, pointer)
    if not pointer or isinstance(value, dict):
        return (where, end)
    whole = document.span_of(part.entry)
    masked = analysis.secrecy.masked(document, whole)
    secret = any(one.start < span.end and one.end > span.start for one in masked)
    return (where, ": ", *(("a secret",) if secret else _shown(value)), end)


def _shown(value: Any) -> Iterator[str | Code]:
    if isinstance(value, list):
        yield f"{len(value)} element{'' if len(value) == 1 else 's'}"
        return
    text = json.dumps(value, ensure_ascii=False, default=str)
    yield Code(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")


def _value(part: Part, pointer: Pointer) -> Any:
    value = part.entry.value
    for step in pointer:
        value = value.get(step, MISSING) if isinstance(value, dict) else MISSING
    return value


def _name(analysis: Analysis, path: str) -> str:
    """The file's name, with its folder where two files of the project have the same."""
    same = [one for one in analysis.documents if PurePath(one.source.path).name == PurePath(path).name]
    return "/".join(PurePath(path).parts[-2:]) if len(same) > 1 else PurePath(path).name
