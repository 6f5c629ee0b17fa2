"""A status after which another try is no use.

Core sends the same call to the next upstream when the status is in `retriableErrorCodes`. A status below 400 is no
failure, 400, 404 and 422 say that the call itself is wrong, and above 599 there is none: the call is only multiplied,
or the entry never matches.

## Flagged
```json
{
  "retriableErrorCodes": [500, 400]
                               ^^^ 400 says that the call itself is wrong, so every upstream will refuse it
}
```
```json
{
  "retriableErrorCodes": [200]
                          ^^^ 200 is no failure, so Core would repeat calls that were answered
}
```
```json
{
  "retriableErrorCodes": [5003]
                          ^^^^ no upstream answers with 5003, so this has no effect
}
```
## Accepted
```json
{
  "retriableErrorCodes": [401, 403, 408, 500]
}
```
## Fix
The status is deleted.
## Source
BaseDeploymentPostController: the next upstream is tried when the list holds the status.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove
from dial_lsp.model.retries import retriable_codes
from dial_lsp.rule import EntryContext, Finding, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value

_FIRST, _FIRST_FAILURE, _LAST = 100, 400, 599
_OF_THE_CALL = (400, 404, 422)


@entry_rule("retriableErrorCodes", severity=Severity.WARNING, impact=Impact.ADVICE)
def suspicious_retriable_code(value: Value, _: EntryContext) -> Iterator[Finding]:
    """Find statuses that are no failures of an upstream; 401 and 403 may come from the key of one of them."""
    for code, element in retriable_codes(value):
        problem = _problem(code)
        if problem:
            offer = Offer("Delete it", (Remove(element.at),))
            never = not _FIRST <= code <= _LAST
            yield Finding(
                element.at,
                problem,
                help="Name statuses of failures that another upstream may not have, such as 500.",
                offers=(offer,),
                impact=Impact.NO_EFFECT if never else None,
            )


def _problem(code: int) -> str:
    if not _FIRST <= code <= _LAST:
        return f"no upstream answers with {code}, so this has no effect"
    if code < _FIRST_FAILURE:
        return f"{code} is no failure, so Core would repeat calls that were answered"
    return (
        f"{code} says that the call itself is wrong, so every upstream will refuse it" if code in _OF_THE_CALL else ""
    )
