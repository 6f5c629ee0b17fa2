"""Everything an entry guards with ``userRoles``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.model.access_control import Guarded
from dial_lsp.model.routing import Route, routes_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value

GUARDED_SECTIONS = ("models", "applications", "toolsets", "interceptors", "routes")


def guarded_in(value: Value) -> Iterator[Guarded]:
    """The deployment or route an entry is, and the routes inside an application."""
    if isinstance(value, Guarded) and not isinstance(value, Route):
        yield value
    yield from routes_in(value)
