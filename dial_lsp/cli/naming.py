"""Names of rules on the command line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from dial_lsp.cli import output
from dial_lsp.engine.naming import names_of
from dial_lsp.settings.choices import RuleChoice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dial_lsp.project.discovery import Project


def meaning(name: str) -> frozenset[str]:
    """The full names of the codes that a name means; of a rule that is gone it is said, and its name means itself.

    Raises UsageError for the name of no rule.
    """
    names = names_of()
    found = names.meaning(name)
    if found is None:
        near = names.near(name)
        raise click.UsageError(f'there is no rule "{name}"' + (f'; did you mean "{near}"?' if near else "."))
    if not found:
        output.write_error(f"{names.why_gone(name)}.")
    return found or frozenset({name})


def selected(projects: Sequence[Project], select: Sequence[str], ignore: Sequence[str]) -> tuple[Project, ...]:
    """The projects with what the command line selects instead of the settings, and leaves out besides them.

    Both are names of rules, codes, groups and tags, more of them between commas. Raises UsageError for another name.
    """
    chosen = tuple(RuleChoice(name, "") for name in _split(select))
    left_out = _split(ignore)
    settings = [
        replace(project.settings, select=chosen or project.settings.select, left_out=left_out) for project in projects
    ]
    return tuple(replace(project, settings=one) for project, one in zip(projects, settings, strict=True))


def _split(texts: Sequence[str]) -> tuple[str, ...]:
    names = tuple(name.strip() for text in texts for name in text.split(",") if name.strip())
    for name in names:
        meaning(name)
    return names
