"""What a deployment or route that has another name in the later config does otherwise besides.

Under its old name it is gone and under its new one it is new, so nothing would be told of its limits, price and
interceptors: a new name would hide what is done to them.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from dial_lsp.access.compare_grants import compare_object
from dial_lsp.access.compare_prices import compare_price
from dial_lsp.access.compare_ways import compare_way
from dial_lsp.access.edits import in_common

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dial_lsp.access.change import Change
    from dial_lsp.access.objects import Object
    from dial_lsp.access.pairing import Callers
    from dial_lsp.access.relation import Access

_MOST = 2500  # pairs that are looked at


def compare_renamed(
    before: Access, after: Access, pairs: Iterable[tuple[Object, Object]], callers: Callers, *, spending: bool
) -> Iterator[Change]:
    """What is not as it was of objects in both configs under two names, for whoever may call both."""
    for old, new in pairs:
        found = (
            *compare_way(before, after, (old, new), is_same_around=False),
            *compare_object(before, after, (old, new), callers),
            *compare_price(before, after, (old, new), spending=spending),
        )
        what = " / ".join(sorted((old.label, new.label)))
        yield from (change._replace(what=what) for change in found if change.kind != "grant")


def renamed(lost: Iterable[Object], gained: Iterable[Object]) -> Iterator[tuple[Object, Object]]:
    """Objects that are gone, each with the one that came and has more in common with it than not.

    Those that nobody may call are left out, and those inside of others.
    """
    olds, news = (
        [one for one in these if one.application is None and one.allowed != frozenset()] for these in (lost, gained)
    )
    if not 0 < len(olds) * len(news) <= _MOST:
        return
    pairs = [(old, new) for old, new in product(olds, news) if old.kind == new.kind]
    likeness = {pair: in_common(*(found.entry.value for found in pair)) for pair in pairs}
    taken: set[Object] = set()
    for old, new in sorted(pairs, key=lambda pair: (-likeness[pair], *sorted(found.name for found in pair))):
        if likeness[old, new] > 1 / 2 and not {old, new} & taken:
            taken |= {old, new}
            yield old, new
