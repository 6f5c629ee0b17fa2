"""What is known of every entry of a section, taken over from snapshot to snapshot at the cost of the edit.

A table stays with its section, and with the one that takes its place; then only the entries that are other objects are
asked again.
"""

from __future__ import annotations

from itertools import compress
from operator import eq, is_not
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from dial_lsp.model import reads

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

    from dial_lsp.model.place import ConfigEntry, ConfigSection

K = TypeVar("K")
T = TypeVar("T")
_CHANGED = "changed"
"""Under which a section keeps what its entries were before, and which are other objects now."""


class _Table(NamedTuple):
    """The answers of the entries it was made of, and what asking them read."""

    every: Mapping[str | None, ConfigEntry]
    answers: dict[str, Any]
    reads: frozenset[reads.Read]


class _Changes(NamedTuple):
    """What is another since these entries: which of them, and whether names or their order are."""

    before: Mapping[str | None, ConfigEntry]
    names: list[str | None]
    are_others: bool


def answers_of(
    section: ConfigSection, key: Hashable, ask: Callable[[ConfigEntry], T | None], *, of_names: bool = False
) -> Mapping[str, T]:
    """What the named entries of a section answer, by name and in their order; None is no answer.

    The answers are kept under the key, so it must tell everything that they depend on besides the entry; ``of_names``
    says that they depend on which names the section has, and in which order.
    """
    if section.kind != "object":
        return {}
    table: _Table | None = section.memo.get(key)
    if table is None or table.every is not section.every:
        is_lost = table is None or (of_names and _changes(section, table.every).are_others)
        table = section.memo[key] = (
            _made(section.every, ask) if table is None or is_lost else _patched(section, table, ask)
        )
    reads.note_reads(table.reads)
    return table.answers


def changed_in(section: ConfigSection, before: Mapping[str | None, ConfigEntry]) -> list[str | None]:
    """The names under which a section has other entries than these, or these have some and the section has none."""
    return _changes(section, before).names if section.every is not before else []


def carried(section: ConfigSection, name: str | None) -> dict[Any, Any]:
    """Of what is kept with a section, what serves the one in which the entry of this name is another object."""
    return {**tables_of(section), _CHANGED: _Changes(section.every, [name], are_others=False)}


def tables_of(section: ConfigSection) -> dict[Any, Any]:
    """Of what is kept with a section, what serves another one of the same kind, with any entries."""
    return {key: table for key, table in section.memo.items() if isinstance(table, _Table)}


def changed(before: Mapping[K, Any], after: Mapping[K, Any]) -> list[K]:
    """The keys of which one mapping holds another object than the other, or none."""
    if len(before) == len(after) and all(map(eq, before, after)):  # as nearly always, and then this is much faster
        return list(compress(after, map(is_not, before.values(), after.values())))
    found = [key for key, value in after.items() if before.get(key) is not value]
    return [*found, *(before.keys() - after.keys())]


def is_in_order(before: Mapping[K, Any], after: Mapping[K, Any]) -> bool:
    """Whether the keys that stay come in the same order."""
    stay = compress(before, map(after.__contains__, before))
    return all(map(eq, stay, compress(after, map(before.__contains__, after))))


def _made(every: Mapping[str | None, ConfigEntry], ask: Callable[[ConfigEntry], T | None]) -> _Table:
    with reads.recording() as seen:
        answers = _asked(every.items(), ask)
    return _Table(every, answers, frozenset(seen))


def _patched(section: ConfigSection, table: _Table, ask: Callable[[ConfigEntry], T | None]) -> _Table:
    every = section.every
    _, names, are_others = _changes(section, table.every)
    with reads.recording() as seen:
        fresh = _asked(((name, every[name]) for name in names if name in every), ask)
    answers = {**table.answers, **fresh}
    for name in names:
        if name is not None and name not in fresh:
            answers.pop(name, None)
    if are_others or not fresh.keys() <= table.answers.keys():
        answers = {name: answers[name] for name in every if name is not None and name in answers}
    return _Table(every, answers, table.reads | seen)


def _asked(entries: Iterable[tuple[str | None, ConfigEntry]], ask: Callable[[ConfigEntry], T | None]) -> dict[str, T]:
    pairs = ((name, ask(entry)) for name, entry in entries if name is not None)
    return {name: answer for name, answer in pairs if answer is not None}


def _changes(section: ConfigSection, before: Mapping[str | None, ConfigEntry]) -> _Changes:
    """What is another since a table was made; kept with the section, for most of its tables ask the same."""
    known: _Changes | None = section.memo.get(_CHANGED)
    if known is None or known.before is not before:
        names = changed(before, section.every)
        known = section.memo[_CHANGED] = _Changes(before, names, list(before) != list(section.every))
    return known
