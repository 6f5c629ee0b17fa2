"""A path with `^` or `$` at its ends.

Core matches a pattern against the whole path anyway, so anchors change nothing.

## Flagged
```json
{
  "routes": {
    "search": {
      "paths": ["^/v1/search(/[^/]+)*$"],
                ^^^^^^^^^^^^^^^^^^^^^^^ a pattern must match the whole path anyway, so its anchors change nothing
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
      "paths": ["/v1/search(/[^/]+)*"],
      "upstreams": [{"endpoint": "http://search.svc"}]
    }
  }
}
```
## Fix
The anchors are deleted.
## Source
BaseRouteController calls `matches()`, which takes the whole text. Observed on Core's own classes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Replace
from dial_lsp.model.routing import routes_in
from dial_lsp.rule import WRITTEN, EntryContext, Finding, Offer, entry_rule
from dial_lsp.schema.route_patterns import can_match, covers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value

_END = re.compile(r"(?<!\\)((?:\\\\)*)\$$")


@entry_rule(
    "routes", "applications", "applicationTypeSchemas", severity=Severity.HINT, impact=Impact.ADVICE, rests_on=WRITTEN
)
def anchored_path(value: Value, _: EntryContext) -> Iterator[Finding]:
    """Find anchors without which the pattern matches the very same paths."""
    for route in routes_in(value):
        for pattern, at in route.patterns:
            plain = _END.sub(r"\1", pattern.removeprefix("^"))
            if plain == pattern or not can_match(pattern):
                continue
            if covers(plain, pattern) and covers(pattern, plain):
                yield Finding(
                    at.at,
                    "a pattern must match the whole path anyway, so its anchors change nothing",
                    help="Delete them.",
                    offers=(Offer("Delete the anchors", (Replace(at.at, plain),), safe=True),),
                )
