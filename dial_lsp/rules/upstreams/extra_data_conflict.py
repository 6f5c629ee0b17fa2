"""Two extra data of an upstream that do not go together.

`extraData` and `secretExtraData` are merged when the upstream is called. With both set, both must be JSON objects and
no member may be in both; otherwise the call fails, or the secret one silently replaces the other.

## Flagged
```json /models/gpt-4
"type": "chat",
"endpoint": "http://adapter.svc/chat/completions",
"upstreams": [
  {"endpoint": "http://gpt.svc", "extraData": "region=west", "secretExtraData": {"account": "${ACCOUNT}"}},
                                              ^^^^^^^^^^^^^ extraData is not an object, so Core cannot merge it with secretExtraData and calls fail
  {"endpoint": "http://gpt.svc", "extraData": {"region": "west"}, "secretExtraData": {"region": "${REGION}"}}
                                               ^^^^^^^^ secretExtraData sets this member too, so this value is ignored
]
```
## Accepted
```json /models/gpt-4
"type": "chat",
"endpoint": "http://adapter.svc/chat/completions",
"upstreams": [
  {"endpoint": "http://gpt.svc", "extraData": {"region": "west"}, "secretExtraData": {"account": "${ACCOUNT}"}}
]
```
## Fix
Deleting the member that loses is offered.
## Source
Read in UpstreamExtraDataMerger of DIAL Core; its admin API refuses the same with 422.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.served import extra_data_holders, json_object
from dial_lsp.rulekit.offers import deleting
from dial_lsp.rulekit.rule import WRITTEN, EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule("models", "routes", "applications", severity=Severity.ERROR, impact=Impact.CALL_FAILS, rests_on=WRITTEN)
def extra_data_conflict(entry: Value, _context: EntryContext) -> Iterator[Finding]:
    """Find extra data that cannot be merged."""
    for holder in extra_data_holders(entry):
        open_data, secret = holder.field("extraData"), holder.field("secretExtraData")
        if not (open_data.is_set and secret.is_set):
            continue
        objects = [json_object(value) for value in (open_data, secret)]
        wrong = next((value for value, found in zip((open_data, secret), objects, strict=True) if found is None), None)
        if wrong is not None:
            name, other = ("extraData", "secretExtraData")[:: 1 if wrong is open_data else -1]
            message = f"{name} is not an object, so Core cannot merge it with {other} and calls fail"
            yield Finding(wrong.at, message, help="Write both as objects, or only one of them.")
            continue
        for name in sorted((objects[0] or {}).keys() & (objects[1] or {}).keys()):
            member = open_data.member(name)
            at = member.at.key() if member.exists else open_data.at
            yield Finding(
                at,
                "secretExtraData sets this member too, so this value is ignored",
                help="Write each member in one of the two only.",
                offers=(deleting(member, f'Delete "{name}" from extraData'),) if member.exists else (),
            )
