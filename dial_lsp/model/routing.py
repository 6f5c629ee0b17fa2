"""Routes: what happens to requests that are no deployment's."""

from __future__ import annotations

from dial_lsp.model.deployments import Served

LAST = 2**31 - 1


class Route(Served):
    """An entry of ``routes``, or a route inside an application."""

    __slots__ = ()
    TYPE = "Route"

    @property
    def order(self) -> int:
        """Routes are tried in ascending order; null and blank text are 0, so first."""
        return self.field("order").integer(LAST, bits=32)

    @property
    def methods(self) -> tuple[str | None, ...]:
        """The allowed HTTP methods as written; none listed means all."""
        return tuple(text for text, _ in self.field("methods").texts())

    @property
    def paths(self) -> tuple[str | None, ...]:
        """The patterns, each matched against the whole path; none listed means every path.

        An empty text is a null pattern in Core, on which every request that gets so far fails.
        """
        return tuple(text or None for text, _ in self.field("paths").texts())
