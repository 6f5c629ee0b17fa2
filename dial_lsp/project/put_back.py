"""Changed texts of configurations put back into the YAML files they stand in.

A change is made only if reading the file again gives exactly the intended texts: a line that does not fit the
indentation of its block, or anything else that YAML would take for something different, leaves the file alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dial_lsp.project.embedded import embedded_sources
from dial_lsp.text import Edit, apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dial_lsp.text import Source


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
