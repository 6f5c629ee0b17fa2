r"""A dot in a path that stands for any character.

The patterns under `paths` are regular expressions, and a plain `.` matches every character. The route takes a little
more than it says: `/openapi.json` also fits `/openapi-json`.

## Flagged
```json
{
  "routes": {
    "openapi": {
      "paths": ["/v1/openapi.json"],
                ^^^^^^^^^^^^^^^^^^ the dot matches any character here
      "upstreams": [{"endpoint": "http://docs.svc"}]
    }
  }
}
```
## Accepted
```json
{
  "routes": {
    "openapi": {
      "paths": ["/v1/openapi\\.json", "/v1/docs/.*"],
      "upstreams": [{"endpoint": "http://docs.svc"}]
    }
  }
}
```
## Fix
The dot is escaped.
## Source
Core compiles every path with `java.util.regex.Pattern`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Replace
from dial_lsp.model.routing import routes_in
from dial_lsp.rule import WRITTEN, EntryContext, Finding, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value

# Nothing in the whole pattern shows that it was meant as an expression.
_PLAIN_WITH_DOTS = re.compile(r"\^?/[\w/~%@,;=&-]*\w(?:\.\w[\w/~%@,;=&-]*)+\$?", re.ASCII)


@entry_rule(
    "routes", "applications", "applicationTypeSchemas", severity=Severity.HINT, impact=Impact.ADVICE, rests_on=WRITTEN
)
def unescaped_dot(value: Value, _: EntryContext) -> Iterator[Finding]:
    """Find dots between letters in patterns that are plain paths otherwise."""
    for route in routes_in(value):
        for pattern, at in route.patterns:
            if _PLAIN_WITH_DOTS.fullmatch(pattern):
                escaped = pattern.replace(".", "\\.")
                yield Finding(
                    at.at,
                    "the dot matches any character here",
                    help="Escape it, in JSON as two backslashes and the dot.",
                    offers=(Offer(f"Write {escaped}", (Replace(at.at, escaped),), safe=True),),
                )
