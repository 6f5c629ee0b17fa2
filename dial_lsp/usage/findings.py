"""What may be called and is not, and what is limited far above its use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dial_lsp.model.access_control import WINDOWS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access import Access, Object, Subject
    from dial_lsp.usage.use import Usage

TIMES: Final = 50
"""How far above the peak a limit is reported."""
RECORDED: Final = ("model", "application")
"""What calls are recorded of."""


@dataclass(frozen=True, slots=True)
class UnusedGrants:
    """What a key may call and its project never did."""

    key: Subject
    objects: tuple[Object, ...]


@dataclass(frozen=True, slots=True)
class WideLimit:
    """A limit of a key and the most that its project used in one window."""

    key: Subject
    object: Object
    window: str
    limit: int
    peak: int


def recorded(access: Access) -> Iterator[Object]:
    """What can be called and appears in records."""
    return (found for found in access.objects if found.kind in RECORDED)


def keys_with_project(access: Access) -> Iterator[Subject]:
    """The keys that work and whose project is known."""
    return (key for key in access.keys if key.project and access.is_alive(key))


def unused_grants(access: Access, usage: Usage) -> Iterator[UnusedGrants]:
    """By key what it may call and its project never did."""
    for key in keys_with_project(access):
        objects = tuple(
            found
            for found in recorded(access)
            if access.reaches(key, found) and (key.project, found.name) not in usage.by_grant
        )
        if objects:
            yield UnusedGrants(key, objects)


def never_called(access: Access, usage: Usage) -> Iterator[Object]:
    """What nobody called."""
    return (found for found in recorded(access) if found.name not in usage.deployments)


def wide_limits(access: Access, usage: Usage) -> Iterator[WideLimit]:
    """Limits of keys at least TIMES above the most that their project used in a window."""
    for key in keys_with_project(access):
        for found in recorded(access):
            use = usage.by_grant.get((key.project or "", found.name))
            if use is None or not access.reaches(key, found):
                continue
            limits = access.verdict(key, found).limits
            for window in WINDOWS:
                limit, peak = limits.window(window), use.peak(window)
                if limit is not None and peak and limit >= TIMES * peak:
                    yield WideLimit(key, found, window, limit, peak)
