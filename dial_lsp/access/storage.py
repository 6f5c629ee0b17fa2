"""Who shares storage: a key's bucket is named after its project, a per-request key's after what it was made for.

``Keys/<project>/`` and ``Keys/<deployment or route>/`` are one namespace, so equal names share everything that is
stored, with all rights both ways. Who signs in with a token has
a bucket of their own. (Read in Core's code from 0.18 on.)
"""

from __future__ import annotations

from itertools import compress
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.model.deployments import Application, Interceptor, Model, ToolSet
from dial_lsp.model.routing import Route

_name = attrgetter("name")

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dial_lsp.access.objects import Object
    from dial_lsp.access.subjects import Subject
    from dial_lsp.model.deployments import Served


class Storage(NamedTuple):
    """One bucket: the keys whose project is its name, and what has the same name and stores things itself."""

    name: str
    keys: tuple[Subject, ...]
    objects: tuple[Object, ...]


def storages_of(keys: Iterable[Subject], objects: Iterable[Object]) -> Mapping[str, Storage]:
    """The buckets of keys by project; those of deployments that no key shares are left out."""
    by_project: dict[str, list[Subject]] = {}
    for key in keys:
        if key.project:
            by_project.setdefault(key.project, []).append(key)
    by_name: dict[str, list[Object]] = {}
    every = tuple(objects)
    for found in compress(every, map(by_project.__contains__, map(_name, every))):
        if found.application is None and stores(found.served):
            by_name.setdefault(found.name, []).append(found)
    return {name: Storage(name, tuple(found), tuple(by_name.get(name, ()))) for name, found in by_project.items()}


def stores(served: Served) -> bool:
    """Whether what answers calls gets a key of the request, with which it reaches the bucket of its name."""
    if isinstance(served, Route):
        used = [upstream for upstream in served.upstreams if upstream.is_enabled]
        return served.forwards and any(not upstream.field("key").is_set for upstream in used)
    if isinstance(served, ToolSet):
        return served.field("forwardPerRequestKey").boolean(default=False)
    return isinstance(served, Application | Interceptor | Model)
