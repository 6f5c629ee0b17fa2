r"""A path of a route that is written as in another gateway.

The patterns under `paths` are regular expressions for the whole path, without the query. `/api/*` matches `/api` with
any number of slashes behind it and nothing else, `/v1/foo*` matches `/v1/fooo`, and `/v1/:id` only itself.

## Flagged
```json
{
  "routes": {
    "search": {
      "paths": ["/search/*"],
                ^^^^^^^^^^^ this is a glob, and Core reads a regular expression: "/*" matches any number of slashes
      "upstreams": [{"endpoint": "http://search.svc"}]
    }
  }
}
```
## Accepted
```json
{
  "routes": {
    "search": {
      "paths": ["/search/.*", "/v1/[^/]*/items", "/openai/models?", "/v1/models/name:generateContent"],
      "upstreams": [{"endpoint": "http://search.svc"}]
    }
  }
}
```
## Fix
The expression that was probably meant is offered.
## Source
Read in BaseRouteController: `Pattern.matcher(path).matches()` on the path without its query. What such patterns match
was run with Java's classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.globs import MEANING, as_expression, glob_in
from dial_lsp.model.routing import routes_in
from dial_lsp.rulekit.offers import replacing
from dial_lsp.rulekit.rule import EntryContext, Finding, entry_rule
from dial_lsp.schema.route_patterns import can_match

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule("routes", "applications", "applicationTypeSchemas", severity=Severity.WARNING, impact=Impact.NO_EFFECT)
def glob_path(value: Value, _: EntryContext) -> Iterator[Finding]:
    """Find globs, parameters and queries in patterns that Core can read as expressions."""
    for route in routes_in(value):
        for pattern, at in route.patterns:
            kind = glob_in(pattern)
            if kind is None or can_match(pattern) is None:
                continue
            better = as_expression(pattern)
            if not better.startswith(("/", "^", "(", ".")):
                better = f"/{better}"
            yield Finding(
                at.at,
                f"this is a glob, and Core reads a regular expression: {MEANING[kind]}",
                help=f'Write a regular expression for the whole path, such as "{better}".',
                offers=replacing(at.at, (better,)),
            )
