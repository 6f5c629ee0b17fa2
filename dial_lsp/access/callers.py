"""Who may ask: the keys of a config and callers with roles, whether they count, and what they may spend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.share import ShareEntry, ShareLimit, share_if_any, shares_of
from dial_lsp.access.spend import COST_LIMITS, NO_COST_LIMIT, Cost, CostEntry, cost_entry, effective_cost
from dial_lsp.access.subjects import EVERYONE, Subject, addresses_of, caller, key_subjects, secrets_of
from dial_lsp.model import reads
from dial_lsp.model.powers import powers_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dial_lsp.access.subjects import RoleName
    from dial_lsp.model.config import Config
    from dial_lsp.model.powers import Power
    from dial_lsp.model.reads import Known
    from dial_lsp.schema import networks


class KnownCallers:
    """The callers of one config, whatever they call."""

    def __init__(self, config: Config, admin_roles: Sequence[str]) -> None:
        """``admin_roles`` are those of the settings that make administrators."""
        self.config = config
        self._admin_roles = admin_roles
        self._costs: dict[tuple[RoleName, ...], Known] = {}

    @reads.fact
    def keys(self) -> tuple[Subject, ...]:
        """The API keys in the order of the config."""
        return key_subjects(self.config)

    def powers(self, subject: Subject) -> Mapping[Power, str]:
        """What a subject may do beside calls, and by which of its roles."""
        return powers_of(subject.roles, self._admin_roles, self.config.version, is_key=subject.kind == "key")

    @property
    def everyone(self) -> Subject:
        """Any authenticated caller, so one of whom no role is known."""
        return EVERYONE

    def caller(self, *roles: RoleName) -> Subject:
        """A caller with all these roles, declared or not."""
        return caller(roles)

    def is_alive(self, subject: Subject) -> bool:
        """False for a key that nobody can use: another one has its secret, or no address is allowed."""
        return self.replaced_by(subject) is None and self.addresses(subject) != ()

    def replaced_by(self, subject: Subject) -> Subject | None:
        """The later key that has the same secret, for Core knows only that one."""
        return self._replaced.get(subject.position) if subject.key is not None else None

    def key_of_secret(self, secret: str) -> Subject | None:
        """The key that callers with this secret are; None: Core answers 401."""
        return self._by_secret.get(secret)

    def addresses(self, subject: Subject) -> tuple[networks.Range | None, ...] | None:
        """Where a key may come from; None: anywhere; (): nowhere. A range that cannot be read is None."""
        return None if subject.key is None else addresses_of(subject.key)

    def cost(self, subject: Subject) -> Cost:
        """The caller's spending limit over all models."""
        if self.config.version < COST_LIMITS:
            return NO_COST_LIMIT
        entries = self.cost_entries
        roles = tuple(role for role in subject.roles if role in entries)
        return reads.remembered(self._costs, roles, lambda: effective_cost(entries, roles))

    def share(self, subject: Subject) -> Mapping[str, ShareLimit]:
        """The caller's limits of sharing by type of resource."""
        return shares_of(self.share_entries, subject.roles)

    @reads.fact
    def cost_entries(self) -> Mapping[str, CostEntry]:
        """What the roles say of spending."""
        return self.config.gathered("roles", cost_entry)

    @reads.fact
    def share_entries(self) -> Mapping[str, Mapping[str, ShareEntry]]:
        """What the roles say of sharing, by role, then by type of resource."""
        return self.config.gathered("roles", share_if_any)

    @reads.fact
    def _replaced(self) -> Mapping[int | None, Subject]:
        """By the position of a key that does not count, the one that does."""
        by_secret = self._by_secret
        if len(by_secret) == len(self.keys):
            return {}
        pairs = zip(secrets_of(self.config), self.keys, strict=True)
        last = {subject.position: by_secret[secret] for secret, subject in pairs}
        return {position: subject for position, subject in last.items() if subject.position != position}

    @reads.fact
    def _by_secret(self) -> Mapping[str, Subject]:
        return dict(zip(secrets_of(self.config), self.keys, strict=True))
