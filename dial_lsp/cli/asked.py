"""Whom and what the options of ``dial-lint access`` ask for: positions, projects and names, also as patterns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import click

from dial_lsp.cli import output
from dial_lsp.model.access_control import DEFAULT_ROLE
from dial_lsp.model.near_names import nearest
from dial_lsp.names.patterns import matching
from dial_lsp.reports.access.question import Question
from dial_lsp.reports.frame import printable
from dial_lsp.reports.words import counted, enumerated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dial_lsp.access import Access, Object, Subject
    from dial_lsp.settings import Settings


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

    @property
    def filters(self) -> tuple[str, ...]:
        """The names of the filters that are asked for."""


def asked_of(
    relation: Access, asked: Asked, settings: Settings
) -> tuple[tuple[Subject, ...], tuple[Object, ...], Question]:
    """The callers and objects that are asked for, else all of them, and the question for the head of the answer.

    Raises UsageError for a key, role or name that is not there.
    """
    subjects = _subjects(relation, asked, settings)
    objects = tuple({found.identity: found for text in asked.to for found in _objects(relation, text)}.values())
    question = Question(subjects, objects, asked.filters)
    if "open" in asked.filters and not subjects:
        return (relation.everyone,), objects or relation.objects, question
    everybody = (*relation.keys, *relation.roles, relation.everyone)
    return subjects or everybody, objects or relation.objects, question


def _subjects(relation: Access, asked: Asked, settings: Settings) -> tuple[Subject, ...]:
    """The keys and callers that are named: one with all the roles, or one for each role that is like a pattern."""
    chosen = {key.position: key for text in asked.keys for key in _keys(relation, text)}
    known = known_roles(relation, settings)
    patterns = [role for role in asked.roles if "*" in role and role not in known]
    named = [role for role in asked.roles if role not in patterns]
    for role in named:
        if role not in known:
            raise _unknown(relation, "role", role, known, _NO_ROLE)
    like = {role: None for pattern in patterns for role in _roles_like(relation, pattern, known)}
    each = [[*named, role] for role in like if role not in named] if patterns else []
    together = each or ([named] if named else [])
    return (*chosen.values(), *(relation.caller(*roles) for roles in together))


def known_roles(relation: Access, settings: Settings) -> dict[str, None]:
    """The roles that the files declare or mention, and those that the settings name."""
    mentioned = [role for subject in relation.roles for role in subject.roles if role is not None]
    return dict.fromkeys([*mentioned, DEFAULT_ROLE, *(settings.idp_roles or ()), *_plain(settings.admin_roles)])


def _plain(names: Iterable[str]) -> list[str]:
    return [name for name in names if "*" not in name]


def _roles_like(relation: Access, pattern: str, known: Iterable[str]) -> list[str]:
    is_meant = matching(pattern)
    found = [role for role in known if is_meant(role)]
    if not found:
        raise _unknown(relation, "role", pattern, known, "")
    return found


def _keys(relation: Access, chosen: str) -> list[Subject]:
    """The keys of a project, or else the one at a position: what people type first is what they see in the file."""
    is_meant = matching(chosen)
    found = [key for key in relation.keys if key.project is not None and is_meant(key.project)]
    position = chosen.removeprefix("#")
    is_position = position.isascii() and position.isdigit()
    if not found and is_position:
        found = [key for key in relation.keys if key.position == int(position)]
    if found:
        return found
    owner = relation.key_of_secret(chosen)
    if owner is not None:
        raise click.UsageError(f"name a key by its position, here {owner.position}, or its project, not by its secret.")
    if is_position and len(position) < _LONG:
        count = counted(len(relation.keys), "key")
        raise click.UsageError(f'there is no key of a project "{chosen}" and none at that position, of {count}.')
    # What was typed is not shown: it may be a secret that was mistyped.
    near = _near(relation, chosen, (key.project for key in relation.keys if key.project))
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
        raise _unknown(relation, "", chosen, (one.name for one in relation.objects), "")
    return found


def _unknown(relation: Access, what: str, name: str, known: Iterable[str], advice: str) -> click.UsageError:
    """The error for a name that is not there. What looks like a secret is not repeated."""
    shown = printable(relation.config.secrecy.wording.names("/".join(map(output.unechoed, name.split("/")))))
    near = _near(relation, name, known)
    said = f'the files name no {what} "{shown}"' if what else f'nothing that can be called is named "{shown}"'
    return click.UsageError(f"{said}{near}{advice if near == '.' else ''}")


def _near(relation: Access, text: str, names: Iterable[str]) -> str:
    """What may be meant, or what there is if it is little; no secret, for which somebody may have taken a name."""
    every = list(dict.fromkeys(names))
    found = nearest(text, every)
    shown = [printable(relation.config.secrecy.wording.names(name)) for name in found[:1] or every[: _FEW + 1]]
    if found:
        return f'; did you mean "{shown[0]}"?'
    known = enumerated([f'"{name}"' for name in shown])
    return f"; there {'is' if len(every) == 1 else 'are'} {known}." if 0 < len(every) <= _FEW else "."


_NO_ROLE = " Callers with other roles only are answered as anybody; the setting idp-roles names what else there is."
_FEW = 8  # names that are all told
_LONG = 7  # digits; no configuration has so many keys
