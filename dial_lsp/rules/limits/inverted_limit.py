"""A limit for a short time that is higher than the one for a longer time.

Core checks every window. A limit of 1000 for the minute beside one of 100 for the day has no effect: the day is used up
first. Usually two numbers were swapped, or one has a digit too many. The same goes for `costLimit`.

Windows begin at fixed times, so a week may span two months and a minute two days: 1000 a week beside 900 a month does
apply at times. Only a limit of at least twice that of the longer window is reported.

## Flagged
```json
{
  "roles": {
    "analyst": {"limits": {"gpt-4": {"minute": 500000, "day": 100000}}}
                                               ^^^^^^ the minute limit (500000) is far above the day limit (100000), so it has no effect; swapped?
  },
  "models": {"gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}}
}
```
```json /roles
"analyst": {"costLimit": {"week": 50, "month": 20}}
                                  ^^ the week limit (50) is far above the month limit (20), so it has no effect; swapped?
```
## Accepted
```json
{
  "roles": {
    "analyst": {
      "limits": {"gpt-4": {"minute": 100000, "month": 100000, "requestHour": 10, "requestDay": 100}},
      "costLimit": {"week": 20}
    }
  },
  "models": {"gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}}
}
```
## Fix
Swapping the two is offered.
## Source
Read in RateLimiter and CostRateLimit of DIAL Core: a call needs room in every window. The borders of windows were run.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.access_control import REQUEST_WINDOWS, TOKEN_WINDOWS, UNLIMITED, WINDOWS
from dial_lsp.model.change import Replace
from dial_lsp.rulekit.rule import Context, Finding, Offer, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dial_lsp.access import LimitedName
    from dial_lsp.model.values import Value

_BORDER = 2
"""A window may span two of the longer ones, with what both allow."""


@rule(severity=Severity.WARNING, impact=Impact.NO_EFFECT, rests_on=RestsOn(other_entries=True, only_written=True))
def inverted_limit(context: Context) -> Iterator[Finding]:
    """Find windows that a longer one makes pointless."""
    yield from context.access.all_of_limits(_inverted)
    for entry in context.access.cost_entries.values():
        amounts = zip(TOKEN_WINDOWS, entry.values, strict=True)
        yield from _inversions(entry.limit, {name: amount for name, amount in amounts if isinstance(amount, Decimal)})


def _inverted(limited: LimitedName) -> Iterator[Finding]:
    for said in limited.said:
        if _is_inverted(said.entry.values) and said.decided:
            values = dict(zip(WINDOWS, said.entry.values, strict=True))
            yield from _inversions(said.entry.limit, {name: values[name] for name in TOKEN_WINDOWS})
            yield from _inversions(said.entry.limit, {name: values[name] for name in REQUEST_WINDOWS})


def _is_inverted(values: Sequence[int]) -> bool:
    """A quick look, for there may be very many entries."""
    tokens = [value for value in values[: len(TOKEN_WINDOWS)] if 0 < value < UNLIMITED]
    requests = [value for value in values[len(TOKEN_WINDOWS) :] if 0 < value < UNLIMITED]
    return tokens != sorted(tokens) or requests != sorted(requests)


def _inversions(limit: Value, values: Mapping[str, int | Decimal]) -> Iterator[Finding]:
    """From the shortest window to the longest; the nearest longer one that allows less is named."""
    windows = list(values)
    for at, name in enumerate(windows):
        longer = next(
            (other for other in windows[at + 1 :] if 0 < _BORDER * values[other] <= values[name] < UNLIMITED), None
        )
        if longer is not None:
            short, long = limit.field(name), limit.field(longer)
            if limit.pointer == ("costLimit",):
                short, long = limit.member(name), limit.member(longer)
            swap = (Replace(short.at, long.raw), Replace(long.at, short.raw))
            yield Finding(
                short.at,
                f"the {name} limit ({values[name]}) is far above the {longer} limit ({values[longer]}), "
                "so it has no effect; swapped?",
                help="Swap the two, correct one of them, or delete the one without effect.",
                offers=(Offer(f'Swap "{name}" and "{longer}"', swap),),
            )
