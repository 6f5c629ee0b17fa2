"""What callers may spend without any limit: neither tokens nor requests nor cost hold them back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.limits import NO_LIMITS
from dial_lsp.access.subjects import EVERYONE
from dial_lsp.model.deployments import Model
from dial_lsp.schema.versions import Version

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.access.objects import Object
    from dial_lsp.access.relation import Access
    from dial_lsp.access.subjects import Subject
    from dial_lsp.model.deployments import Served

COST_LIMITS = Version(0, 35)
"""Roles may limit what is spent; before, `costLimit` was not known."""


def uncapped(access: Access) -> Iterator[tuple[Subject, Sequence[Object]]]:
    """Callers with the models that cost money and that nothing limits for them.

    First whoever has no role of the file, then each role of an API key by itself.
    """
    models = list(access.objects_where(_is_priced))
    roles = dict.fromkeys(role for key in access.keys if access.is_alive(key) for role in key.roles)
    for subject in (EVERYONE, *(access.caller(role) for role in roles if role is not None)) if models else ():
        if not is_cost_limited(access, subject):
            free = [found for found in models if _is_free(access, subject, found)]
            if free:
                yield subject, free


def is_cost_limited(access: Access, subject: Subject) -> bool:
    """Whether anything limits what a caller spends over all models."""
    if access.config.version < COST_LIMITS:
        return False
    cost = access.cost(subject)
    return cost.fails or any(amount is not None for amount in cost.values)


def _is_free(access: Access, subject: Subject, found: Object) -> bool:
    verdict = access.verdict(subject, found)
    return verdict.granted and verdict.limits.values == NO_LIMITS.values


def _is_priced(served: Served) -> bool:
    return isinstance(served, Model) and served.pricing.is_charged
