"""An API key whose secret is the name of its entry.

It works in every version, but the secret is then visible wherever names of entries are: in logs, in listings, in the
diff of a review. Since 0.47 a `key` field may hold the secret, and the name of the entry be a label. It is reported once for each file.

## Flagged
```json
{
  "keys": {
    "9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "search", "role": "reader"}
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the name of this entry is the secret itself
  },
  "roles": {"reader": {}}
}
```
## Accepted
```json
{
  "keys": {"search": {"key": "9c1d4f0b7a3e5826d0b94e71f3a8c265", "project": "search", "role": "reader"}},
  "roles": {"reader": {}}
}
```
## Fix
The secrets of the file move into the field `key`, and the projects become the names of the entries.
## When to ignore
When the config must also load in a Core before 0.47.
## Source
ApiKeyStore takes the name of the entry for the secret where `key` is blank. Observed on Core's own classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Group, Impact, Severity
from dial_lsp.model.change import Insert, Rename, Replace
from dial_lsp.rulekit.rule import Context, Finding, Note, Offer, rule
from dial_lsp.schema.coercion import is_blank
from dial_lsp.schema.versions import SECRET_IN_KEY_FIELD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.model.access_control import Key
    from dial_lsp.model.change import Change

_SHOWN = 3


@rule(severity=Severity.HINT, impact=Impact.EXPOSED, group=Group.SECRETS, profile="strict")
def secret_as_name(context: Context) -> Iterator[Finding]:
    """Find files with keys that could hide their secret from listings, each once."""
    config = context.config
    found: dict[int, list[Key]] = {}
    named = config.gathered("keys", _if_named_so, digest=_name) if context.version >= SECRET_IN_KEY_FIELD else {}
    for key in named.values():
        found.setdefault(config.file_of(key.secret_at()), []).append(key)
    for keys in found.values():
        changes = tuple(_moved(keys, {key.entry.name or "" for key in config.keys}))
        what = "the secrets of the file" if len(keys) > 1 else "the secret"
        yield Finding(
            keys[0].secret_at(),
            f"the name of this entry is the secret itself{f' ({len(keys)} in this file)' if len(keys) > 1 else ''}",
            help='Put the secret into the field "key" and give the entry a name that may be seen.',
            notes=tuple(Note(key.secret_at(), "a secret is the name here, too") for key in keys[1 : 1 + _SHOWN]),
            offers=(Offer(f'Move {what} into the field "key"', changes),),
        )


def _if_named_so(key: Key) -> Key | None:
    secret, field = key.secret()
    return key if field is None and not is_blank(secret) else None


def _name(key: Key) -> str:
    return key.entry.name or ""


def _moved(keys: Sequence[Key], taken: set[str]) -> Iterator[Change]:
    """Each secret goes into the field, and its entry is named after the project, with a number where that is taken."""
    secrets = {key.entry.name for key in keys}
    for key in keys:
        written, secret = key.field("key"), key.entry.name or ""
        name = "key" if key.project.is_blank or key.project.text in secrets else key.project.text or "key"
        label, number = name, 1
        while label in taken:
            number += 1
            label = f"{name}-{number}"
        taken.add(label)
        yield Replace(written.at, secret) if written.exists else Insert(key.at, "key", secret)
        yield Rename(key.secret_at(), label)
