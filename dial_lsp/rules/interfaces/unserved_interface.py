"""An interface of an application, toolset or interceptor without a url.

An interface needs a url of its own or the deployment's `baseUrl`. The older `endpoint` does not count for an interface
that is declared. Core loads such a deployment (of a model it refuses the file) and answers calls with 503.

## Flagged
```json
{
  "applications": {
    "notes": {
      "endpoint": "http://notes.apps.svc/chat/completions",
      "interfaces": {
        "openaiChatCompletions": {}
        ^^^^^^^^^^^^^^^^^^^^^^^ this interface has no url, so Core answers 503 to its calls
      }
    }
  }
}
```
## Accepted
```json
{
  "applications": {
    "notes": {
      "baseUrl": "http://notes.apps.svc",
      "interfaces": {
        "openaiChatCompletions": {}
      }
    }
  }
}
```
## Source
DeploymentEndpointUtil: the url of the interface, that of the deployment, else none; DeploymentPostController answers
503 then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.deployments import INTERFACE_TYPES, Application
from dial_lsp.rule import EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Deployment


@entry_rule("applications", "toolsets", "interceptors", severity=Severity.ERROR, impact=Impact.CALL_FAILS)
def unserved_interface(deployment: Deployment, _: EntryContext) -> Iterator[Finding]:
    """Find known interfaces without any url; a type schema may have one for its applications."""
    if not deployment.base_url.is_blank or (isinstance(deployment, Application) and deployment.schema_id.is_set):
        return
    for interface in deployment.interfaces:
        known = interface.type in INTERFACE_TYPES and isinstance(interface.raw, dict)
        if known and not interface.is_translated and interface.base_url.is_blank:
            yield Finding(
                interface.at.key(),
                "this interface has no url, so Core answers 503 to its calls",
                help="Write its base_url, the url without the path of the call.",
            )
