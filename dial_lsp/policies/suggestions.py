"""Policies to add to a file: of those that state what holds now, the ones that pin what nobody would notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.policies.coverage import coverage
from dial_lsp.policies.initial import initial
from dial_lsp.policies.reading import read_policies
from dial_lsp.text import Source

if TYPE_CHECKING:
    from datetime import date

    from dial_lsp.access import Access
    from dial_lsp.policies.outcome import Report

_POLICY = "[[policy]]\n"


def suggested(report: Report, access: Access, today: date) -> str:
    """The text of policies to add: they hold now, and pin each statement that could change unnoticed.

    Above each stands what it pins. An empty text where nothing is missed.
    """
    blocks = initial(access).split(_POLICY)[1:]
    source = Source("", "".join(f"{_POLICY}{block}" for block in blocks))
    policies = read_policies(source).policies
    missed: dict[int, list[str]] = {}
    for tried in coverage(report, access, today, suggested=policies).tried:
        if tried.suggestion is not None:
            missed.setdefault(policies.index(tried.suggestion), []).append(tried.mutant.could)
    return "\n".join(
        "".join(f"# {_on_one_line(could)}\n" for could in missed[number]) + _POLICY + blocks[number].strip() + "\n"
        for number in sorted(missed)
    )


def _on_one_line(text: str) -> str:
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
