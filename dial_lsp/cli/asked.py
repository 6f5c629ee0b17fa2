"""Whom and what the options of ``dial-lint access`` ask for: positions, projects and names, also as patterns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import click

from dial_lsp.cli import output
from dial_lsp.model.near_names import nearest
from dial_lsp.names.patterns import matching
from dial_lsp.reports.frame import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dial_lsp.access import Access, Object, Subject


class Asked(Protocol):
    """The options that say whom and what."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Positions or projects."""

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles of one caller."""

    @property
    def to(self) -> tuple[str, ...]:
        """Names of what can be called."""


def subjects_of(relation: Access, asked: Asked) -> tuple[Subject, ...]:
    """The keys and the caller that are asked for, else everybody. Raises UsageError for a key that is not there."""
    chosen = {key.position: key for text in asked.keys for key in _keys(relation, text)}
    found = list(chosen.values())
    if asked.roles:
        note_unknown(relation, asked.roles)
        found.append(relation.caller(*asked.roles))
    return tuple(found) or (*relation.keys, *relation.roles, relation.everyone)


def objects_of(relation: Access, asked: Asked) -> tuple[Object, ...]:
    """What can be called of those names, else everything. Raises UsageError for a name that is not there."""
    if not asked.to:
        return relation.objects
    return tuple({found.identity: found for text in asked.to for found in _objects(relation, text)}.values())


def _keys(relation: Access, chosen: str) -> list[Subject]:
    """The keys of a project, or else the one at a position: what people type first is what they see in the file."""
    is_meant = matching(chosen)
    found = [key for key in relation.keys if key.project is not None and is_meant(key.project)]
    if not found and chosen.isascii() and chosen.isdigit():
        found = [key for key in relation.keys if key.position == int(chosen)]
    if found:
        return found
    owner = relation.key_of_secret(chosen)
    if owner is not None:
        raise click.UsageError(f"name a key by its position, here {owner.position}, or its project, not by its secret.")
    if chosen.isascii() and chosen.isdigit():
        raise click.UsageError(f'there is no key of a project "{chosen}" and none at that position.')
    near = _near(chosen, (key.project for key in relation.keys if key.project))
    # What was typed is not shown: it may be a secret that was mistyped.
    raise click.UsageError(f"there is no key of such a project{near}")


def _objects(relation: Access, chosen: str) -> tuple[Object, ...]:
    found = relation.named(chosen)
    if not found and "*" in chosen:
        is_meant = matching(chosen)
        found = tuple(
            one
            for one in relation.objects
            if is_meant(one.name) or (one.application is not None and is_meant(f"{one.application}/{one.name}"))
        )
    if not found:
        shown = printable(relation.config.secrecy.wording.names(chosen))
        near = _near(chosen, (one.name for one in relation.objects))
        raise click.UsageError(f'nothing that can be called is named "{shown}"{near}')
    return found


def note_unknown(relation: Access, roles: Iterable[str]) -> None:
    """Say of roles that nobody names but that are nearly those of somebody: others may come from anywhere."""
    known = {role for subject in relation.roles for role in subject.roles if role is not None}
    for role in roles:
        near = nearest(role, known) if role not in known else ()
        if near:
            output.write_error(
                f'Note: the files name no role "{printable(role)}"; did you mean "{printable(near[0])}"?'
            )


def _near(text: str, names: Iterable[str]) -> str:
    found = nearest(text, set(names))
    return f'; did you mean "{printable(found[0])}"?' if found else "."
