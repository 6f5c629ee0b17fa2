"""What callers may spend without any limit: neither tokens nor requests nor cost hold them back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.access.limits import NO_LIMITS, entries_of
from dial_lsp.access.spend import COST_LIMITS
from dial_lsp.access.subjects import EVERYONE, addresses_of
from dial_lsp.model import reads
from dial_lsp.model.access_control import DEFAULT_ROLE
from dial_lsp.model.deployments import Model
from dial_lsp.model.placeholders import has_placeholder
from dial_lsp.schema.versions import UNIQUE_DEPLOYMENT_NAMES

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from dial_lsp.access.objects import Object
    from dial_lsp.access.relation import Access
    from dial_lsp.access.subjects import RoleName, Subject
    from dial_lsp.model.access_control import Key, Role
    from dial_lsp.model.deployments import Served


def uncapped(access: Access, given: Iterable[str] = ()) -> Iterator[tuple[Subject, Sequence[Object]]]:
    """Callers with the models that cost money and that nothing limits for them.

    First whoever has no role of the file, for whom the role ``default`` steps in, then each other role of an API key
    and each of those that identity providers are known to give.
    """
    opened, admitting = _priced(access)
    if not opened and not admitting:
        return
    of_keys = access.config.gathered("keys", _roles_if_usable, digest=tuple)
    roles = dict.fromkeys((*(role for names in of_keys.values() for role in names), *given))
    limiting = _Limiting.of(access)
    everyone = limiting.free(None, opened)
    if everyone:
        yield EVERYONE, everyone
    for role in roles:
        free = limiting.free(role, (*opened, *admitting.get(role, ())))
        if free and role is not None and not (has_placeholder(role) or (everyone and role == DEFAULT_ROLE)):
            yield access.caller(role), free


def uncapped_for_all(access: Access) -> Sequence[Object]:
    """The models that cost money and that nothing limits for whoever has no role of the file."""
    return _Limiting.of(access).free(None, _priced(access)[0])


def _roles_if_usable(key: Key) -> tuple[RoleName, ...] | None:
    """The roles of a key that works from some address."""
    return tuple(role for role, _ in key.roles) if addresses_of(key) != () else None


def is_cost_limited(access: Access, subject: Subject) -> bool:
    """Whether anything limits what a caller spends over all models."""
    if access.config.version < COST_LIMITS:
        return False
    cost = access.cost(subject)
    return cost.fails or any(amount is not None for amount in cost.values)


def _priced(access: Access) -> tuple[list[Object], dict[RoleName, list[Object]]]:
    """The models that cost money, kept while all models are the same."""
    config = access.config
    models = config.sections.get("models")
    if models is None or config.version < UNIQUE_DEPLOYMENT_NAMES:  # what is found under a name depends on others, too
        return _by_roles(access)
    return reads.remembered(models.memo, ("access.priced", config.version), lambda: _by_roles(access))


def _by_roles(access: Access) -> tuple[list[Object], dict[RoleName, list[Object]]]:
    """The models that cost money: those that are open, and the others by the roles that they admit."""
    opened: list[Object] = []
    admitting: dict[RoleName, list[Object]] = {}
    for found in access.objects_where(_is_priced):
        if found.allowed is None:
            opened.append(found)
        for role in found.allowed or ():
            admitting.setdefault(role, []).append(found)
    return opened, admitting


class _Limiting(NamedTuple):
    """Which names the entry of each role limits or leaves unlimited, and which roles a spending limit holds back.

    The amounts are not in it, so who asks this does not depend on them.
    """

    names: Mapping[str, Mapping[str, bool]]
    costs: Mapping[RoleName, bool]
    by_default: bool

    @classmethod
    def of(cls, access: Access) -> _Limiting:
        """What the roles of a config say."""
        names = access.config.gathered("roles", _limited_names, digest=_items)
        costs: dict[RoleName, bool] = {
            role: is_cost_limited(access, access.caller(role)) for role in access.cost_entries
        }
        return cls(names, costs, is_cost_limited(access, EVERYONE))

    def free(self, role: RoleName, models: Iterable[Object]) -> Sequence[Object]:
        """Those of the models that admit a role and that nothing limits for who has no other; None: who has none."""
        if self.costs.get(role, self.by_default):
            return ()
        own = self.names.get(role, {}) if role is not None else {}
        default = self.names.get(DEFAULT_ROLE, {})
        return [found for found in models if found.is_found and not own.get(found.name, default.get(found.name))]


def _limited_names(role: Role) -> Mapping[str, bool] | None:
    """The names that a role has an entry for, each with whether that limits anything."""
    said = entries_of(role)
    return {name: entry.values != NO_LIMITS.values for name, entry in said.items()} if said else None


def _items(names: Mapping[str, bool]) -> Hashable:
    return tuple(names.items())


def _is_priced(served: Served) -> bool:
    return isinstance(served, Model) and served.pricing.is_charged
