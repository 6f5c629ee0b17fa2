"""A route that answers with a status HTTP does not have.

The `status` of a fixed response is sent as it is. A client wants a status from 200 to 599: those below 200 announce
another answer that never comes, others cannot be read.

## Flagged
```json /routes/status
"paths": ["/status"],
"response": {"status": 20, "body": "OK"}
                       ^^ 20 is not an HTTP status; clients of route "status" cannot read it
```
```json /routes/status
"paths": ["/status"],
"response": {"status": 100, "body": "OK"}
                       ^^^ 100 is not a final status, so clients of route "status" wait for another answer
```
## Accepted
```json
{"routes": {"status": {"paths": ["/status"], "response": {"status": 204}}}}
```
## Source
Read in BaseRouteController, which sets the status as written; RFC 9110, section 15.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.routing import routes_in
from dial_lsp.rulekit.rule import WRITTEN, EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value

OK = 200


@entry_rule(
    "routes",
    "applications",
    "applicationTypeSchemas",
    severity=Severity.WARNING,
    impact=Impact.CALL_FAILS,
    rests_on=WRITTEN,
)
def invalid_response_status(value: Value, _: EntryContext) -> Iterator[Finding]:
    """Find statuses no client can use; null and empty text are told of by `null-value/number`."""
    for route in routes_in(value):
        written = route.status
        number = written.integer(OK, bits=32)
        if not written.is_set or written.raw == "" or OK <= number < 600:  # noqa: PLR2004 -- the end of the 5xx
            continue
        what = f'{number} is not an HTTP status; clients of route "{route.name}" cannot read it'
        if 100 <= number < OK:  # noqa: PLR2004 -- the 1xx
            what = f'{number} is not a final status, so clients of route "{route.name}" wait for another answer'
        yield Finding(written.at, what, help="Write a status from 200 to 599.")
