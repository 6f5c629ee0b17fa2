"""A secret among the open extra data of an upstream.

`extraData` is written to Core's log and shown by its API as it is. `secretExtraData`, which came with Core 0.45, goes
to the adapter in the same way and is kept out of both.

## Flagged
```json
{
  "models": {
    "claude": {
      "type": "chat",
      "endpoint": "http://bedrock.adapters.svc/chat/completions",
      "upstreams": [
        {"endpoint": "https://bedrock.example.com", "extraData": {"region": "eu", "accessKey": "kT3x9QmZ2r"}}
                                                                                  ^^^^^^^^^^^ this looks like a secret, and extraData is logged and shown as it is
      ]
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
      "endpoint": "http://bedrock.adapters.svc/chat/completions",
      "upstreams": [
        {
          "endpoint": "https://bedrock.example.com",
          "extraData": {"region": "eu"},
          "secretExtraData": {"accessKey": "kT3x9QmZ2r"}
        }
      ]
    }
  }
}
```
## Fix
Moving the member into `secretExtraData` is offered.
## Source
Core logs the upstream with its extraData; UpstreamExtraDataMerger joins both for the adapter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Change, Insert, Remove
from dial_lsp.model.placeholders import is_unfilled
from dial_lsp.model.secret_names import is_secret_name
from dial_lsp.model.served import extra_data_holders
from dial_lsp.rule import WRITTEN, EntryContext, Finding, Offer, entry_rule
from dial_lsp.schema.versions import Version

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule("models", "routes", "applications", severity=Severity.WARNING, impact=Impact.EXPOSED, rests_on=WRITTEN)
def secret_in_extra_data(entry: Value, context: EntryContext) -> Iterator[Finding]:
    """Find members of extraData that are named like secrets; their values are never shown."""
    for holder in extra_data_holders(entry):
        hidden = holder.field("secretExtraData")
        for name, value in holder.field("extraData").members():
            if isinstance(value.raw, str) and is_secret_name(name) and value.raw and not is_unfilled(value.raw):
                movable = context.version >= _SECRET_EXTRA_DATA and not hidden.member(name).exists
                yield Finding(
                    value.at.key(),
                    "this looks like a secret, and extraData is logged and shown as it is",
                    help="Move it into secretExtraData, and replace it where it was logged before.",
                    offers=tuple(_move(holder, hidden, value, name)) if movable else (),
                )


def _move(holder: Value, hidden: Value, value: Value, name: str) -> Iterator[Offer]:
    if isinstance(hidden.raw, dict):
        moved: Change = Insert(hidden.at, name, value.raw)
    elif not hidden.exists:
        moved = Insert(holder.at, "secretExtraData", {name: value.raw})
    else:
        return
    yield Offer("Move it into secretExtraData", lambda: (Remove(value.at.member()), moved))


_SECRET_EXTRA_DATA = Version(0, 45)
