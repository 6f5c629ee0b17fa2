"""A field of a code app that Core keeps itself.

Core writes the state of a code app: its `status`, the `error` of the last start and the folder it was copied to. In
the file such a value is a leftover of an export, and says something about another moment.

## Flagged
```json
{
  "applications": {
    "notes": {
      "displayName": "Notes",
      "function": {
        "runtime": "python3.11",
        "source_folder": "files/7G9WZNcoY26Vy9D7bEgbv6zqbJGfyDp9KZyEbJR4XMZt/notes/",
        "status": "DEPLOYED"
        ^^^^^^^^^^^^^^^^^^^^ Core keeps the status of a code app itself
      }
    }
  }
}
```
## Accepted
```json
{
  "applications": {
    "notes": {
      "displayName": "Notes",
      "function": {
        "runtime": "python3.11",
        "source_folder": "files/7G9WZNcoY26Vy9D7bEgbv6zqbJGfyDp9KZyEbJR4XMZt/notes/"
      }
    }
  }
}
```
## Fix
The member is deleted.
## Source
Application.Function: Core's application service sets these when it deploys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove
from dial_lsp.rule import EntryContext, Finding, Offer, RestsOn, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Application

_KEPT = ("status", "error", "target_folder")


@entry_rule(
    "applications",
    severity=Severity.INFORMATION,
    impact=Impact.ADVICE,
    rests_on=RestsOn(parts_of_texts=True, only_written=True),
)
def runtime_field(application: Application, _: EntryContext) -> Iterator[Finding]:
    """Find state of code apps in the file."""
    for name in _KEPT:
        value = application.field("function").member(name)
        if value.is_set:
            at = value.at.member()
            yield Finding(
                at,
                f"Core keeps the {name} of a code app itself",
                help="Delete it.",
                offers=(Offer("Delete it", (Remove(at),)),),
            )
