"""What changed of a single object, its calls and whoever makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.compare_grants import compare_object
from dial_lsp.access.compare_inner_calls import compare_inner_calls
from dial_lsp.access.compare_prices import compare_price
from dial_lsp.access.compare_ways import compare_way

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access.change import Change
    from dial_lsp.access.objects import Object
    from dial_lsp.access.pairing import Callers
    from dial_lsp.access.relation import Access

Objects = tuple["Object | None", "Object | None"]


def compare_one(  # noqa: PLR0913 -- both relations and what is the same for all objects
    before: Access, after: Access, pair: Objects, callers: Callers, *, spending: bool, is_same_around: bool
) -> Iterator[Change]:
    """All of it; ``spending``: some role limits what is spent on both sides. See ``compare_way`` for what is around."""
    yield from compare_object(before, after, pair, callers)
    yield from compare_way(before, after, pair, is_same_around=is_same_around)
    yield from compare_price(before, after, pair, spending=spending)
    yield from compare_inner_calls(before, after, pair, callers)
