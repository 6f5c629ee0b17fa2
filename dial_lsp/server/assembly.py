"""A server with every group of handlers registered."""

from __future__ import annotations

from dial_lsp.server import (
    acting,
    asking,
    colouring,
    commands,
    completing,
    differing,
    documents,
    editing,
    hovering,
    navigating,
    opening,
    outlining,
    pages,
    policy_lenses,
    pulling,
    renaming_files,
    showing,
    status,
    suites,
    watching,
)
from dial_lsp.server.protocol import silence_pygls
from dial_lsp.server.server import Server

_GROUPS = (
    watching,
    documents,
    pulling,
    completing,
    hovering,
    showing,
    colouring,
    navigating,
    opening,
    outlining,
    pages,
    editing,
    acting,
    renaming_files,
    commands,
    asking,
    differing,
    policy_lenses,
    status,
    suites,
)


def create() -> Server:
    """A server with all features."""
    silence_pygls()
    server = Server()
    for group in _GROUPS:
        group.register(server)
    return server
