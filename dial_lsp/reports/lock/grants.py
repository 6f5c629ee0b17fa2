"""Who may call an object, with which limits: each class of callers who are answered alike is one line."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from dial_lsp.access.compare_inner_calls import InnerCalls
from dial_lsp.access.dependencies import dependencies_of
from dial_lsp.reports.lock import words
from dial_lsp.reports.lock.entries import limits_that_matter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dial_lsp.access import Access, Object, Subject

_ANYONE = "anyone"


def granted(access: Access, found: Object, names: Mapping[Subject, str]) -> Iterator[str]:
    """A line for each different answer with all who get it. Who gets that of ``anyone`` is not listed again."""
    column = access.column(found)
    if not found.is_found:
        yield "nobody: Core does not find it under its name"
        return
    own = limits_that_matter(column.entries, found.allowed)
    of_answer: dict[str, set[str]] = defaultdict(set)
    usual = column.verdict(frozenset())
    if usual.granted:
        of_answer[words.limit(usual.limits.values)].add(_ANYONE)
    for name in sorted(own if found.allowed is None else found.allowed, key=str):
        has_own = name in own
        values = column.entries[name].values if has_own and name is not None else usual.limits.values
        of_answer[words.limit(values) + (" by its own limit" if has_own else "")].add(words.role(name))
    for key, label in names.items():
        verdict = column.verdict(key.role_set)
        if verdict.granted and not (usual.granted and verdict.limits.values == usual.limits.values):
            of_answer[words.limit(verdict.limits.values)].add(label)
    yield from (f"{answer}: {words.listed(callers)}" for answer, callers in sorted(of_answer.items()))
    if not of_answer:
        yield "nobody may call it"


def failing(access: Access, found: Object, names: Mapping[Subject, str]) -> Iterator[str]:
    """Who may call an application and may not call what it depends on."""
    if not dependencies_of(access, found):
        return
    asked = InnerCalls(access, found)
    of_failure: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for_all = asked.of(access.everyone)
    if for_all:
        of_failure[for_all].add(_ANYONE)
    for subject in (*(one for one in access.roles if one.roles), *names):
        failures = asked.of(subject)
        if failures is not None and failures != for_all and (failures or for_all):
            of_failure[failures].add(names[subject] if subject in names else words.role(subject.roles[0]))
    for failures, callers in sorted(of_failure.items()):
        needed = f"{words.listed(failures)}, which fails" if failures else "nothing that fails"
        yield f"depends on {needed} for: {words.listed(callers)}"
