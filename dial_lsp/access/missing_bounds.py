"""Which statement would bound what a caller may spend on a model, where none does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.because import Because, quoted
from dial_lsp.access.spend import COST_LIMITS
from dial_lsp.model.access_control import DEFAULT_ROLE, REQUEST_WINDOWS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dial_lsp.access.relation import Access
    from dial_lsp.access.subjects import Subject
    from dial_lsp.access.worst_case import ModelCost
    from dial_lsp.model.place import Place

KIND = "unbounded"


def missing_bounds(access: Access, subject: Subject, costs: Iterable[ModelCost]) -> list[Because]:
    """What is missing so that the calls of these models are bounded for the caller, and where it would stand.

    Models that lack the same are told of together.
    """
    models: dict[str, list[ModelCost]] = {}
    for cost in costs:
        models.setdefault(_sentence(access, subject, cost), []).append(cost)
    also = "" if access.config.version < COST_LIMITS else ", and no costLimit applies"
    return [
        Because(KIND, sentence.format(_named(found)) + also, _place(access, subject, found[0]))
        for sentence, found in models.items()
    ]


def _sentence(access: Access, subject: Subject, cost: ModelCost) -> str:
    limits = access.verdict(subject, cost.object).limits
    if cost.price.unit != "token":
        return "{} is priced by characters, which no limit of tokens bounds"
    if any(limits.window(name) is not None for name in REQUEST_WINDOWS):
        return "{} has a limit of requests, but no maxTotalTokens that says what one may cost"
    if limits.sources:
        role = _literal(quoted([limits.sources[0].role]))
        return f"the limit of role {role} for {{}} has no minute, day, week or month"
    return f"{_literal(_roles(subject))} limits {{}}"


def _named(costs: Sequence[ModelCost]) -> str:
    if len(costs) == 1:
        return costs[0].object.label
    return f"{len(costs)} models: {quoted(cost.object.name for cost in costs)}"


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _roles(subject: Subject) -> str:
    others = [role for role in subject.roles if role != DEFAULT_ROLE]
    return f'neither {" nor ".join(quoted([role]) for role in others)} nor "default"' if others else 'no role "default"'


def _place(access: Access, subject: Subject, cost: ModelCost) -> Place:
    """The limit that lacks it, else the first declared role of the caller, else the model."""
    limits = access.verdict(subject, cost.object).limits
    if limits.sources:
        return limits.sources[0].at
    declared = (access.config.roles.get(role) for role in subject.roles if role is not None)
    role = next((role for role in declared if role is not None), None)
    return cost.object.at if role is None else role.at
