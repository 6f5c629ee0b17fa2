"""Places of a config that name something, and the edits of them that write another name."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Any

from dial_lsp.access.edits import Edit, members_between, same
from dial_lsp.schema.fields import field_at
from dial_lsp.syntax.tree import MISSING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_REFERRING = {"roles": ("role",), "translators": ("translator",), "interceptors": ("deployment", "interceptor")}
_MOST = 3  # names that are gone from one list, of which each may be any that came


def replaced_names(section: str, edits: Iterable[Edit]) -> Counter[tuple[str, str]]:
    """How often an edit takes one name of an entry of the section away and puts another in its place."""
    found: Counter[tuple[str, str]] = Counter()
    limits: dict[tuple[object, ...], tuple[list[str], list[str]]] = {}
    for edit in edits:
        if _names(edit, section):
            lost, gained = _names_not_in(edit.before, edit.after), _names_not_in(edit.after, edit.before)
            if len(lost) == len(gained):
                found.update(zip(lost, gained, strict=True))
            elif max(len(lost), len(gained)) <= _MOST:
                found.update(product(lost, gained))
        elif _is_limit(edit, section):
            of_role = limits.setdefault((edit.section, edit.name, edit.pointer[:-1]), ([], []))
            of_role[0 if edit.after is MISSING else 1].append(str(edit.pointer[-1]))
    for lost, gained in limits.values():
        if max(len(lost), len(gained)) <= _MOST:
            found.update(product(lost, gained))
    return found


def take_uses(edits: list[Edit], section: str, names: tuple[str, str]) -> list[Edit]:
    """Take the edits that write the new name for the old one out of a list, and leave there what else they do.

    What is taken leads from the later config, with nothing but the old name in place of the new, to the later config.
    """
    old, new = names
    taken: list[Edit] = []
    for edit in edits.copy():
        if edit.section == section and edit.name == new:
            continue  # the entry itself, which the old name takes along
        if _names(edit, section) and _is_named(edit, old, new):
            before = _renamed(edit.before, old, new)
            taken.append(replace(edit, before=_renamed(edit.after, new, old)))
            _put(edits, edit, [] if same(before, edit.after) else [replace(edit, before=before)])
        elif _is_limit(edit, section) and edit.pointer[-1] == old and edit.after is MISSING:
            place = (edit.section, edit.name, (*edit.pointer[:-1], new))
            again = next((one for one in edits if one.path == place and one.before is MISSING), None)
            if again is not None:
                taken += [replace(edit, before=again.after), again]
                _put(edits, edit, [])
                _put(edits, again, list(members_between(*place, edit.before, again.after)))
    return taken


def _put(edits: list[Edit], edit: Edit, others: Sequence[Edit]) -> None:
    at = edits.index(edit)
    edits[at : at + 1] = others


def _names(edit: Edit, section: str) -> bool:
    """Whether an edit is of a place that names entries of the section, and both values are there."""
    if MISSING in (edit.before, edit.after):
        return False
    field = field_at(edit.section, edit.pointer)
    return field is not None and field.refers in _REFERRING.get(section, ("deployment",))


def _is_limit(edit: Edit, section: str) -> bool:
    """Whether an edit adds or takes away what a role says of a deployment or route."""
    if section in ("roles", "translators") or (edit.before is MISSING) == (edit.after is MISSING):
        return False
    field = field_at(edit.section, edit.pointer)
    return field is not None and field.keys_refer == "limit-target" and edit.pointer[:-1] == ("limits",)


def _is_named(edit: Edit, old: str, new: str) -> bool:
    """Whether the old name is gone from a place and the new one came."""
    return old in _names_not_in(edit.before, edit.after) and new in _names_not_in(edit.after, edit.before)


def _names_not_in(value: Any, other: Any) -> list[str]:
    names, others = (_listed(one) for one in (value, other))
    return [name for name in dict.fromkeys(names) if name not in others]


def _listed(value: Any) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def _renamed(value: Any, old: str, new: str) -> Any:
    if isinstance(value, list):
        return [new if one == old else one for one in value]
    return new if value == old else value


def edits_of_members(edits: Iterable[Edit], old: Edit, new: Edit) -> Iterator[Edit]:
    """The edits, those of an entry and its new name replaced by what is otherwise in the entry."""
    for edit in edits:
        if edit is new:
            yield from members_between(new.section, new.name, (), old.before, new.after)
        elif edit is not old:
            yield edit
