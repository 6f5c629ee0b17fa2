"""A translator that no interface names.

An entry of `translators` does nothing by itself: an interface has to name it, with the mode `translator`. Core checks
it all the same: a translator without `in` refuses the file, used or not.

## Flagged
```json
{
  "models": {
    "claude": {
      "type": "chat",
      "interfaces": {
        "anthropicMessages": {"base_url": "http://claude.models.svc"}
      }
    }
  },
  "translators": {
    "chat-to-messages": {
    ^^^^^^^^^^^^^^^^^^ no interface names the translator "chat-to-messages", so it is not used in these files
      "in": "openaiChatCompletions",
      "out": "anthropicMessages",
      "baseUrl": "http://translator.svc"
    }
  }
}
```
## Accepted
```json
{
  "models": {
    "claude": {
      "type": "chat",
      "interfaces": {
        "anthropicMessages": {"base_url": "http://claude.models.svc"},
        "openaiChatCompletions": {"mode": "translator", "translator": "chat-to-messages"}
      }
    }
  },
  "translators": {
    "chat-to-messages": {
      "in": "openaiChatCompletions",
      "out": "anthropicMessages",
      "baseUrl": "http://translator.svc"
    }
  }
}
```
## When to ignore
Where deployments outside these files name it.
## Source
ConfigPostProcessor looks up the translators that are named. That it validates the others too was run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.references import Kind
from dial_lsp.rule import Context, Finding, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(severity=Severity.HINT, impact=Impact.NO_EFFECT, rests_on=RestsOn(uses=Kind.TRANSLATOR))
def unused_translator(context: Context) -> Iterator[Finding]:
    """Find translators nobody names; files without deployments are one part of a project."""
    used = context.references.used(Kind.TRANSLATOR)
    for name, translator in context.config.translators.items() if context.config.deployments else ():
        if name not in used:
            yield Finding(
                translator.at.key(),
                f'no interface names the translator "{name}", so it is not used in these files',
                help="Name it in an interface, or delete it.",
                tags=frozenset({"unnecessary"}),
            )
