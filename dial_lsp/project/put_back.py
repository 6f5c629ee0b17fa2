"""Changed texts of configurations put back into the YAML files they stand in.

A change is made only if reading its place again gives exactly the intended text: a line that does not fit the
indentation of its block, or anything else that YAML would take for something different, leaves the file alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dial_lsp.text import Edit, Source, Span, apply_edits
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dial_lsp.text import Host

_LINES = compiled(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


@dataclass(frozen=True, slots=True)
class PutBack:
    """The texts of files, before and after; and files for which that is not possible, with why."""

    texts: Mapping[str, tuple[str, str]]
    refused: Mapping[str, str] = field(default_factory=dict)


def put_back(before: Iterable[Source], after: Iterable[Source]) -> PutBack:
    """What changed sources make of their files; sources are told apart by their paths.

    A source that is a file is its own text. Of a text that several configurations share the first change counts.
    """
    old = {source.path: source for source in before}
    changed = {source.path: source for source in after if source.text != old[source.path].text}
    texts: dict[str, tuple[str, str]] = {}
    edits: dict[str, dict[Span, Edit]] = {}
    files: dict[str, str] = {}
    refused: dict[str, str] = {}
    for path, source in old.items():
        now = changed.get(path)
        if now is None:
            continue
        if source.host is None or now.host is None:
            texts[path] = (source.text, now.text)
        elif now.host.is_unwritten:
            refused[source.file] = reason_of(now.host)
        else:
            files[source.file] = source.host.source.text
            edits.setdefault(source.file, {}).setdefault(source.host.span, _written(source.host, now.host))
    for path in files.keys() - refused.keys():
        texts[path] = (files[path], apply_edits(files[path], edits[path].values()))
    return PutBack(texts, refused)


def reason_of(host: Host) -> str:
    """Why a change of a text was not written into its file, in words that end no sentence."""
    return host.form.reason or "the changed text does not fit into its place"


def may_be_made(source: Source, edits: Sequence[Edit]) -> bool:
    """Whether edits of a source can be written into its file.

    That is not known of each before it is tried; where template code stands between apostrophes, which cannot be
    quoted in another way, there is no place for new lines.
    """
    host = source.host
    if host is None or host.is_literal or not edits:
        return True
    written = host.source.text[host.span.start : host.span.end]
    return not host.form.reason and not (
        written.startswith("'") and "{{" in written and any("\n" in edit.text for edit in edits)
    )


def has_layout(source: Source) -> bool:
    """Whether the lines of a text are lines for those who look at the file; a quoted text on one stays there."""
    host = source.host
    is_quoted = host is not None and host.source.text.startswith(("'", '"'), host.span.start) and not host.is_coded
    return not is_quoted or "\n" in source.text.strip()


def dedented(source: Source) -> str:
    """The text of a source; of a literal block without its indentation."""
    if source.host is None or not source.host.is_literal:
        return source.text
    start, end = source.host.span
    indent = indentation(source)
    lines = _LINES.findall(source.text[start:end])
    return "".join(line[len(indent) :] if line.strip() else line.lstrip(" \t") for line in lines)


def with_text(source: Source, text: str) -> Source:
    """A source with another text, which is given without the indentation of its block."""
    if source.host is None:
        return Source(source.path, text)
    if not source.host.is_literal:  # its end is not that of a file
        end = source.text[len(source.text.rstrip("\r\n")) :]
        return source.edited([Edit(Span(0, len(source.text)), text.rstrip("\r\n") + end)])
    indent = indentation(source)
    lines = (indent + line if line.strip() else line for line in _LINES.findall(text))
    return source.edited([Edit(source.host.span, "".join(lines))])


def indentation(source: Source) -> str:
    """The blanks that all lines of a literal block start with; none for any other text."""
    if source.host is None or not source.host.is_literal:
        return ""
    lines = [line for line in _LINES.findall(source.text[slice(*source.host.span)]) if line.strip()]
    return min((line[: len(line) - len(line.lstrip(" "))] for line in lines), key=len, default="")


def _written(old: Host, new: Host) -> Edit:
    """The edit that gives a text its new writing in the file."""
    behind = len(old.source.text) - old.span.end
    return Edit(old.span, new.source.text[old.span.start : len(new.source.text) - behind])
