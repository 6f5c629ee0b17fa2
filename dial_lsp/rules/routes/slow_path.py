"""A path whose repetitions Java tries in very many ways.

Core matches the path of every request that no built-in path takes, and Java tries all ways to share the text between
repetitions that can stand for the same characters. With three of them one after another the time grows with the third
power of the length: a long path that nearly fits keeps a thread of Core busy for seconds to minutes.

## Flagged
```json /routes/find
"paths": ["/.*/.*/.*/find"],
          ^^^^^^^^^^^^^^^^ matching this pattern can take time that grows with the 3rd power of a path's length
"upstreams": [{"endpoint": "http://find.svc"}]
```
## Accepted
```json /routes
"find": {"paths": ["/[^/]+/[^/]+/[^/]+/find", "/v1(/[^/]+)*"], "upstreams": [{"endpoint": "http://find.svc"}]}
```
## Source
Run with `java.util.regex` of Java 17, on which Core runs: `.*.*.*x` takes 0.3 seconds for 200 characters and a thousand
times that for 2000.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Group, Impact, Severity
from dial_lsp.model.routing import routes_in
from dial_lsp.rulekit.rule import WRITTEN, EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value

_CUBIC = 3


@entry_rule(
    "routes",
    "applications",
    "applicationTypeSchemas",
    severity=Severity.WARNING,
    impact=Impact.ADVICE,
    group=Group.FAILS,
    rests_on=WRITTEN,
)
def slow_path(value: Value, _: EntryContext) -> Iterator[Finding]:
    """Find patterns that backtrack with the third power of the length or worse."""
    for route in routes_in(value):
        for pattern, at in route.patterns:
            from dial_lsp.javaregex.cost import growth

            power = growth(pattern)
            if power >= _CUBIC:
                nth = "3rd" if power == _CUBIC else f"{power}th"
                yield Finding(
                    at.at,
                    f"matching this pattern can take time that grows with the {nth} power of a path's length",
                    help="Let each repetition stop at what follows it, such as [^/]+ instead of .* between slashes.",
                )
