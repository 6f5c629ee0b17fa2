"""Core's static settings: the files of the configuration that ``aidial.settings.json`` lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.project.candidates import Candidate
    from dial_lsp.project.usual import Visited


def listed_by_core(visited: Visited) -> Iterator[Candidate]:
    """What a folder's static settings of Core list."""
    yield from ()
