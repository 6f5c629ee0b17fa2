"""A url that leads to the machine Core runs on, or to the cloud's metadata.

`169.254.0.0/16` and `metadata.google.internal` are where clouds answer with credentials of the machine. And `localhost` is Core's own pod, or that of
the adapter, and seldom the service that was meant where all others have names of the cluster.

## Flagged
```json
{
  "routes": {
    "metadata": {
      "paths": ["/latest/.*"],
      "userRoles": ["reader"],
      "upstreams": [{"endpoint": "http://169.254.169.254/latest/meta-data"}]
                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 169.254.169.254 belongs to the metadata service of a cloud, which gives out credentials of the machine
    }
  },
  "roles": {"reader": {}}
}
```
## Accepted
```json
{
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://localhost:5001/v1/chat/completions"},
    "gpt-5": {"type": "chat", "endpoint": "http://localhost:5002/v1/chat/completions"}
  }
}
```
## When to ignore
Where the service is a sidecar in Core's pod.
## Source
Read in BaseRouteController: routes pass method, path and headers of the caller on; `features.configurationEndpoint` is
called for every caller too; not run. That a loopback address beside names of a cluster was not meant is inferred.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model import urls
from dial_lsp.model.endpoints import URL_SECTIONS, Endpoint, endpoints_of, endpoints_of_type
from dial_lsp.model.entries import typed
from dial_lsp.model.routing import OF_TYPE, Route
from dial_lsp.rulekit.rule import Context, Finding, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.config import Config
    from dial_lsp.model.values import Value

_PASSED_ON = frozenset(
    {"routes", OF_TYPE, "configurationEndpoint", "configuration_endpoint", "dial:applicationTypeConfigurationEndpoint"}
)
Special = tuple[tuple[int, str], ...]


@rule(severity=Severity.WARNING, impact=Impact.EXPOSED, rests_on=RestsOn(other_entries=True))
def metadata_or_loopback_host(context: Context) -> Iterator[Finding]:
    """Find link-local hosts, and loopback ones in configs with hosts of a cluster."""
    config = context.config
    in_cluster = any(config.gathered(section, _in_cluster, digest=bool) for section in URL_SECTIONS)
    for section in URL_SECTIONS:
        for name, special in config.gathered(section, _special, digest=tuple).items():
            endpoints = endpoints_of(_entry(config, section, name))
            for number, kind in special:
                if kind == "metadata" or in_cluster:
                    yield _finding(endpoints[number], kind)
    schemas = config.value("applicationTypeSchemas")
    for schema in schemas.elements() if schemas is not None else ():
        for endpoint in endpoints_of_type(schema):
            found = urls.special_host(endpoint.text)
            if found == "metadata" or (found and in_cluster):
                yield _finding(endpoint, found)


def _finding(endpoint: Endpoint, kind: str) -> Finding:
    host = urls.host_of(endpoint.text)
    what = "belongs to the metadata service of a cloud, which gives out credentials of the machine"
    if kind == "loopback":
        whose = "the adapter's" if endpoint.caller == "adapter" else "Core's"
        what = f"is {whose} own pod, but the other hosts here are services of a cluster"
    at = (endpoint.value.entry.section, *endpoint.value.pointer)
    is_passed_on = not _PASSED_ON.isdisjoint(map(str, at))
    return Finding(
        endpoint.value.at,
        f"{host} {what}",
        help="Write the name of the service that is meant.",
        severity=None if is_passed_on else Severity.INFORMATION,
    )


def _special(entry: Value) -> Special | None:
    """The numbers of the urls of an entry that are metadata or loopback ones, with which of the two."""
    if isinstance(entry, Route) and not entry.forwards:
        return None  # never called
    kinds = (
        (number, urls.special_host(one.text)) for number, one in enumerate(endpoints_of(entry)) if one.caller != "user"
    )
    return tuple((number, kind) for number, kind in kinds if kind) or None


def _in_cluster(entry: Value) -> bool | None:
    return any(urls.is_in_cluster(one.text) for one in endpoints_of(entry)) or None


def _entry(config: Config, section: str, name: str) -> Value:
    return typed(config.sections[section].every[name])
