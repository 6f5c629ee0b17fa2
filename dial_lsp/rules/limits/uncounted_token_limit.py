"""A token limit on something whose tokens are never counted.

Core counts the tokens of models. For applications, toolsets, interceptors and routes the count stays at zero, so a
token limit on their name is never reached; only limits of requests apply.

## Flagged
```json
{
  "roles": {
    "analyst": {"limits": {"search": {"day": 100000, "requestDay": 100}}}
                           ^^^^^^^^ "day" has no effect: Core counts the tokens of models only, and "search" is an application
  },
  "applications": {"search": {"endpoint": "http://search.apps.svc/chat/completions"}}
}
```
## Accepted
```json
{
  "roles": {"analyst": {"limits": {"search": {"requestDay": 100}, "gpt-4": {"day": 100000}}}},
  "applications": {"search": {"endpoint": "http://search.apps.svc/chat/completions"}},
  "models": {"gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}}
}
```
## Fix
Deleting the token windows is offered.
## Source
Read in DeploymentPostController and the chat response handlers: usage is added for models only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.limits import limit_asked
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.access_control import TOKEN_WINDOWS
from dial_lsp.model.change import Remove
from dial_lsp.rulekit.limits import each_limit
from dial_lsp.rulekit.rule import Finding, Offer, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.access import SaidLimit


@rule(severity=Severity.HINT, impact=Impact.NO_EFFECT, rests_on=RestsOn(other_entries=True))
@each_limit
def uncounted_token_limit(said: SaidLimit) -> Iterator[Finding]:
    """Find token windows for names that are no model's."""
    kinds = {found.kind for found in said.objects}
    if not kinds or "model" in kinds or min(said.entry.values) <= 0:
        return
    if all(limit_asked(found, said.version) == "never" for found in said.objects):
        return  # no window of it has any effect, which unused-limit reports
    windows = [name for name in TOKEN_WINDOWS if said.entry.limit.field(name).is_set]
    if windows:
        yield Finding(
            said.entry.at.key(),
            f"{_quoted(windows)} {'has' if len(windows) == 1 else 'have'} no effect: "
            f'Core counts the tokens of models only, and "{said.name}" is {_a(min(kinds))}',
            help="Limit the models it uses, or the number of requests by requestHour and requestDay.",
            offers=(_without(said, windows),),
            tags=frozenset({"unnecessary"}),
        )


def _without(said: SaidLimit, windows: Sequence[str]) -> Offer:
    limit = said.entry.limit
    if all(name in windows for name, _ in limit.members()):
        return Offer(f'Delete the limit for "{said.name}"', (Remove(limit.at.member()),))
    return Offer(f"Delete {_quoted(windows)}", tuple(Remove(limit.field(name).at.member()) for name in windows))


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "ai" else f"a {kind}"
