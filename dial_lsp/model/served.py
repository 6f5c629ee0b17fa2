"""What stands behind an entry: everything with upstreams, and their extra data."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dial_lsp.model.deployments import Application, Deployment, Served
from dial_lsp.model.nested import UpstreamInterface
from dial_lsp.model.routing import Route

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


def served_in(entry: Value) -> Iterator[Served]:
    """The deployment or route an entry is, and the routes inside an application."""
    if isinstance(entry, Served):
        yield entry
    if isinstance(entry, Application):
        for _, route in entry.field("routes").members():
            yield Route.of(route)


def if_translated(deployment: Deployment) -> Deployment | None:
    """The deployment, if one of its interfaces is served through a translator."""
    return deployment if any(interface.is_translated for interface in deployment.interfaces) else None


def extra_data_holders(entry: Value) -> Iterator[Value]:
    """Everything in an entry that may have ``extraData`` and ``secretExtraData``."""
    for served in served_in(entry):
        for upstream in served.upstreams:
            yield upstream
            for _, interface in upstream.interfaces:
                yield UpstreamInterface.of(interface)


def json_object(value: Value) -> dict[str, Any] | None:
    """The object written there, as such or as JSON in a text; None for anything else."""
    if isinstance(value.raw, str):
        return json_in(value.raw)
    return value.raw if isinstance(value.raw, dict) else None


def json_in(text: str) -> dict[str, Any] | None:
    """The object that a text is the JSON of; None for anything else."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
