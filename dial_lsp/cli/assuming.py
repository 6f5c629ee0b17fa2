"""``dial-lint diff --assume``: what a configuration would be after changes that nobody has written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from dial_lsp.cli import output
from dial_lsp.cli.reading import relation_of
from dial_lsp.engine.assumption_syntax import AssumptionError
from dial_lsp.engine.assumptions import assumed
from dial_lsp.model.near_names import nearest
from dial_lsp.reports.frame import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dial_lsp.access import Access
    from dial_lsp.cli.compared import Sides


def assumed_in(sides: Sequence[Sides], changes: Sequence[str]) -> tuple[Sides, ...]:
    """The sides, which are of one configuration, with the changes in the later one. Raises UsageError."""
    if len(sides) != 1 or sides[0].new is None:
        raise click.UsageError("--assume is about one configuration that is there; name a file of it.")
    (both,) = sides
    new = both.new
    if new is None or not new.is_readable:
        return tuple(sides)
    first, _ = relation_of(new.texts, new.project.settings)
    access = first
    for number, text in enumerate(changes, 1):
        try:
            access = access.after(assumed(access.config, [text]))
        except AssumptionError as error:
            sentence = access.config.secrecy.wording.hidden(str(error))
            raise click.UsageError(f"--assume {number}: {printable(sentence)}") from None
    _note_unknown(first, (role for subject in access.roles for role in subject.roles if role is not None))
    changed = tuple(document.source for document in access.config.documents)
    return (replace(both, new=replace(new, texts=changed)),)


def _note_unknown(relation: Access, roles: Iterable[str]) -> None:
    """Say of roles that nobody named but that are nearly those of somebody: they may be new, or a slip."""
    known = {role for subject in relation.roles for role in subject.roles if role is not None}
    for role in roles:
        near = nearest(role, known) if role not in known else ()
        if near:
            output.write_error(
                f'Note: the files name no role "{printable(role)}"; did you mean "{printable(near[0])}"?'
            )
