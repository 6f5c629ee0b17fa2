"""Subjects, objects, limits and reasons as JSON values, as docs/access.md describes them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dial_lsp.access import Because, Object, Subject
    from dial_lsp.access.spend import Amount, Cost
    from dial_lsp.model.config import Config
    from dial_lsp.model.place import Place

VERSION = 1  # grows when a field changes its meaning or goes away; new fields may come at any time


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


def cost_value(cost: Cost) -> dict[str, Any] | str:
    """Spending limits by window, in USD; the text "fails" where Core answers 500 to every call."""
    return "fails" if cost.fails else {name: number(amount) for name, amount in cost.as_mapping().items()}


def number(amount: Amount) -> int | float | str | None:
    """An amount as JSON: whole numbers stay whole."""
    if not isinstance(amount, Decimal):
        return amount
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def because_value(config: Config, step: Because) -> dict[str, Any]:
    """A step of a reason and where it is written: nulls where it is not."""
    return {"kind": step.kind, "message": step.message, **place_value(config, step.at)}


def place_value(config: Config, at: Place | None) -> dict[str, Any]:
    """A place as path, line and column, both from 1."""
    if at is None:
        return {"path": None, "line": None, "column": None}
    location = config.locate(at)
    start = location.source.position(location.span.start)
    return {"path": location.source.path, "line": start.line, "column": start.column}


def place_text(config: Config, at: Place | None) -> str:
    """A place as editors and terminals read it; a dash where nothing is written."""
    if at is None:
        return "-"
    value = place_value(config, at)
    return f"{value['path']}:{value['line']}:{value['column']}"
