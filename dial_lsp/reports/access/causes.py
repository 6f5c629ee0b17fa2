"""Edits in words: what was changed in the files, by which the changes of a difference are told."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dial_lsp.access.causes import causes_of
from dial_lsp.model.place import Place
from dial_lsp.reports.access.changes import WORDS, masked, rank, told
from dial_lsp.reports.access.labels import short_subject
from dial_lsp.reports.words import counted, enumerated
from dial_lsp.schema.fields import field_at
from dial_lsp.syntax.tree import MISSING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dial_lsp.access import Access, Change
    from dial_lsp.access.causes import Cause
    from dial_lsp.access.difference import Difference
    from dial_lsp.access.edits import Edit
    from dial_lsp.access.renames import Step
    from dial_lsp.reports.access.changes import Told
    from dial_lsp.reports.access.values import Places

_NAMED = 3
_SINGULAR = {
    "models": "model",
    "applications": "application",
    "toolsets": "toolset",
    "interceptors": "interceptor",
    "routes": "route",
    "roles": "role",
    "translators": "translator",
}
_NAMES = ("role", "deployment", "interceptor", "translator")


def causes_in_order(difference: Difference) -> list[Cause]:
    """The causes, those first that widen, then those that lead to other hosts; what is a new name only comes last."""
    known: list[Cause] | None = difference.memo.get("causes in order")
    if known is None:
        known = difference.memo["causes in order"] = sorted(causes_of(difference), key=_rank)
    return known


def _rank(cause: Cause) -> tuple[bool, int]:
    shown = shown_of(cause)
    return not shown, min((rank(found.first) for found in shown), default=0)


def heading(difference: Difference, cause: Cause) -> str:
    """What was edited, in a line."""
    if not cause.steps:
        return "several edits, each of which is enough"
    told_of = [step_in_words(difference, step) for step in cause.steps[:_NAMED]]
    rest = len(cause.steps) - _NAMED
    more = [f"{counted(rest, 'more edit')}"] if rest > 0 else []
    together = ", together" if len(cause.steps) > 1 else ""
    named = sum_of(told(change for change in cause.changes if _is_of_name(cause, change)))
    return enumerated([*told_of, *more]) + together + (f" ({named} for the names alone)" if named else "")


def shown_of(cause: Cause) -> list[Told]:
    """The changes to tell of one by one: of a new name not that the old one loses what the new one gains."""
    return list(told(change for change in cause.changes if not _is_of_name(cause, change)))


def sum_of(changes: Iterable[Told]) -> str:
    """How many changes there are, by what they do."""
    counts = Counter(found.first.effect for found in changes)
    return enumerated([f"{counts[effect]} {word}" for effect, word in WORDS.items() if counts[effect]])


def _is_of_name(cause: Cause, change: Change) -> bool:
    """Whether a change says only that an entry has another name now."""
    if change.kind == "power" or not cause.steps or not all(map(_renames, cause.steps)):
        return False
    roles = {name for step in cause.steps if _is_of_role(step) for name in step.names}
    others = {name for step in cause.steps if not _is_of_role(step) for name in step.names}
    subject, found = change.subject, change.object
    if subject is not None and subject.kind == "roles" and roles & subject.role_set:
        return True
    is_told_twice = None not in (change.before.object, change.after.object)  # of the old name and of the new one
    return found is not None and not is_told_twice and bool(others & {found.name, found.application})


def _renames(step: Step) -> bool:
    """Whether a step gives something another name that callers know."""
    return step.renamed == "role" or (step.renamed == "entry" and step.first.section != "keys")


def _is_of_role(step: Step) -> bool:
    return step.renamed == "role" or step.first.section == "roles"


def place_of(difference: Difference, cause: Cause, places: tuple[Places, Places]) -> str:
    """Where the first edit is in the later files; in the earlier ones of something that is gone."""
    if not cause.steps:
        return "-"
    edit = cause.steps[0].first
    return places[0 if edit.after is MISSING else 1].text(place_in(difference, edit))


def place_in(difference: Difference, edit: Edit) -> Place | None:
    """Where an edit stands in the later config, or in the earlier one what it takes away."""
    access = difference.before if edit.after is MISSING else difference.after
    section = access.config.sections.get(edit.section)
    if section is None or (edit.kind == "order" and edit.name is None):
        return None
    entry = section.every.get(edit.name)
    return None if entry is None else Place(entry, edit.pointer, "value" if edit.name is None else "key")


def step_in_words(difference: Difference, step: Step) -> str:
    """What one step does, without any secret."""
    return masked(difference, _step(difference, step))


def _step(difference: Difference, step: Step) -> str:
    edit = step.first
    if step.renamed is not None:
        return _renamed(difference, step)
    if len(step.edits) > 1:
        is_one = len({one.path[:2] for one in step.edits}) == 1
        return f"{_entry(difference, edit) if is_one else edit.section} ({counted(len(step.edits), 'edit')})"
    if edit.kind == "order":
        return f"the order of {_where(difference, edit) if edit.pointer else edit.section}"
    return f"{_where(difference, edit)} {_what(edit)}"


def _renamed(difference: Difference, step: Step) -> str:
    old, new = step.names
    if step.renamed == "project":
        return f'project "{old}" is named "{new}" now ({counted(len(step.edits), "key")})'
    if step.renamed == "role":
        return f'role "{old}" is named "{new}" now, in {counted(len(step.edits), "place")}'
    if step.first.section == "keys":
        return f"the secret of {_entry(difference, step.first)} is replaced"
    uses = len(step.edits) - 2
    named = f'{_entry(difference, step.edits[1])} is named "{new}" now'
    return named + (f", with {counted(uses, 'use')}" if uses else "")


def _where(difference: Difference, edit: Edit) -> str:
    if not edit.pointer:
        return _entry(difference, edit)
    path = ".".join(map(str, edit.pointer))
    return f"{path} of {_entry(difference, edit)}"


def _entry(difference: Difference, edit: Edit) -> str:
    """The entry; a key by its position and project, for its name is a secret."""
    if edit.section == "keys":
        return _key(difference.before if edit.after is MISSING else difference.after, edit.name)
    if edit.name is None:
        return edit.section
    return f'{_SINGULAR[edit.section]} "{edit.name}"' if edit.section in _SINGULAR else f"{edit.section}.{edit.name}"


def _key(access: Access, name: str | None) -> str:
    found = (subject for subject in access.keys if subject.key is not None and subject.key.entry.name == name)
    subject = next(found, None)
    return short_subject(subject) if subject is not None else "a key"


def _what(edit: Edit) -> str:
    """What became of a member; values are told of names, numbers and flags only."""
    if edit.before is MISSING or edit.after is MISSING:
        word = "added" if edit.before is MISSING else "removed"
        value = edit.after if edit.before is MISSING else edit.before
        shown = _shown(edit, value) if edit.pointer else None
        return f"is {word}" + (f": {shown}" if shown is not None else "")
    before, after = _shown(edit, edit.before), _shown(edit, edit.after)
    if before is None or after is None:
        return "changes"
    if isinstance(edit.before, list) and isinstance(edit.after, list):
        gained, lost = (
            _shown(edit, [one for one in these if one not in others])
            for these, others in ((edit.after, edit.before), (edit.before, edit.after))
        )
        words = {"added": gained, "removed": lost}
        said = [f"{names} {word}" for word, names in words.items() if names not in (None, "none")]
        return f"changes: {', '.join(said) or 'another order'}"
    return f"changes: {before} -> {after}"


def _shown(edit: Edit, value: Any) -> str | None:
    """A value in words; None of one that may hold anything."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return str(value)
    field = field_at(edit.section, edit.pointer)
    if field is None or field.secret or field.refers not in _NAMES:
        return None
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(f'"{one}"' for one in value) or "none"
    return f'"{value}"' if isinstance(value, str) else None
