"""What every authenticated caller may use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.uncapped import uncapped_for_all
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.access_control import DEFAULT_ROLE
from dial_lsp.model.deployments import Application, Deployment, Model, ToolSet
from dial_lsp.model.place import Place
from dial_lsp.model.role_names import roles_of_keys
from dial_lsp.model.routing import Route
from dial_lsp.rulekit.offers import writing
from dial_lsp.rulekit.rule import Code, Context, EntryContext, Finding, RestsOn, family

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Served

_SEVERAL = 2
_GUARDED = ("models", "applications", "toolsets", "routes")

public_deployment = family(
    __name__,
    {
        "": Code(Severity.WARNING, Impact.EXPOSED, rests_on=RestsOn(values=True, other_entries=True)),
        "each": Code(Severity.WARNING, Impact.EXPOSED, "strict", rests_on=RestsOn(values=True)),
        "route": Code(Severity.WARNING, Impact.EXPOSED, was=("public-route",)),
        "toolset": Code(Severity.HINT, Impact.EXPOSED, was=("public-toolset",)),
    },
)


@public_deployment.check()
def all_of_them(context: Context) -> Iterator[Finding]:
    """Find configurations that tell callers apart by roles and ask for none, once a configuration."""
    found = [one for one in context.config.deployments if isinstance(one, Model | Application)]
    if context.settings.strict or len(found) < _SEVERAL or any(one.allowed_roles is not None for one in found):
        return
    told_elsewhere = {one.entry for one in uncapped_for_all(context.access)}
    first = next((one for one in found if one.entry not in told_elsewhere), None)
    if first is not None and {*roles_of_keys(context.config)} - {DEFAULT_ROLE}:
        yield Finding(
            Place(first.entry, (), "key"),
            f"all {len(found)} models and applications are open to every authenticated caller, though API keys have roles",
            help="Name the roles that may use a deployment in its userRoles.",
        )


@public_deployment.check("each")
def each(context: Context) -> Iterator[Finding]:
    """Find deployments and routes that ask for no role; of some `public-route` and `uncapped-spend` speak."""
    opened = [one for name in _GUARDED for one in context.config.gathered(name, _if_open, digest=_is_open).values()]
    uncapped = {found.entry for found in uncapped_for_all(context.access)} if opened else set()
    for guarded in opened:
        told_elsewhere = (
            isinstance(guarded, Route) and guarded.foreign_host(context.settings.internal_hosts) is not None
        )
        if not told_elsewhere and guarded.entry not in uncapped:
            kind = guarded.KIND if isinstance(guarded, Deployment) else "route"
            yield Finding(
                Place(guarded.entry, (), "key"),
                f'every authenticated caller may use {kind} "{guarded.name}"',
                help="Name the roles that may use it in userRoles.",
            )


def _if_open(guarded: Served) -> Served | None:
    return guarded if guarded.allowed_roles is None else None


def _is_open(_: Served) -> bool:
    return True


@public_deployment.entry_check("routes", code="route")
def public_route(route: Route, context: EntryContext) -> Iterator[Finding]:
    """Find open routes to hosts that are certainly foreign."""
    host = route.foreign_host(context.settings.internal_hosts)
    if route.allowed_roles is not None or host is None or not isinstance(route.raw, dict):
        return
    yield Finding(
        route.at.key(),
        f'every authenticated caller may use route "{route.name}", which leads to {host}',
        help="Name the roles that may use it in userRoles.",
        offers=(writing(route, "userRoles", [], ", which admits nobody until roles are named"),),
    )


@public_deployment.check(code="toolset")
def public_toolset(context: Context) -> Iterator[Finding]:
    """Find toolsets with a way to sign in that admit everybody."""
    for found in context.access.objects_where(_opens_credentials):
        yield Finding(
            found.at,
            f"every authenticated caller may use the credentials of {found.label}",
            help='List the roles that may call it in "userRoles".',
        )


def _opens_credentials(served: Served) -> bool:
    if not isinstance(served, ToolSet) or served.allowed_roles is not None:
        return False
    return served.auth.type in ("OAUTH", "API_KEY")
