"""Changes that come late: Helix 25.01 sends them in another order than they were made when somebody types fast.

Each is made when it comes. While a version is missing, what came since is kept, and once the missing one is there all
are made again in order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsprotocol import types

    from dial_lsp.server.texts import OpenText

_MOST = 50
"""Versions that are kept while one is missing; then the client is one that does not count by ones."""


class Order:
    """The changes of one open text since a version is missing."""

    def __init__(self) -> None:
        self._base: OpenText | None = None
        self._since: dict[int, Sequence[types.TextDocumentContentChangeEvent]] = {}
        self._counts_by_ones = True

    def note(
        self, text: OpenText, version: int, changes: Sequence[types.TextDocumentContentChangeEvent]
    ) -> OpenText | None:
        """Take notice of changes before they are made; where they are late, the text as all make it in order.

        ``text`` is what is known before them. Late ones that nothing waits for are to be passed over.
        """
        if self._base is None and self._counts_by_ones and version > text.version + 1:
            self._base = text
        base = self._base
        if base is None or version <= base.version or version in self._since:
            return None
        self._since[version] = changes
        if version > text.version:
            self._give_up_in_the_end()
            return None
        after = base
        for number in sorted(self._since):
            after, _ = after.changed(self._since[number], number)
        if len(self._since) == after.version - base.version:
            self._base, self._since = None, {}
        return after

    def _give_up_in_the_end(self) -> None:
        if len(self._since) > _MOST:
            self._base, self._since, self._counts_by_ones = None, {}, False
