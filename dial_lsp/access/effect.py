"""Whether a change of the files lets anybody do more or less: what fixes are labelled by."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dial_lsp.access.relation import Access
    from dial_lsp.diagnostics import Effect


def effect_of(before: Access, after: Access) -> Effect:
    """What the step from one relation to the other does to access, for all callers, declared roles or not.

    Make ``after`` with ``kept=before.kept``, so that only what was touched is compared.
    """
    from dial_lsp.access.difference import difference

    return difference(before, after).effect
