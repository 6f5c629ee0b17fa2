"""A deployment that its own interceptors or translators may not call.

Behind interceptors a deployment is called by the last of them, with that interceptor's per-request key. A translator
calls it back with such a key, too. With `features.accessibleByPerRequestKey: false` Core answers 403 to these keys, so
every call through the chain or the translator fails.

## Flagged
```json
{
  "globalInterceptors": ["audit"],
  "interceptors": {"audit": {"endpoint": "http://audit.svc/chat/completions"}},
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "features": {"accessibleByPerRequestKey": false}
                                                ^^^^^ interceptor "audit" calls model "gpt-4" with a per-request key, so Core answers 403
    }
  }
}
```
## Accepted
```json
{
  "interceptors": {"audit": {"endpoint": "http://audit.svc/chat/completions"}},
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "features": {"accessibleByPerRequestKey": false}
    },
    "gpt-5": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions", "interceptors": ["audit"]}
  }
}
```
## When to ignore
Never: where applications must not call the model, close it with `userRoles`.
## Source
Read in the newest DeploymentPostController; not run. That mode `translator` fails in the same way is inferred.
Anthropic Messages run no interceptors, and features of an interface win over those of the deployment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.interception import blocked, blocked_translations, is_closed_to_applications, served_by
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.deployments import Application, Deployment, Model, Served
from dial_lsp.rulekit.rule import Context, Finding, Note, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.config import Config


@rule(severity=Severity.ERROR, impact=Impact.CALL_FAILS)
def blocked_by_interceptor(context: Context) -> Iterator[Finding]:
    """Find models and applications that refuse per-request keys behind a chain that calls with one."""
    for found in context.access.objects_where(_is_closed):
        deployment = found.served
        refused = _refused(context.config, deployment) if isinstance(deployment, Deployment) else {}
        if not refused or not isinstance(deployment, Deployment):
            continue
        who, way_out, note = next(iter(refused.values()))
        others = [name for name in served_by(context.config, deployment) if name not in refused]
        which = "every call" if not others else f"every call of {' and '.join(refused)}"
        yield Finding(
            deployment.features.field("accessibleByPerRequestKey").at,
            f"{who} calls {found.label} with a per-request key, so Core answers 403 to {which}",
            help=f'Delete "accessibleByPerRequestKey", or {way_out}.',
            notes=(note,),
        )


def _refused(config: Config, deployment: Deployment) -> dict[str, tuple[str, str, Note]]:
    """By interface who makes the calls that are refused, what else can be done, and where it is named."""
    found = {
        interface: (
            f'interceptor "{link.name}"',
            "take the interceptor out of the chain",
            Note(link.at, "the interceptor is named here"),
        )
        for interface, link in blocked(config, deployment).items()
    }
    for one in blocked_translations(deployment).values():
        note = Note(one.translator.at, "the translator is named here")
        found.setdefault(one.type, (f"the translator of {one.type}", "serve the interface without a translator", note))
    return found


def _is_closed(served: Served) -> bool:
    return isinstance(served, Model | Application) and is_closed_to_applications(served)
