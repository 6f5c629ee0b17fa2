"""A secret in a field that is not kept secret.

Core writes the `extraData` of an upstream to its log with every answer. `secretExtraData`, which came with Core 0.45,
goes to the adapter in the same way and stays out of the log. `defaults` and `defaultHeaders` are no place for secrets
either: tools that hide secrets do not look there.

## Flagged
```json /models/claude
"type": "chat",
"endpoint": "http://bedrock.adapters.svc/chat/completions",
"upstreams": [
  {"endpoint": "https://bedrock.example.com", "extraData": {"region": "eu", "accessKey": "kT3x9QmZ2r"}}
                                                                            ^^^^^^^^^^^ this looks like a secret, and Core writes extraData to its log
]
```
## Accepted
```json /models/claude
"type": "chat",
"endpoint": "http://bedrock.adapters.svc/chat/completions",
"upstreams": [
  {
    "endpoint": "https://bedrock.example.com",
    "extraData": {"region": "eu"},
    "secretExtraData": {"accessKey": "kT3x9QmZ2r"}
  }
]
```
## Fix
Moving the member into `secretExtraData` is offered.
## Source
Read in the newest BaseDeploymentPostController, which logs the upstream with its extraData, of `secured` keys too, and
in UpstreamExtraDataMerger, which joins both for the adapter; not run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Change, Insert, Remove
from dial_lsp.model.open_fields import open_secrets
from dial_lsp.rulekit.rule import WRITTEN, EntryContext, Finding, Offer, entry_rule
from dial_lsp.schema.versions import Version

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.open_fields import OpenSecret
    from dial_lsp.model.values import Value

_SECRET_EXTRA_DATA = Version(0, 45)
_SECTIONS = ("models", "routes", "applications", "toolsets", "interceptors")


@entry_rule(
    *_SECTIONS, severity=Severity.WARNING, impact=Impact.EXPOSED, was=("secret-in-extra-data",), rests_on=WRITTEN
)
def secret_in_open_field(entry: Value, context: EntryContext) -> Iterator[Finding]:
    """Find what is named like a secret, or is one by its form; its value is never shown."""
    can_hide = context.version >= _SECRET_EXTRA_DATA
    for secret in open_secrets(entry):
        is_logged = secret.holder is not None
        effect = "Core writes extraData to its log" if is_logged else f"the field {secret.field} is not kept secret"
        yield Finding(
            secret.value.at if secret.is_whole else secret.value.at.key(),
            f"this {'holds' if secret.is_whole else 'looks like'} a secret, and {effect}",
            help="Move it into secretExtraData, and replace it where it was logged before."
            if is_logged and can_hide
            else "Give it to the adapter another way, such as in its environment.",
            severity=None if is_logged and can_hide else Severity.INFORMATION,
            offers=tuple(_move(secret)) if can_hide else (),
        )


def _move(secret: OpenSecret) -> Iterator[Offer]:
    """The way of a member of extraData into secretExtraData."""
    holder, value = secret.holder, secret.value
    if holder is None or secret.is_whole or value.pointer[:-1] != holder.field("extraData").pointer:
        return
    name, hidden = str(value.pointer[-1]), holder.field("secretExtraData")
    if hidden.exists and (not isinstance(hidden.raw, dict) or name in hidden.raw):
        return
    moved: Change = Insert(hidden.at, name, value.raw)
    if not hidden.exists:
        moved = Insert(holder.at, "secretExtraData", {name: value.raw})
    yield Offer("Move it into secretExtraData", lambda: (Remove(value.at.member()), moved))
