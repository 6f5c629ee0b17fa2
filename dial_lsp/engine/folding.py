"""Many equal findings of a file as one with a count, for people; programs get them all."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from dial_lsp.diagnostics import Severity
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from dial_lsp.diagnostics import Diagnostic

MOST = 3
"""So many equal findings of a file are shown one by one."""

PLACES = 8
"""So many places of the others are named."""

_T = TypeVar("_T")
_VARIES = compiled(r'"[^"]*"|\b(?:[\w-]+\.)+[a-z]{2,}\b|\d+')
"""Names in quotes, hosts and numbers."""


def kind(diagnostic: Diagnostic) -> Hashable:
    """What equal findings have in common: each error is to be repaired, so of those only the very same are equal."""
    is_error = diagnostic.severity is Severity.ERROR
    message = diagnostic.message if is_error else _VARIES.sub("", diagnostic.message)
    return diagnostic.location.source.path, diagnostic.rule, diagnostic.severity, message


def folded(found: Sequence[_T], kind_of: Callable[[_T], Hashable]) -> list[tuple[_T, list[_T]]]:
    """What is found, in its order; of too many equal ones the first, with the others it stands for."""
    groups: dict[Hashable, list[int]] = {}
    for at, one in enumerate(found):
        groups.setdefault(kind_of(one), []).append(at)
    others: dict[int, list[int]] = {}
    for group in groups.values():
        others |= {group[0]: group[1:]} if len(group) > MOST else {at: [] for at in group}
    return [(found[at], [found[other] for other in others[at]]) for at in sorted(others)]


def said_of(more: Sequence[Diagnostic]) -> str:
    """How many more there are, and where the first of them stand; "" if there are none."""
    if not more:
        return ""
    first = [one.location.in_file for one in more[:PLACES]]
    places = ", ".join(dict.fromkeys(str(at.source.position(at.span.start).line) for at in first))
    lines = "lines" if "," in places else "line"
    return f"{len(more)} more like this ({lines} {places}{', …' if len(more) > PLACES else ''})"
