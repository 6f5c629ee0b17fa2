"""Which names of the earlier config are called otherwise in the later one, by what uses them and what they hold.

An entry that is gone is another one that came if they say the same, if a place that named the one names the other, or
if they have more in common than not. So a new name is found beside other edits of the entry.
"""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import TYPE_CHECKING, Any

from dial_lsp.access.edits import in_common, same
from dial_lsp.access.uses import replaced_names
from dial_lsp.model.config import DEPLOYMENT_SECTIONS
from dial_lsp.syntax.tree import MISSING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.access.edits import Edit

Pair = tuple["Edit", "Edit"]

_NAMED = ("roles", "routes", "translators", *DEPLOYMENT_SECTIONS)
_MOST = 2500  # pairs of entries whose members are counted; of more, those that say the same are found


def entries_again(edits: Sequence[Edit]) -> Iterator[Pair]:
    """Entries that are gone, each with the one that it is under another name: the edits that take and add them."""
    for section in ("keys", *_NAMED):
        whole = [edit for edit in edits if edit.section == section and edit.name is not None and not edit.pointer]
        lost = [edit for edit in whole if edit.after is MISSING and isinstance(edit.before, dict)]
        gained = [edit for edit in whole if edit.before is MISSING and isinstance(edit.after, dict)]
        if lost and gained:
            yield from _keys(lost, gained) if section == "keys" else _named(section, lost, gained, edits)


def roles_again(edits: Sequence[Edit], gone: frozenset[str], came: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Roles of which one is named nowhere any more and the other where it was: old and new names."""
    left = [pair for pair, _ in replaced_names("roles", edits).most_common() if pair[0] in gone and pair[1] in came]
    while left:
        old, new = left[0]
        yield old, new
        left = [pair for pair in left if old != pair[0] and new != pair[1]]


def _named(section: str, lost: list[Edit], gained: list[Edit], edits: Sequence[Edit]) -> Iterator[Pair]:
    uses = replaced_names(section, edits)
    is_short = len(lost) * len(gained) <= _MOST
    found = [(_likeness(old, new, uses, is_short=is_short), old, new) for old, new in product(lost, gained)]
    for likeness, old, new in sorted(found, key=lambda one: one[0], reverse=True):
        if any(likeness) and old in lost and new in gained:
            lost.remove(old)
            gained.remove(new)
            yield old, new


def _likeness(old: Edit, new: Edit, uses: Counter[tuple[str, str]], *, is_short: bool) -> tuple[float, float]:
    """How often a place names the one in place of the other, and how much of both is the same; zeros: they are two."""
    times = uses[old.name or "", new.name or ""]
    if same(old.before, new.after):
        return times, 1
    common = in_common(old.before, new.after) if is_short else 0
    return times, common if common > 1 / 2 else 0


def _keys(lost: list[Edit], gained: list[Edit]) -> Iterator[Pair]:
    """Keys with the same project and roles, then those that are the only ones of their project to go and to come."""
    for old in lost.copy():
        again = next((new for new in gained if _told_by(old.before) == _told_by(new.after)), None)
        if again is not None:
            lost.remove(old)
            gained.remove(again)
            yield old, again
    counts = Counter(_project(edit.before) for edit in lost), Counter(_project(edit.after) for edit in gained)
    for old, new in product(lost, gained):
        project = _project(old.before)
        if project == _project(new.after) and counts[0][project] == counts[1][project] == 1:
            yield old, new


def _told_by(key: Any) -> tuple[str, frozenset[str]]:
    roles = key.get("roles")
    return _project(key), frozenset(map(repr, [*(roles if isinstance(roles, list) else ()), key.get("role")]))


def _project(key: Any) -> str:
    return repr(key.get("project"))
