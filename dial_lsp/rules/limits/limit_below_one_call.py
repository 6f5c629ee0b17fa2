"""A token limit that one call may use up.

Core compares what was used before with the limit and then lets the call through. When a model takes more tokens in one
call than the window allows, the first long call passes and everything after it waits for the window to end.

## Flagged
```json
{
  "roles": {
    "analyst": {"limits": {"gpt-4": {"minute": 1000}}}
                                               ^^^^ 1000 tokens are less than one call of model "gpt-4" may use (128000)
  },
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "limits": {"maxTotalTokens": 128000}
    }
  }
}
```
## Accepted
```json
{
  "roles": {
    "analyst": {"limits": {"gpt-4": {"minute": 200000}}}
  },
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "limits": {"maxTotalTokens": 128000}
    }
  }
}
```
## When to ignore
Where calls are short and the limit is meant for sums of them.
## Source
RateLimiter: the call is let in while less than the limit was used before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.access_control import TOKEN_WINDOWS
from dial_lsp.model.deployments import Model
from dial_lsp.rule import Context, Finding, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access import LimitedName, Object, SaidLimit


@rule(severity=Severity.HINT, impact=Impact.ADVICE, rests_on=RestsOn(other_entries=True, only_written=True))
def limit_below_one_call(context: Context) -> Iterator[Finding]:
    """Find token windows smaller than what the model takes at once; one finding for an entry, at its shortest."""
    context.config.gathered("models", _most, digest=int)  # so that this runs again where one changes
    yield from context.access.all_of_limits(_of_models)


def _of_models(limited: LimitedName) -> Iterator[Finding]:
    for said in limited.said:
        for found in said.decided:
            if isinstance(found.served, Model):
                yield from _below(said, found, _most(found.served) or 0)


def _below(said: SaidLimit, model: Object, most: int) -> Iterator[Finding]:
    for name, value in zip(TOKEN_WINDOWS, said.entry.values, strict=False):
        if 0 < value < most:
            yield Finding(
                said.entry.limit.field(name).at,
                f"{value} tokens are less than one call of {model.label} may use ({most})",
                help="Allow at least as much as one call may use.",
            )
            return


def _most(model: Model) -> int | None:
    limits = model.token_limits
    return limits.number("maxTotalTokens") or limits.number("maxPromptTokens")
