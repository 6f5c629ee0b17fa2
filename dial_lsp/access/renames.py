"""Edits that are one: a new name with all its uses, a replaced key, a project that is called otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from dial_lsp.access.edits import same
from dial_lsp.model.config import DEPLOYMENT_SECTIONS
from dial_lsp.schema.fields import field_at
from dial_lsp.syntax.tree import MISSING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dial_lsp.access.edits import Edit

Renamed = Literal["entry", "project"]
_REFERRING = {"roles": ("role",), "translators": ("translator",), "interceptors": ("deployment", "interceptor")}
_NAMED = ("roles", "keys", "routes", "translators", *DEPLOYMENT_SECTIONS)


@dataclass(frozen=True, slots=True)
class Step:
    """Edits that are made and taken back together; ``renamed`` is what they rename, None of a single edit."""

    edits: tuple[Edit, ...]
    renamed: Renamed | None = None

    @property
    def first(self) -> Edit:
        """The edit to name it by; of a new name the entry that has it."""
        return self.edits[0]


def steps_of(edits: Iterable[Edit]) -> tuple[Step, ...]:
    """All edits, each in one step, in their order."""
    left = list(edits)
    steps = [*_entries(left), *_projects(left), *(Step((edit,)) for edit in left)]
    return tuple(steps)


def _entries(left: list[Edit]) -> Iterator[Step]:
    """Entries that are gone and are there again under another name, with the uses of the name."""
    lost = [edit for edit in left if edit.section in _NAMED and not edit.pointer and edit.after is MISSING]
    for old in lost:
        new = next((edit for edit in left if _is_again(old, edit)), None)
        if new is not None:
            left.remove(old)
            left.remove(new)
            uses = list(_uses(old, new, left))
            for use in uses:
                left.remove(use)
            yield Step((new, old, *uses), "entry")


def _is_again(old: Edit, new: Edit) -> bool:
    is_added = new.section == old.section and new.name is not None and not new.pointer and new.before is MISSING
    return is_added and same(old.before, new.after)


def _uses(old: Edit, new: Edit, edits: Sequence[Edit]) -> Iterator[Edit]:
    """The edits that do nothing but write the new name for the old one."""
    referring = _REFERRING.get(old.section, ("deployment",))
    if old.name is None or old.section == "keys":
        return
    for edit in edits:
        field = field_at(edit.section, edit.pointer)
        if field is None or edit.before is MISSING:
            continue
        if field.refers in referring and _renamed(edit.before, old.name, new.name) == edit.after:
            yield edit
        elif field.keys_refer == "limit-target" and edit.pointer[-1] == old.name and edit.after is MISSING:
            place = (edit.section, edit.name, (*edit.pointer[:-1], new.name))
            again = next((one for one in edits if one.path == place and one.before is MISSING), None)
            if again is not None and same(edit.before, again.after):
                yield from (edit, again)


def _renamed(value: Any, old: str, new: str | None) -> Any:
    if isinstance(value, list):
        return [new if one == old else one for one in value]
    return new if value == old else value


def _projects(left: list[Edit]) -> Iterator[Step]:
    """Keys whose project is another one in the same way."""
    by_names: dict[tuple[str, str], list[Edit]] = {}
    for edit in left:
        is_project = edit.section == "keys" and edit.pointer == ("project",)
        if is_project and isinstance(edit.before, str) and isinstance(edit.after, str):
            by_names.setdefault((edit.before, edit.after), []).append(edit)
    for edits in by_names.values():
        if len(edits) > 1:
            for edit in edits:
                left.remove(edit)
            yield Step(tuple(edits), "project")
