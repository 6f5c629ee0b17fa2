"""What stands in the place of a secret, and the spans that are covered by it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dial_lsp.text import Span

MASK: Final = "•••"
"""Always of this length, so that it does not tell how long the secret is."""
QUOTES: Final = "\"'`\u201c\u201d\u2018\u2019\u201e\u00ab\u00bb"
"""What people and their tools put around texts."""


class Masked(NamedTuple):
    """A span that nobody may see.

    ``text`` is the secret itself where the span is one text. ``is_sure`` is False for words of damaged text, which are
    kept secret because nobody knows what they are. ``label`` says in words which secret it is.
    """

    start: int
    end: int
    text: str = ""
    is_sure: bool = True
    label: str = ""

    def shifted(self, by: int) -> Masked:
        """The same, ``by`` code points further on."""
        return self._replace(start=self.start + by, end=self.end + by) if by else self

    @property
    def shown(self) -> str:
        """What is shown instead."""
        return f"{MASK} ({self.label})" if self.label else MASK


def joined(found: Iterable[Masked]) -> tuple[Masked, ...]:
    """The spans in order; those that overlap are one, and are called what the first of them is called."""
    result: list[Masked] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if result and one.start < result[-1].end:
            result[-1] = result[-1]._replace(end=max(result[-1].end, one.end))
        elif one.end > one.start:
            result.append(one)
    return tuple(result)


def touching(found: Sequence[Masked], window: Span) -> Sequence[Masked]:
    """Those of `joined` spans that have something in a window; a text may have thousands that do not."""
    first = bisect_right(found, window.start, key=attrgetter("end"))
    return found[first : bisect_left(found, window.end, first, key=attrgetter("start"))]
