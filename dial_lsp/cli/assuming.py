"""``dial-lint diff --assume``: what a configuration would be after changes that nobody has written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from dial_lsp.cli.asked import note_unknown
from dial_lsp.cli.reading import relation_of
from dial_lsp.engine.assumption_syntax import AssumptionError
from dial_lsp.engine.assumptions import assumed
from dial_lsp.reports.frame import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    note_unknown(first, (role for subject in access.roles for role in subject.roles if role is not None))
    changed = tuple(document.source for document in access.config.documents)
    return (replace(both, new=replace(new, texts=changed)),)
