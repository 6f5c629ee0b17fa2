"""An API key without a project.

Core refuses to load a config in which a key names no project: at start it does not come up, on a reload it keeps the
whole previous config, so one such key blocks every other change. Blanks count as nothing since Core 0.47.

## Flagged
```json
{"keys": {"t4q8Zr1kW6yB0mX3nV7cJ5hD9sF2gL4p": {"role": "reader"}}, "roles": {"reader": {}}}
                                              ^^^^^^^^^^^^^^^^^^ this key has no project
```
```json
{"keys": {"t4q8Zr1kW6yB0mX3nV7cJ5hD9sF2gL4p": {"project": " ", "role": "reader"}}, "roles": {"reader": {}}}
                                                          ^^^ the project of this key is blank
```
## Accepted
```json
{"keys": {"t4q8Zr1kW6yB0mX3nV7cJ5hD9sF2gL4p": {"project": "search", "role": "reader"}}, "roles": {"reader": {}}}
```
## Source
KeyValidator and ApiKeyStore of DIAL Core: "Project key is undefined". Observed on Core's own classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rulekit.rule import EntryContext, Finding, entry_rule
from dial_lsp.schema.coercion import is_blank
from dial_lsp.schema.versions import BLANK_PROJECT_REFUSED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.access_control import Key


@entry_rule("keys", severity=Severity.ERROR, impact=Impact.FILE_REJECTED)
def missing_project(key: Key, context: EntryContext) -> Iterator[Finding]:
    """Find keys whose project Core reads as nothing."""
    text = key.project.text
    if text and (not is_blank(text) or context.version < BLANK_PROJECT_REFUSED):
        return
    if not isinstance(key.raw, dict) or isinstance(key.project.raw, dict | list) or key.is_misspelt("project"):
        return  # the shape rules speak of these
    what = (
        "the project of this key is blank"
        if key.project.exists and not key.project.is_null
        else "this key has no project"
    )
    at = key.project.at if key.project.exists else key.at
    yield Finding(
        at, f"{what}, so Core refuses the whole config", help='Name the project, such as "project": "search".'
    )
