"""Checks of the whole config that look at one limit of a role at a time."""

from __future__ import annotations

from functools import wraps
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dial_lsp.access import LimitedName, SaidLimit
    from dial_lsp.rulekit.rule import ConfigCheck, Context, Finding


def each_limit(find: Callable[[SaidLimit], Iterator[Finding]]) -> ConfigCheck:
    """A check of the whole config that sees one limit of a role at a time.

    It must look at nothing but that limit: what it finds is kept until something of the limited name is another.
    """

    def of_name(limited: LimitedName) -> Iterator[Finding]:
        return chain.from_iterable(map(find, limited.said))

    @wraps(find)
    def check(context: Context) -> Iterator[Finding]:
        return context.access.all_of_limits(of_name)

    return check
