"""Which route answers a request: the first whose methods allow it and one of whose patterns matches the whole path.

A null among the methods or patterns that is reached makes Core fail, for this request and thereby for all later
routes. (Core's BaseRouteController.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.schema import route_patterns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dial_lsp.model.place import Place
    from dial_lsp.model.routing import Route


class Selection(NamedTuple):
    """What becomes of a request no built-in path of Core takes.

    ``route`` answers it, None: 404. ``failed_at`` is the null that makes Core answer 500 instead. ``is_certain`` is
    false where a pattern on the way could not be decided.
    """

    route: Route | None = None
    failed_at: Place | None = None
    is_certain: bool = True


def select(routes: Iterable[Route], method: str, path: str) -> Selection:
    """The fate of a request; ``routes`` are in the order Core tries them, ``path`` has no query and is not decoded."""
    is_certain = True
    for route in routes:
        methods = route.field("methods")
        if methods.is_null:
            return Selection(None, methods.at, is_certain)
        if route.methods and method not in route.methods:
            continue
        matched = _matches(route, path)
        if isinstance(matched, Selection):
            return Selection(None, matched.failed_at, is_certain)
        if matched is None:
            is_certain = False
        elif matched:
            return Selection(route, None, is_certain)
    return Selection(None, None, is_certain)


def null_pattern(route: Route) -> Place | None:
    """The null that makes every request fail that gets as far as it; an empty pattern is one."""
    for name in ("methods", "paths"):
        if route.field(name).is_null:
            return route.field(name).at
    return next((value.at for text, value in route.field("paths").texts() if not text), None)


def _matches(route: Route, path: str) -> bool | Selection | None:
    """Whether a pattern matches; None when undecided, a Selection when a null is reached first."""
    paths = route.field("paths")
    if paths.is_null:
        return Selection(None, paths.at)
    patterns = paths.texts()
    if not patterns:
        return True
    result: bool | None = False
    for text, value in patterns:
        if not text:
            return Selection(None, value.at)
        matched = route_patterns.matches(text, path)
        if matched:
            return True
        if matched is None:
            result = None
    return result
