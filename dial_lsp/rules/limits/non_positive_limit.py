"""A limit that is zero or negative.

Core answers 403 to every call while any of the six limits of a caller is not positive. There is no number for
"unlimited", neither -1 nor 0: a limit that is left out is. Limits of applications, toolsets and interceptors are asked
for by `/openai/v1` and the Anthropic interface since 0.46, and never by `/openai/deployments`, which DIAL Chat uses: of
these a limit that is not positive closes only the former.

## Flagged
```json
{
  "roles": {
    "trial": {"limits": {"gpt-4": {"minute": 0, "day": -1}}}
                                             ^ a limit of 0 denies: Core answers 403 when a caller with only role "trial" calls model "gpt-4"
                                                       ^^ -1 does not mean unlimited: Core answers 403 when a caller with only role "trial" calls model "gpt-4"
  },
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
  }
}
```
```json
{
  "roles": {
    "trial": {"limits": {"search": {"requestDay": 0}}}
                                                  ^ a limit of 0 denies: Core answers 403 when a caller with only role "trial" calls application "search" by /openai/v1 or the Anthropic interface, but not by /openai/deployments
  },
  "applications": {
    "search": {"endpoint": "http://search.apps.svc/v1/chat/completions"}
  }
}
```
## Accepted
```json
{
  "roles": {
    "trial": {"limits": {"gpt-4": {"minute": 1000}}}
  },
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
  }
}
```
## Fix
Deleting the limit is offered, which makes it unlimited.
## When to ignore
An entry of zeros is a way to close a deployment to a role, but any other role of the caller that allows more opens it
again. Closing it by `userRoles` says what is meant.
## Source
RateLimiter: "Limit must be positive". All six windows were observed on Core's own rate limiter; who asks it was read in
the newest controllers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.limits import limit_asked
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.access_control import DEFAULT_ROLE, WINDOWS
from dial_lsp.model.change import Remove
from dial_lsp.rule import Context, Finding, Offer, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access import LimitedName, Object, SaidLimit
    from dial_lsp.model.values import Value


@rule(severity=Severity.ERROR, impact=Impact.CALL_FAILS, rests_on=RestsOn(other_entries=True, only_written=True))
def non_positive_limit(context: Context) -> Iterator[Finding]:
    """Find limits that Core takes for some caller and that are not positive."""
    yield from context.access.all_of_limits(_not_positive)


def _not_positive(limited: LimitedName) -> Iterator[Finding]:
    for said in limited.said:
        if min(said.entry.values) > 0 or not (decided := said.decided):
            continue
        for window, value in zip(WINDOWS, said.entry.values, strict=True):
            written = said.entry.limit.field(window)
            if value <= 0 and _is_number(written):
                yield _finding(said, decided[0], written, value)


def _is_number(written: Value) -> bool:
    """Whether a whole number is written: other rules say how null, blank text and fractions become 0."""
    if isinstance(written.raw, str):
        return written.raw.strip() not in ("", "null")
    return isinstance(written.raw, int)


def _finding(said: SaidLimit, found: Object, written: Value, value: int) -> Finding:
    window = written.pointer[-1]
    what = "-1 does not mean unlimited" if value == -1 else f"a limit of {value} denies"
    who = f'a caller with only role "{said.role}"'
    if said.role == DEFAULT_ROLE:
        who = "a caller whose roles do not limit it"
    where = ""
    if limit_asked(found, said.version) == "v1-apis":
        where = " by /openai/v1 or the Anthropic interface, but not by /openai/deployments"
    return Finding(
        written.at,
        f"{what}: Core answers 403 when {who} calls {found.label}{where}",
        help=f'Leave "{window}" out for unlimited, or close {found.label} to the role by its userRoles.',
        offers=(Offer(f'Delete "{window}", which makes it unlimited', (Remove(written.at.member()),)),),
    )
