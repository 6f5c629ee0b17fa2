"""A path that Core answers itself.

Routes are asked last: a request that fits one of Core's own paths never comes to them. So a route cannot take the place
of a deployment's `chat/completions`, of the list of models or of the files API.

## Flagged
```json /routes/models
"paths": ["/openai/models"],
          ^^^^^^^^^^^^^^^^ Core answers GET of this path itself, so route "models" never gets it
"methods": ["GET"],
"upstreams": [{"endpoint": "http://catalog.svc"}]
```
## Accepted
```json /routes
"models": {
  "paths": ["/v1/catalog/models"],
  "methods": ["GET"],
  "upstreams": [{"endpoint": "http://catalog.svc"}]
},
"create-model": {
  "paths": ["/openai/models"],
  "methods": ["POST"],
  "upstreams": [{"endpoint": "http://catalog.svc"}]
}
```
## Source
Read in ControllerSelector: the controller of routes is the default one. Only paths that are certainly Core's are known
here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rulekit.rule import EntryContext, Finding, entry_rule
from dial_lsp.schema.core_paths import own_methods

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.routing import Route


@entry_rule("routes", severity=Severity.WARNING, impact=Impact.NO_EFFECT)
def reserved_path(route: Route, context: EntryContext) -> Iterator[Finding]:
    """Find patterns all of whose paths belong to Core, for one of the route's methods at least."""
    for pattern, at in route.patterns:
        methods = own_methods(pattern, context.version)
        taken = sorted(methods & set(route.methods) if route.methods else methods)
        if taken:
            yield Finding(
                at.at,
                f'Core answers {", ".join(taken)} of this path itself, so route "{route.name}" never gets it',
                help="Use another path, or list only methods that Core does not answer here.",
            )
