"""What shells propose for names: rules, and callers and objects of the files that stand on the command line.

A key is proposed by its project and position, never by its secret. Whatever is wrong with the files, nothing is said.
"""

from __future__ import annotations

import contextlib
import os
from types import SimpleNamespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import click

    from dial_lsp.access import Access
    from dial_lsp.settings import Settings

    Completer = Callable[[click.Context, click.Parameter, str], list[str]]


def listed_rules(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Names of rules, groups and tags, the last of several that commas part."""
    from dial_lsp.engine.naming import names_of

    names = names_of()
    before, comma, last = incomplete.rpartition(",")
    chosen = set(before.split(","))
    every = dict.fromkeys((*names, *sorted(names.groups), *sorted(names.tags)))
    return [f"{before}{comma}{name}" for name in every if name.startswith(last) and name not in chosen]


def roles(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """The roles of the files and the settings."""
    from dial_lsp.cli.asked import known_roles

    return _beginning(incomplete, context, known_roles)


def keys(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """The projects of keys, then their positions."""

    def names(relation: Access, _settings: Settings) -> Iterator[str]:
        yield from (key.project for key in relation.keys if key.project)
        yield from (f"#{key.position}" for key in relation.keys)

    return _beginning(incomplete, context, names)


def objects(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """What can be called, also as APPLICATION/ROUTE."""

    def names(relation: Access, _settings: Settings) -> Iterator[str]:
        for found in relation.objects:
            yield found.name if found.application is None else f"{found.application}/{found.name}"

    return _beginning(incomplete, context, names)


def _beginning(
    incomplete: str, context: click.Context, names: Callable[[Access, Settings], Iterable[str]]
) -> list[str]:
    """The names that begin so and can be typed; none that is a secret, or may hold one."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere, contextlib.redirect_stderr(nowhere):  # noqa: PTH123
        try:
            found = _relation(context)
        except Exception:  # noqa: BLE001 -- a shell has no place for what is wrong
            return []
    if found is None:
        return []
    relation, settings = found
    hidden = relation.config.secrecy.wording.names
    every = dict.fromkeys(name for name in names(relation, settings) if name.isprintable() and hidden(name) == name)
    return [name for name in every if name.startswith(incomplete)]


def _relation(context: click.Context) -> tuple[Access, Settings] | None:
    from dial_lsp.cli.choice import only_project
    from dial_lsp.cli.reading import sources_of
    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.syntax import parse

    given = context.params
    files = tuple(given.get("files") or ())
    if "-" in files:
        return None  # nobody types it in yet
    choice = SimpleNamespace(**{**given, "files": files})
    project = only_project(choice)
    sources = sources_of(project)
    if sources is None:
        return None
    return Analysis([parse(source) for source in sources], project.settings, rules=()).access, project.settings
