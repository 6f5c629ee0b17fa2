"""Deployments that depend on each other in a circle.

`dependencies` name the deployments that an application calls. Core does not check them, and a circle, or an application
that depends on itself, is mostly a slip; where it is meant, calls may go round until a limit stops them.

## Flagged
```json /applications
"notes": {
  "endpoint": "http://notes.apps.svc/chat/completions",
  "dependencies": ["search"]
                   ^^^^^^^^ "notes" depends on "search", which depends on "notes" in turn
},
"search": {"endpoint": "http://search.apps.svc/chat/completions", "dependencies": ["notes"]}
```
## Accepted
```json /applications
"notes": {"endpoint": "http://notes.apps.svc/chat/completions", "dependencies": ["search"]},
"search": {"endpoint": "http://search.apps.svc/chat/completions"}
```
## Fix
The dependency is deleted.
## Source
Read in Core's code: it reads the names and checks none of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.config import DEPLOYMENT_SECTIONS
from dial_lsp.rulekit.offers import deleting
from dial_lsp.rulekit.rule import WRITTEN, Context, Finding, Note, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dial_lsp.model.deployments import Deployment
    from dial_lsp.model.values import Value

Graph = dict[str, dict[str, "Value"]]


@rule(severity=Severity.INFORMATION, impact=Impact.ADVICE, rests_on=WRITTEN)
def circular_dependency(context: Context) -> Iterator[Finding]:
    """Find circles, each once and at its first dependency in the file."""
    graph: Graph = {}
    for section in DEPLOYMENT_SECTIONS:
        graph.update((name, dict(named)) for name, named in context.config.gathered(section, _named).items())
    while circle := _circle(graph):
        first, second = circle[0], circle[1 % len(circle)]
        at = graph[first][second]
        others = [f'"{name}"' for name in circle[1:]]
        message = f'"{first}" depends on itself'
        if others:
            message = f'"{first}" depends on {", which depends on ".join(others)}, which depends on "{first}" in turn'
        yield Finding(
            at.at,
            message,
            help="Delete the dependency that is wrong.",
            notes=tuple(
                Note(graph[name][circle[(index + 1) % len(circle)]].at, f'"{name}" depends on "{first}" here')
                for index, name in list(enumerate(circle))[1:][-1:]
            ),
            offers=(deleting(at, f'Delete "{second}" from the dependencies of "{first}"'),),
        )
        del graph[first][second]


def _named(deployment: Deployment) -> Mapping[str, Value] | None:
    """The dependencies of a deployment by name."""
    return {name: at for name, at in deployment.field("dependencies").texts() if name} or None


def _circle(graph: Mapping[str, Mapping[str, Value]]) -> list[str] | None:
    """The names of one circle in the order of the file; None when nothing depends on itself."""
    left = {name: set(named) & set(graph) for name, named in graph.items()}
    while done := [name for name, named in left.items() if not named]:
        for name in done:
            del left[name]
        for named in left.values():
            named.difference_update(done)
    if not left:
        return None
    way = [next(iter(left))]
    while (following := next(name for name in graph[way[-1]] if name in left)) not in way:
        way.append(following)
    return way[way.index(following) :]
