"""Members that are written twice."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import EditText
from dial_lsp.model.duplicates import Duplicate, duplicates
from dial_lsp.rulekit.rule import Code, Context, EntryContext, Finding, Note, Offer, RestsOn, family
from dial_lsp.rulekit.shapes import shape_findings
from dial_lsp.syntax.parts import cut
from dial_lsp.syntax.places import layout_of
from dial_lsp.text import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


duplicate_member = family(
    __name__,
    {
        "": Code(Severity.WARNING, Impact.NO_EFFECT),
        "alias": Code(
            Severity.WARNING, Impact.NO_EFFECT, was=("alias-conflict",), rests_on=RestsOn(parts_of_texts=True)
        ),
    },
)


_LEVELS = {"section": "section", "entry": "entry"}
_TWO = 2
_NAMED = 3  # of more only the number is told


@duplicate_member.check()
def members(context: Context) -> Iterator[Finding]:
    """Find objects with several members of one name."""
    for found in duplicates(context.config):
        drops = found.level == "entry" and not found.merges
        source = found.document.source
        word = "merged with the last" if found.merges else "replaced by the last"
        yield Finding(
            found.place or Location(source, found.keys[-1]),
            _message(found),
            help="Join them into one."
            if found.merges
            else f"Delete {_others(found)}, or rename {'one' if found.count == _TWO else 'all but one'}.",
            notes=tuple(Note(Location(source, key), word) for key in found.keys[:-1]),
            offers=() if found.merges else _offers(found),
            severity=Severity.ERROR if drops else None,
            impact=Impact.ENTRY_DROPPED if drops else Impact.ADVICE if found.merges else None,
        )


def _message(found: Duplicate) -> str:
    count = found.count
    times = "twice" if count == _TWO else f"{count:,} times"
    what = f'"{found.name}" is defined {times} in this object'
    if found.level == "section":
        what = f'section "{found.name}" is defined {times}'
    elif found.level == "entry":
        name = "this API key" if found.inside == "keys" else f'"{found.name}"'
        what = f'{name} is defined {times} in "{found.inside}"'
    if found.merges:
        both = "both" if count == _TWO else "all"
        return f"{what}; Core merges {both}, appending their lists"
    return f"{what}; Core uses this {_LEVELS.get(found.level, 'member')} and ignores {_others(found)}"


def _others(found: Duplicate) -> str:
    """Those that do not count, by their lines where they are few."""
    lines = _lines(found)
    if not lines:
        return "the others"
    if len(lines) == 1:
        return f"the {'one' if found.count == _TWO else 'others'} in line {lines[0]}"
    return f"those in lines {' and '.join(lines)}"


def _lines(found: Duplicate) -> tuple[str, ...]:
    """The lines of those that do not count; none where they are many."""
    if found.count > _NAMED or len(found.keys) < found.count:
        return ()
    places = (Location(found.document.source, key).in_file for key in found.keys[:-1])
    return tuple(dict.fromkeys(str(at.source.position(at.span.start).line) for at in places))


def _title(found: Duplicate) -> str:
    """What the fix does: "Delete the first entry (line 24)"."""
    lines = _lines(found)
    which = f"first {_LEVELS.get(found.level, 'member')}" if found.count == _TWO else "others"
    where = f" (line{'s' if len(lines) > 1 else ''} {' and '.join(lines)})" if lines else ""
    return f"Delete the {which}{where}"


def _offers(found: Duplicate) -> tuple[Offer, ...]:
    if found.document.problems or found.count > len(found.members):
        return ()
    layout = layout_of(found.document)
    edits = sorted((edit for member in found.members[:-1] for edit in cut(layout, member)), key=lambda edit: edit.span)
    if any(first.span.end > second.span.start for first, second in pairwise(edits)):
        return ()
    return (Offer(_title(found), (EditText(found.document.source, tuple(edits)),), safe=not found.order_matters),)


@duplicate_member.entry_check()
def alias_conflict(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find fields that two members of an object set."""
    yield from shape_findings("duplicate-member", value, context, sure=("alias",))
