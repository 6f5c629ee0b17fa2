"""Subjects, objects, limits and reasons as JSON values, as docs/access.md describes them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dial_lsp.access import Because, Object, Subject
    from dial_lsp.access.share import ShareLimit
    from dial_lsp.access.spend import Amount, Cost
    from dial_lsp.model.config import Config
    from dial_lsp.model.place import Place

_MOST_DIGITS = 300  # what a double holds
VERSION = 2  # grows when a field changes its meaning or goes away; new fields may come at any time


def subject_value(subject: Subject) -> dict[str, Any]:
    """Who asks; a key is told by its project and position."""
    return {
        "kind": subject.kind,
        "project": subject.project,
        "position": subject.position,
        "roles": list(subject.roles),
    }


def object_value(found: Object) -> dict[str, Any]:
    """What is asked for."""
    value = {"kind": found.kind, "name": found.name}
    return value if found.application is None else {**value, "application": found.application}


def share_value(limits: Mapping[str, ShareLimit]) -> dict[str, Any]:
    """Limits of sharing by type of resource, as far as a role says something."""
    return {name: {"users": limit.users, "ttl": limit.ttl} for name, limit in limits.items() if limit.sources}


def cost_value(cost: Cost) -> dict[str, Any] | str:
    """Spending limits by window, in USD, where there are; the text "fails" where Core answers 500 to every call."""
    if cost.fails:
        return "fails"
    return {name: number(amount) for name, amount in cost.as_mapping().items() if amount is not None}


def number(amount: Amount) -> int | float | str | None:
    """An amount as JSON: whole numbers stay whole, and one that few readers of JSON can hold is text."""
    if not isinstance(amount, Decimal):
        return amount
    if abs(amount.adjusted()) > _MOST_DIGITS:
        return str(amount)
    return int(amount) if amount == amount.to_integral_value() else float(amount)


class Places:
    """Where things stand in the files of a config; each place is looked up once."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._known: dict[Place | None, dict[str, Any]] = {None: {"path": None, "line": None, "column": None}}

    def value(self, at: Place | None) -> dict[str, Any]:
        """A place as path, line and column, both from 1; nulls where nothing is written."""
        found = self._known.get(at)
        if found is None and at is not None:
            location = self._config.locate(at).in_file
            start = location.source.position(location.span.start)
            found = self._known[at] = {"path": location.source.path, "line": start.line, "column": start.column}
        assert found is not None  # noqa: S101 -- the place that is none is known from the start
        return found

    def text(self, at: Place | None) -> str:
        """A place as editors and terminals read it; a dash where nothing is written."""
        return "-" if at is None else "{path}:{line}:{column}".format(**self.value(at))

    def because(self, step: Because) -> dict[str, Any]:
        """A step of a reason and its place."""
        return {"kind": step.kind, "message": step.message, **self.value(step.at)}
