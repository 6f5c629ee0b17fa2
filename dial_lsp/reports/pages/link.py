"""Addresses of answers on the access page, as its script reads and writes them (``web/link.js``)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access import Object, Subject
    from dial_lsp.masking.wording import Wording


def address(wording: Wording, caller: Subject | None, called: Object | None) -> str:
    """What leads to the answer of a caller and something to call, or to all answers of one of them; "" for neither."""
    said = [*_view(caller, called), *_of_caller(wording, caller), *_of_called(wording, called)]
    return f"#{urlencode(said)}" if said else ""


def _view(caller: Subject | None, called: Object | None) -> Iterator[tuple[str, str]]:
    if (caller is None) != (called is None):
        yield "view", "object" if caller is None else "caller"


def _of_caller(wording: Wording, caller: Subject | None) -> Iterator[tuple[str, str]]:
    if caller is None:
        return
    if caller.kind == "key":
        yield "key", str(caller.position)
    elif caller.kind == "everyone":
        yield "anybody", ""
    else:
        yield from (("role", "null" if role is None else wording.name(role)) for role in caller.roles)


def _of_called(wording: Wording, called: Object | None) -> Iterator[tuple[str, str]]:
    if called is None:
        return
    name = wording.name(called.name)
    yield "to", name if called.application is None else f"{wording.name(called.application)}/{name}"
    yield "kind", called.kind
