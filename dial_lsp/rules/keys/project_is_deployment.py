"""A project with the name of a deployment or route.

What a key stores goes to a folder named after its project, and what a deployment stores with its per-request key goes
to one named after the deployment. Equal names are one folder: every call of the application may read and write what the
key's callers stored, and the key's callers may do so with what it stored for others.

## Flagged
```json
{
  "keys": {
    "9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "search", "role": "reader"}
                                                    ^^^^^^^^ application "search" has the name of this project, so both share one storage
  },
  "roles": {"reader": {}},
  "applications": {"search": {"endpoint": "http://search.apps.svc/chat/completions", "userRoles": ["reader"]}}
}
```
## Accepted
```json
{
  "keys": {"9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "search-team", "role": "reader"}},
  "roles": {"reader": {}},
  "applications": {"search": {"endpoint": "http://search.apps.svc/chat/completions", "userRoles": ["reader"]}}
}
```
## When to ignore
Where the key is the application's own, and nobody else calls it.
## Source
Read in Core's code from 0.18 on: `Keys/<project>/` and `Keys/<deployment>/`; not run. Toolsets get a key only with
`forwardPerRequestKey`, routes only for upstreams without a key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.objects import OBJECT_SECTIONS, objects_in
from dial_lsp.access.storage import storages_of
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rulekit.rule import Context, Finding, Note, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(severity=Severity.WARNING, impact=Impact.EXPOSED)
def project_is_deployment(context: Context) -> Iterator[Finding]:
    """Find projects with the name of something that stores things itself, each at its first key."""
    access = context.access
    projects = {key.project for key in access.keys}
    if all(projects.isdisjoint(objects_in(context.config, section)) for section in OBJECT_SECTIONS):
        return  # as nearly always
    for storage in storages_of(access.keys, access.objects).values():
        if not storage.objects:
            continue
        alive = [key.key for key in storage.keys if key.key is not None and access.is_alive(key)]
        if alive:
            yield Finding(
                alive[0].project.at,
                f"{storage.objects[0].label} has the name of this project, so both share one storage",
                help="Rename the project, and move what it has stored.",
                notes=tuple(Note(found.at, f"{found.label} stores under the same name") for found in storage.objects),
            )
