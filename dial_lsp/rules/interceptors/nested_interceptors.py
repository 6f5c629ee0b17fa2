"""Interceptors of an interceptor.

Core makes the list of interceptors from the global ones, the type schema's and those of the deployment that is called.
The `interceptors` of an interceptor are read and never followed.

## Flagged
```json
{
  "interceptors": {
    "audit": {
      "endpoint": "http://audit.svc/chat/completions",
      "interceptors": ["filter"]
      ^^^^^^^^^^^^^^^^^^^^^^^^^^ Core does not follow the interceptors of an interceptor, so "filter" never runs for "audit"
    },
    "filter": {"endpoint": "http://filter.svc/chat/completions"}
  }
}
```
## Accepted
```json
{
  "globalInterceptors": ["filter", "audit"],
  "interceptors": {
    "audit": {"endpoint": "http://audit.svc/chat/completions", "interceptors": []},
    "filter": {"endpoint": "http://filter.svc/chat/completions"}
  }
}
```
## Fix
The list is deleted.
## Source
Core's DeploymentService collects the names once, from the deployment that is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove
from dial_lsp.rule import EntryContext, Finding, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Interceptor


@entry_rule("interceptors", severity=Severity.WARNING, impact=Impact.NO_EFFECT)
def nested_interceptors(interceptor: Interceptor, _: EntryContext) -> Iterator[Finding]:
    """Find lists that nobody reads."""
    names = [f'"{name}"' for name, _ in interceptor.interceptors.texts() if name]
    if names:
        at = interceptor.interceptors.at.member()
        verb = "runs" if len(names) == 1 else "run"
        yield Finding(
            at,
            "Core does not follow the interceptors of an interceptor, "
            f'so {", ".join(names[:3])} never {verb} for "{interceptor.name}"',
            help="Name them where the interceptor itself is named, in front of it.",
            offers=(Offer("Delete the list", (Remove(at),), safe=True),),
            tags=frozenset({"unnecessary"}),
        )
