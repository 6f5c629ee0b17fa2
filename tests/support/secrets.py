"""A project without secrets, for reports that are about something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.masking.wording import Wording

if TYPE_CHECKING:
    from dial_lsp.masking.masks import Masked
    from dial_lsp.text import Source, Span


class NoSecrets:
    """Nothing is hidden."""

    wording = Wording(frozenset(), frozenset(), frozenset())

    def __call__(self, source: Source, window: Span | None = None) -> tuple[Masked, ...]:  # noqa: ARG002 -- of none
        return ()
