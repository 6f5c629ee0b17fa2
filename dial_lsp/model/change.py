"""Changes of values, as rules and features offer them; ``analysis`` turns them into text edits.

A change names places, never offsets, so it may be kept with a finding while the text around it moves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from dial_lsp.model.place import Place
    from dial_lsp.syntax.tree import JSONValue
    from dial_lsp.text import Edit, Source


@dataclass(frozen=True, slots=True)
class Replace:
    """Another value at a place."""

    at: Place
    value: JSONValue


@dataclass(frozen=True, slots=True)
class Rename:
    """Another name for the member at a place."""

    at: Place
    name: str


@dataclass(frozen=True, slots=True)
class Remove:
    """The member or list element at a place goes, with its comma."""

    at: Place


@dataclass(frozen=True, slots=True)
class Insert:
    """A new member at the end of the object at a place; ``after`` names a member to stand behind instead."""

    into: Place
    name: str
    value: JSONValue
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Append:
    """A new element at the end of the list at a place."""

    to: Place
    value: JSONValue


@dataclass(frozen=True, slots=True)
class InsertEntry:
    """A new entry at the end of a section; the section is made when the config has none."""

    section: str
    name: str
    value: JSONValue


@dataclass(frozen=True, slots=True)
class EditText:
    """Plain edits of one source, for damage that has no values.

    ``mends`` says that they are made for mistakes of syntax: if these do not get fewer, the edits are of no use.
    Edits all over the file are given as a function, for they are worked out only for somebody who asks.
    """

    source: Source
    edits: tuple[Edit, ...] | Callable[[], tuple[Edit, ...]]
    mends: bool = False


Change = Replace | Rename | Remove | Insert | Append | InsertEntry | EditText
