"""A path of a route that no request can have.

Every pattern under `paths` is a Java regular expression that must match the whole path of a request, and a path begins
with `/` and has neither host nor query. A pattern that cannot match such a text is dead.

## Flagged
```json
{
  "routes": {
    "search": {
      "paths": ["v1/search"],
                ^^^^^^^^^^^ no request has such a path, because every path begins with "/"
      "upstreams": [{"endpoint": "http://search.svc"}]
    }
  }
}
```
```json
{
  "routes": {
    "search": {
      "paths": ["/search$/now"],
                ^^^^^^^^^^^^^^ no path of a request can match this pattern
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
      "paths": ["/v1/search", ".*/find"],
      "upstreams": [{"endpoint": "http://search.svc"}]
    }
  }
}
```
## Fix
The slash is written in front, or host and scheme are cut off.
## Source
BaseRouteController matches the whole path as the request has it, undecoded. Observed on Core's own classes; whether a
pattern can match at all is decided on the expression itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Replace
from dial_lsp.model.globs import glob_in
from dial_lsp.model.placeholders import placeholders_in
from dial_lsp.model.routing import routes_in
from dial_lsp.rule import WRITTEN, EntryContext, Finding, Offer, entry_rule
from dial_lsp.schema.route_patterns import can_match

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value

_SURELY_MATCHES = re.compile(r"/[^\\^$\[?&]*")  # nothing in it that could make it impossible
_ORIGIN = re.compile(r"[a-z]+://[^/]*(?=/)")


@entry_rule(
    "routes",
    "applications",
    "applicationTypeSchemas",
    severity=Severity.WARNING,
    impact=Impact.NO_EFFECT,
    rests_on=WRITTEN,
)
def unmatchable_path(value: Value, _: EntryContext) -> Iterator[Finding]:
    """Find patterns that match no path; of globs another rule speaks."""
    for route in routes_in(value):
        for pattern, at in route.patterns:
            if _SURELY_MATCHES.fullmatch(pattern) or can_match(pattern) is not False or placeholders_in(pattern):
                continue
            if glob_in(pattern):
                continue
            better = next((text for text in _repaired(pattern) if can_match(text)), None)
            message = "no path of a request can match this pattern"
            if better is not None:
                message = 'no request has such a path, because every path begins with "/"'
            yield Finding(
                at.at,
                f'{message}; route "{route.name}" is never found by it',
                help="The pattern must match the whole path, without host and query.",
                offers=(Offer(f"Write {better}", (Replace(at.at, better),)),) if better else (),
            )


def _repaired(pattern: str) -> Iterator[str]:
    if _ORIGIN.match(pattern):
        yield _ORIGIN.sub("", pattern, count=1)
    yield f"^/{pattern[1:]}" if pattern.startswith("^") else f"/{pattern}"
