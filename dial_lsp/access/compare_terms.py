"""On what terms calls of one object go on: whether users must have agreed, and who gets what they have stored for it.

Core answers 403 to calls of a deployment with ``features.consentRequired`` until the user has agreed (ConsentService).
What users of an application have stored for its external services, such as their tokens, it hands to whoever comes with
the key or workload that ``appIdentity`` names (the on-behalf-of endpoint of external services). Its resource links say
what of its users' files and the like it may use (ResourceDependencyValidator).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.change import Change, State, effect_of_sets
from dial_lsp.access.interception import consenting_interfaces
from dial_lsp.model.deployments import Application, Deployment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.access.objects import Object
    from dial_lsp.diagnostics import Effect

_SHORT = 8
_RESOURCES = "resourceDependencies"
_SERVICES, _OWN_SERVICES, _IDENTITY = "externalServices", "allowUserExternalServices", "appIdentity"


def compare_terms(old: Object, new: Object) -> Iterator[Change]:
    """What changed of an object in both configs."""
    objects = old, new
    if isinstance(old.served, Deployment) and isinstance(new.served, Deployment):
        asked = [list(consenting_interfaces(one)) for one in (old.served, new.served)]
        if asked[0] != asked[1]:
            yield _change("consent", "features", objects, asked, _effect(asked[1], asked[0]))
    if isinstance(old.served, Application) and isinstance(new.served, Application):
        identities = [one.field(_IDENTITY).text for one in (old.served, new.served)]
        if identities[0] != identities[1]:
            named = [names_identity(one) for one in (old.served, new.served)]
            effect = effect_of_sets(gains=named[1], loses=named[0])
            yield _change("credentials identity", _IDENTITY, objects, named, effect)
        names = [external_services(one) for one in (old.served, new.served)]
        if names[0] != names[1]:
            yield _change("credentials services", _SERVICES, objects, names, _effect(*names))
        free = [allows_own_services(one) for one in (old.served, new.served)]
        if free[0] != free[1]:
            effect = effect_of_sets(gains=free[1], loses=free[0])
            yield _change("credentials own services", _OWN_SERVICES, objects, free, effect)
        used = [linked_resources(one) for one in (old.served, new.served)]
        if used[0] != used[1]:
            yield _change("credentials resources", _RESOURCES, objects, used, _effect(*used))


def names_identity(application: Application) -> bool:
    """Whether somebody gets what users of an application have stored for its external services."""
    return not application.field(_IDENTITY).is_blank


def identity_in_short(application: Application) -> str:
    """The beginning of the hash or id of who that is, enough to tell two apart; empty where there is none."""
    return (application.field(_IDENTITY).text or "")[:_SHORT]


def external_services(application: Application) -> list[str]:
    """The names of the external services of an application, sorted."""
    return sorted(name for name, _ in application.field(_SERVICES).members())


def allows_own_services(application: Application) -> bool:
    """Whether users of an application may add external services."""
    return application.field(_OWN_SERVICES).boolean(default=False)


def linked_resources(application: Application) -> list[str]:
    """The resources that an application may use in the name of its users once they agreed, with what it may do."""
    return sorted(
        f"{link.member('target').member('path').text or 'null'} ({access})"
        for link in application.field(_RESOURCES).elements()
        for access in sorted({text or "null" for text in link.member("access").said()})
    )


def _effect(before: Sequence[str], after: Sequence[str]) -> Effect:
    return effect_of_sets(gains=bool(set(after) - set(before)), loses=bool(set(before) - set(after)))


def _change(what: str, member: str, objects: tuple[Object, Object], values: Sequence[object], effect: Effect) -> Change:
    """``what`` is the kind of the change and, behind a blank, its field."""
    kind, _, field = what.partition(" ")
    states = [
        State(value, None, found, at.at if at.exists else found.at)
        for value, found in zip(values, objects, strict=True)
        for at in (found.served.field(member),)
    ]
    return Change("consent" if kind == "consent" else "credentials", "", objects[1].label, field, effect, *states)
