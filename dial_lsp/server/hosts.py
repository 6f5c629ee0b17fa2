"""What YAML files hold that were read before, kept up with while somebody types in them."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dial_lsp.project.embedded import Embedded, embedded_in
from dial_lsp.project.following import Followed, followed
from dial_lsp.text import Edit, Source, apply_edits, difference

if TYPE_CHECKING:
    from collections.abc import Sequence

_REMEMBERED = 64  # files


@dataclass(frozen=True, slots=True)
class _Known:
    """What one file holds."""

    text: str  # of the file, in which all places are
    found: Embedded
    is_read: bool = True  # whether reading just this text would find that


def _trimmed(text: str, edit: Edit) -> Edit:
    """The edit without what it leaves as it is: some editors replace whole files."""
    if edit.span.start == edit.span.end or not edit.text:
        return edit
    smaller = difference(text[slice(*edit.span)], edit.text)
    return Edit(smaller.span.shifted(edit.span.start), smaller.text)


class Hosts:
    """Remembers what files hold. While one is no YAML, what it held when it was the last time stays.

    What a file that was never YAML holds is looked for anew each time.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[str, _Known] = OrderedDict()

    def embedded(self, path: str, text: str) -> Embedded:
        """The configurations in a YAML file."""
        known = self._known.get(path)
        is_same = known is not None and known.text == text
        if known is not None and is_same and known.is_read:
            return known.found
        sources = known.found.sources if known is not None and is_same else ()
        found = embedded_in(path, text, {source.host.span.start for source in sources if source.host})
        if known is not None and known.found.is_yaml and sources and not found.is_yaml:
            found = replace(known.found, broken=found.broken)
        self._remember(path, _Known(text, found))
        return found

    def follow(self, path: str, text: str, edits: Sequence[Edit]) -> Followed | None:
        """What edits make of the texts of a file that was read before; None for one of which nothing is known."""
        known = self._known.get(path)
        if known is None or apply_edits(known.text, edits) != text:
            return None
        file = Source(path, text)
        now = followed(known.found.sources, file, [_trimmed(known.text, edit) for edit in edits])
        configs = tuple(tuple(now.texts[source].source for source in config) for config in known.found.configs)
        is_read = known.is_read and now.is_certain and known.found.broken is None
        self._remember(path, _Known(text, replace(known.found, configs=configs), is_read))
        return now

    def is_read(self, path: str) -> bool:
        """Whether what is known of a file is what reading it would find."""
        known = self._known.get(path)
        return known is not None and known.is_read

    def forget(self) -> None:
        """Forget everything."""
        self._known.clear()

    def _remember(self, path: str, known: _Known) -> None:
        self._known[path] = known
        self._known.move_to_end(path)
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
