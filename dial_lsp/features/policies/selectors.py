"""Selectors that a configuration has names for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dial_lsp.policies.selectors import KINDS
from dial_lsp.text.patterns import compiled
from dial_lsp.toml.half_typed import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.access import Access, Object
    from dial_lsp.engine.analysis import Analysis

_GROUPS: Final = compiled(r"^\[[ \t]*groups[ \t]*\][^\r\n]*$(.*?)(?=^\[|\Z)", re.MULTILINE | re.DOTALL)
_NAME: Final = compiled(r"""^[ \t]*("[^"\r\n]*"|'[^'\r\n]*'|[\w-]+)[ \t]*=""", re.MULTILINE)


def selectors_of(analyses: Sequence[Analysis], *, callers: bool | None) -> tuple[tuple[str, str], ...]:
    """Selectors with what each stands for: of callers, of what can be called, or with None of both.

    None holds a secret.
    """
    found: dict[str, str] = {}
    for analysis in analyses:
        access, names = analysis.access, analysis.secrecy.wording.names
        if callers is not False:
            found |= dict(_callers(access))
        if callers is not True:
            found |= {f"{each.kind}:{_full(each)}": "" for each in access.objects}
        found = {label: detail for label, detail in found.items() if names(label) == label}
    if callers is not False:
        found["anyone"] = "an authenticated caller of whom no role is known"
    if callers is not True:
        found["*"] = "everything that can be called"
    return tuple(found.items())


def names_of(analyses: Sequence[Analysis], kind: str) -> tuple[str, ...]:
    """The names of one kind of what can be called, such as ``model``."""
    return (
        tuple(
            dict.fromkeys(
                each.name
                for analysis in analyses
                for each in analysis.access.objects
                if each.kind == kind and each.application is None
            )
        )
        if kind in KINDS
        else ()
    )


def groups_in(text: str) -> tuple[str, ...]:
    """The names of the groups of a policy file, half-typed or not."""
    return tuple(
        dict.fromkeys(plain(found[1]) for table in _GROUPS.finditer(text) for found in _NAME.finditer(table[1]))
    )


def _callers(access: Access) -> Iterator[tuple[str, str]]:
    for key in access.keys:
        if key.project:
            yield f"key:{key.project}", "keys of the project"
    for role in access.roles:
        if role.roles and role.roles[0]:
            yield f"role:{role.roles[0]}", ""


def _full(found: Object) -> str:
    return found.name if found.application is None else f"{found.application}/{found.name}"
