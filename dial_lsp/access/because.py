"""Why an answer is what it is: steps that can each be looked up in the files."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dial_lsp.model.place import Place


class Because(NamedTuple):
    """One step of a reason: a short kebab-case word for programs, a sentence for people, and where it is written.

    ``at`` is None where nothing is written, such as for a limit nobody set.
    """

    kind: str
    message: str
    at: Place | None = None


def quoted(names: Iterable[str | None], most: int = 8) -> str:
    """Names in a sentence: quoted, parted by commas, the rest counted when there are many."""
    every = tuple("null" if name is None else f'"{name}"' for name in names)
    rest = len(every) - most
    return ", ".join(every[:most]) + (f" and {rest} more" if rest > 0 else "")
