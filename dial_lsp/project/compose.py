"""Compose files: the files of the configuration that they give to Core."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.project.candidates import Candidate
    from dial_lsp.project.usual import Visited


def composed(visited: Visited) -> Iterator[Candidate]:
    """What a folder's Compose files give to Core."""
    yield from ()
