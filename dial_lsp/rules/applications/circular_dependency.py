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


MOST_PASSED = 200_000
"""Names that are passed on the ways to all circles; then the rest is left out."""


@rule(severity=Severity.INFORMATION, impact=Impact.ADVICE, rests_on=WRITTEN)
def circular_dependency(context: Context) -> Iterator[Finding]:
    """Find circles, each once and at its first dependency in the file."""
    graph: Graph = {}
    for section in DEPLOYMENT_SECTIONS:
        graph.update((name, dict(named)) for name, named in context.config.gathered(section, _named).items())
    passed = 0
    for way, circle in _circles(graph):
        first, second = circle[0], circle[1 % len(circle)]
        at = graph[first][second]
        passed += len(way)
        if passed > MOST_PASSED:
            yield Finding(at.at, "further circles of dependencies are left out: they are too many to look for at once")
            return
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


def _named(deployment: Deployment) -> Mapping[str, Value] | None:
    """The dependencies of a deployment by name."""
    return {name: at for name, at in deployment.field("dependencies").texts() if name} or None


def _circles(graph: Mapping[str, Mapping[str, Value]]) -> Iterator[tuple[list[str], list[str]]]:
    """A way to each circle, and its names in the order of the file.

    The first dependency of a circle counts as deleted for the next ones.
    """
    left = {name: [other for other in named if other in graph] for name, named in graph.items()}
    users: dict[str, list[str]] = {name: [] for name in graph}
    for name, named in left.items():
        for other in named:
            users[other].append(name)
    number = {name: len(named) for name, named in left.items()}  # of dependencies that may lead to a circle
    at = dict.fromkeys(left, 0)  # those before lead to none any more
    gone: set[str] = set()

    def leave(ending: list[str]) -> None:
        """What depends on nothing that is left leads to no circle."""
        while ending:
            name = ending.pop()
            gone.add(name)
            for user in users[name]:
                if user not in gone:
                    number[user] -= 1
                    if number[user] == 0:
                        ending.append(user)

    leave([name for name, count in number.items() if count == 0])
    for name in left:
        while name not in gone:
            way, end = _way(name, left, at, gone)
            circle = way[way.index(end) :]
            yield way, circle
            first, second = circle[0], circle[1 % len(circle)]
            left[first].remove(second)
            users[second].remove(first)
            number[first] -= 1
            leave([first] if number[first] == 0 else [])


def _way(start: str, left: Mapping[str, list[str]], at: dict[str, int], gone: set[str]) -> tuple[list[str], str]:
    """Go on from a name to the first that is left of what it depends on, until one comes again; and that one."""
    way: dict[str, None] = {}
    name = start
    while name not in way:
        way[name] = None
        while left[name][at[name]] in gone:
            at[name] += 1
        name = left[name][at[name]]
    return list(way), name
