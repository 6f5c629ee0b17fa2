"""How much money: the spending limit of a caller over all models.

All roles of the caller count, whatever ``userRoles`` say; the maximum of each field, else the limit of the role
``default``, else none. Zero or less lets the first call pass and answers 429 once anything was spent. A null in a
field makes calls fail. (Core's RateLimiter and CostRateLimit.)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from dial_lsp.model.access_control import DEFAULT_ROLE, TOKEN_WINDOWS, UNLIMITED, Role
from dial_lsp.schema import coercion
from dial_lsp.schema.versions import Version
from dial_lsp.syntax.tree import MISSING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dial_lsp.model.place import Place
    from dial_lsp.model.values import Value

COST_LIMITS = Version(0, 35)
"""Roles may limit what is spent; before, `costLimit` was not known."""

COST_WINDOWS = TOKEN_WINDOWS
NULL: Final = "NULL"
"""A null that Core stumbles over as soon as something was spent."""

_UNLIMITED = Decimal(UNLIMITED)  # an amount above it beats a limit left out

Amount = Decimal | Literal["NULL"] | None  # USD; None is unlimited


@dataclass(frozen=True, slots=True)
class CostEntry:
    """What one role says of spending, in the order of COST_WINDOWS."""

    role: str
    limit: Value = field(repr=False, compare=False)
    values: tuple[Amount, ...]

    @property
    def at(self) -> Place:
        """Where the entry stands."""
        return self.limit.at


class Cost(NamedTuple):
    """Effective spending limits in USD, in the order of COST_WINDOWS, with the entry that supplied each.

    ``fails`` is true where Core cannot even choose the limit, so that every limited call is answered with 500.
    """

    values: tuple[Amount, ...]
    sources: tuple[CostEntry, ...] = ()
    by_default: bool = False
    fails: bool = False

    def as_mapping(self) -> dict[str, Amount]:
        """All four by name."""
        return dict(zip(COST_WINDOWS, self.values, strict=True))


NO_COST_LIMIT = Cost((None,) * len(COST_WINDOWS))


def effective_cost(entries: Mapping[str, CostEntry], roles: Iterable[str | None]) -> Cost:
    """The spending limit of a caller; ``entries`` are what the roles of the config say."""
    found = [entries[role] for role in roles if role is not None and role in entries]
    if not found:
        fallback = entries.get(DEFAULT_ROLE)
        if fallback is None:
            return NO_COST_LIMIT
        return Cost(fallback.values, (fallback,) * len(COST_WINDOWS), by_default=True)
    if len(found) > 1 and any(NULL in entry.values for entry in found):
        return Cost((None,) * len(COST_WINDOWS), tuple(found), fails=True)
    found.sort(key=lambda entry: entry.role)
    sources = tuple(max(found, key=lambda entry: _weight(entry.values[at])) for at in range(len(COST_WINDOWS)))
    return Cost(tuple(source.values[at] for at, source in enumerate(sources)), sources)


def cost_entry(role: Role) -> CostEntry | None:
    """What a role says of spending; None where it says nothing."""
    limit = role.cost_limit
    if not isinstance(limit.raw, dict):
        return None
    return CostEntry(role.name, limit, tuple(_amount(limit.member(name)) for name in COST_WINDOWS))


def _amount(value: Value) -> Amount:
    if value.raw is MISSING:
        return None
    try:
        amount = coercion.to_decimal(value.raw)
    except coercion.Refused:
        return None
    if amount is None:
        return NULL
    return None if amount == _UNLIMITED else amount


def _weight(amount: Amount) -> Decimal:
    return amount if isinstance(amount, Decimal) else _UNLIMITED
