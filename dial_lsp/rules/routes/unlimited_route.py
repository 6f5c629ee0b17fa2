"""A paid service behind a route, without a limit of requests.

Core counts no tokens and no cost on routes. Only `requestHour` and `requestDay` of the caller's roles, for the name of
the route, limit the calls there.

## Flagged
```json
{
  "routes": {
    "images": {
    ^^^^^^^^ callers with role "designer" may call route "images" as often as they like, with your key for api.openai.com
      "paths": ["/v1/images"],
      "userRoles": ["designer"],
      "upstreams": [{"endpoint": "https://api.openai.com/v1/images/generations", "key": "${OPENAI_KEY}"}]
    }
  },
  "roles": {"designer": {"limits": {"images": {"day": 1000}}}}
}
```
## Accepted
```json
{
  "routes": {
    "images": {
      "paths": ["/v1/images"],
      "userRoles": ["designer"],
      "upstreams": [{"endpoint": "https://api.openai.com/v1/images/generations", "key": "${OPENAI_KEY}"}]
    }
  },
  "roles": {"designer": {"limits": {"images": {"requestDay": 200}}}}
}
```
## When to ignore
Where the service is free, or has a quota of its own.
## Source
Read in BaseRouteController and RateLimiter: routes count requests only; not run. That an external host with a key is
paid for is inferred; it is a warning for hosts of known providers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.limits import limit_asked
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model import urls
from dial_lsp.model.access_control import REQUEST_WINDOWS
from dial_lsp.model.placeholders import has_placeholder
from dial_lsp.model.providers import is_provider
from dial_lsp.model.role_names import roles_of_keys
from dial_lsp.model.routing import Route
from dial_lsp.rulekit.rule import Context, Finding, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.access import Access, Object, Subject
    from dial_lsp.model.deployments import Served
    from dial_lsp.model.values import Value


@rule(severity=Severity.INFORMATION, impact=Impact.UNLIMITED, rests_on=RestsOn(other_entries=True))
def unlimited_route(context: Context) -> Iterator[Finding]:
    """Find routes with a key to an external host, and the first callers whose requests nobody limits."""
    for found in context.access.objects_where(_has_key):
        url = _paid_url(found.served, context.settings.internal_hosts)
        if url is None or limit_asked(found, context.version) == "unknown":
            continue
        free = next((one for one in _callers(context, found) if _is_free(context.access, one, found)), None)
        if free is not None:
            host = urls.host_of(url.text or "") or ""
            who = (
                "every authenticated caller"
                if free.kind == "everyone"
                else f"callers{free.label.removeprefix('a caller')}"
            )
            yield Finding(
                url.at if found.allowed is None else found.at,
                f"{who} may call {found.label} as often as they like, with your key for {host}",
                help=f'Limit requestHour or requestDay of "{found.name}" in the role, or in "default" for all.',
                severity=Severity.WARNING if is_provider(host) else None,
            )


def _callers(context: Context, found: Object) -> Iterator[Subject]:
    """Everybody if the route is open, else each role that it admits by itself, unless it is known that nobody has it."""
    idp = context.settings.idp_roles
    held = None if idp is None else {*idp, *roles_of_keys(context.config)}
    if found.allowed is None:
        yield context.access.everyone
    for role in dict.fromkeys(found.admitted):
        if role is not None and not has_placeholder(role) and (held is None or role in held):
            yield context.access.caller(role)


def _is_free(access: Access, subject: Subject, found: Object) -> bool:
    verdict = access.verdict(subject, found)
    return verdict.granted and all(verdict.limits.window(name) is None for name in REQUEST_WINDOWS)


def _has_key(served: Served) -> bool:
    return isinstance(served, Route) and served.forwards and any(True for _ in _keyed(served))


def _keyed(served: Served) -> Iterator[Value]:
    """The urls that get a key, those left out that are never called."""
    return (one.field("endpoint") for one in served.upstreams if one.is_enabled and one.field("key").is_set)


def _paid_url(served: Served, own: Sequence[str]) -> Value | None:
    """The first external url that gets a key, one of a known provider before all others."""
    found = [url for url in _keyed(served) if urls.is_internal(url.text or "", own) is False]
    known = (url for url in found if is_provider(urls.host_of(url.text or "") or ""))
    return next(known, found[0] if found else None)
