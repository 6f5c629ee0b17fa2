"""Edits that are one: a new name with all its uses, a replaced key, a project that is called otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from dial_lsp.access.new_names import entries_again, roles_again
from dial_lsp.access.uses import edits_of_members, take_uses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dial_lsp.access.edits import Edit

Renamed = Literal["entry", "role", "project"]
NO_NAMES: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class Step:
    """Edits that are made and taken back together.

    ``renamed`` is what they rename, None of a single edit: an entry, a role that no entry declares, a project; with
    the old and the new name. Of an entry, the first edit adds it and the second takes it away.
    """

    edits: tuple[Edit, ...]
    renamed: Renamed | None = None
    names: tuple[str, str] = ("", "")

    @property
    def first(self) -> Edit:
        """The edit to name it by; of a new name the entry that has it."""
        return self.edits[0]


def steps_of(edits: Iterable[Edit], roles: tuple[frozenset[str], frozenset[str]] = NO_NAMES) -> tuple[Step, ...]:
    """All edits, each in one step, in their order. ``roles`` are all that are named before, and after.

    What is done to an entry besides its new name is an edit of the entry with the new name.
    """
    left = list(edits)
    steps = [*_entries(left), *_roles(left, roles), *_projects(left), *(Step((edit,)) for edit in left)]
    return tuple(steps)


def _entries(left: list[Edit]) -> Iterator[Step]:
    """Entries that are gone and are there again under another name, with the uses of the name."""
    pairs = list(entries_again(left))
    for old, new in pairs:
        left[:] = edits_of_members(left, old, new)
    for old, new in pairs:
        names = (old.name or "", new.name or "")
        uses = take_uses(left, new.section, names) if new.section != "keys" else []
        yield Step((new, replace(old, before=new.after), *uses), "entry", names)


def _roles(left: list[Edit], roles: tuple[frozenset[str], frozenset[str]]) -> Iterator[Step]:
    """Roles that only keys and deployments name, everywhere by another name."""
    before, after = roles
    for names in list(roles_again(left, before - after, after - before)):
        uses = take_uses(left, "roles", names)
        if uses:
            yield Step(tuple(uses), "role", names)


def _projects(left: list[Edit]) -> Iterator[Step]:
    """Keys whose project is another one in the same way."""
    by_names: dict[tuple[str, str], list[Edit]] = {}
    for edit in left:
        is_project = edit.section == "keys" and edit.pointer == ("project",)
        if is_project and isinstance(edit.before, str) and isinstance(edit.after, str):
            by_names.setdefault((edit.before, edit.after), []).append(edit)
    for names, edits in by_names.items():
        if len(edits) > 1:
            for edit in edits:
                left.remove(edit)
            yield Step(tuple(edits), "project", names)
