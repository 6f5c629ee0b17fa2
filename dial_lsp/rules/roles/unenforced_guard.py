"""Guards that Core does not ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Group, Impact, Severity
from dial_lsp.model.change import Remove
from dial_lsp.model.routing import Route
from dial_lsp.rulekit.rule import Code, EntryContext, Finding, Offer, family
from dial_lsp.schema.versions import NEWEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Interceptor, Served

unenforced_guard = family(
    __name__,
    {
        "interceptor": Code(Severity.INFORMATION, Impact.NO_EFFECT, was=("guarded-interceptor",), group=Group.OPEN),
        "permissions": Code(Severity.INFORMATION, Impact.NO_EFFECT, was=("unenforced-permissions",), group=Group.OPEN),
    },
)


@unenforced_guard.entry_check("interceptors", code="interceptor")
def roles_of_interceptors(interceptor: Interceptor, _: EntryContext) -> Iterator[Finding]:
    """Find interceptors that ask for roles."""
    roles = interceptor.user_roles
    if isinstance(roles.raw, list) and roles.raw:
        yield Finding(
            roles.at.key(),
            f'Core runs interceptor "{interceptor.name}" for every caller of a deployment, whatever roles it lists',
            help="Guard the deployments instead, and delete the list.",
            offers=(Offer("Delete the list", (Remove(roles.at),)),),
        )


@unenforced_guard.entry_check("routes", "applications", code="permissions")
def permissions(served: Served, context: EntryContext) -> Iterator[Finding]:
    """Find permissions that are asked of nobody."""
    if isinstance(served, Route):
        yield from _of(served, "a global route")
    elif context.version > NEWEST:
        for _, route in served.field("routes").members():
            yield from _of(Route.of(route), "a route of an application in the file")


def _of(route: Route, what: str) -> Iterator[Finding]:
    written = route.field("permissions")
    if isinstance(written.raw, list) and written.raw:
        at = written.at.member()
        yield Finding(
            at,
            f'permissions of {what} are not enforced; anybody who may use route "{route.name}" can',
            help="Name the roles that may use it in userRoles.",
            offers=(Offer("Delete the permissions", (Remove(at),), safe=True),),
            tags=frozenset({"unnecessary"}),
        )
