"""Texts in a YAML file while somebody types in it: what an edit does to each, without reading the YAML again.

An edit inside one text leaves all others where they are, or moves them. As long as the place of the text, read again,
ends where it did, nothing else in the file can have changed. After any other edit the texts are kept as well as they
can be told, until the file is read again: that is what somebody sees who has YAML half written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.project.forms import Folded, Literal
from dial_lsp.project.templates import Filled, actions, blanked, filled
from dial_lsp.text import Edit, Source, Span, apply_edits, difference
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dial_lsp.text import Host

_BREAKS = compiled(r"[\r\n]")
_BLANK = compiled(r"\s")
_QUOTED = compiled(r"[\r\n\\'\"]")
_LEAD = compiled(r"((?:[ \t]*(?:\r\n|\r|\n))*+)([ \t]*)")


class Now(NamedTuple):
    """What a text has become, and edits that make it of what it was."""

    source: Source
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Followed:
    """What the texts of a file have become."""

    texts: dict[Source, Now]
    is_certain: bool  # whether reading the file from its start would find just these


def followed(sources: Iterable[Source], file: Source, edits: Sequence[Edit]) -> Followed:
    """The texts of a file after edits of it, which make it what ``file`` is now."""
    texts: dict[Source, Now] = {}
    inside: set[int] = set()
    is_certain = True
    for source in sources:
        if source.host is None:
            continue
        where = _where(source.host, edits)
        inside |= where.inside
        now = _now(source, source.host, file, edits, where)
        is_certain = is_certain and now is not None
        texts[source] = now or _guessed(source, source.host, file, where)
    return Followed(texts, is_certain and len(inside) == len(edits))


@dataclass(frozen=True, slots=True)
class _Where:
    """Where a text stands after edits: its extent with the room behind it, and which edits were inside of it."""

    span: Span
    room: int
    inside: frozenset[int]
    is_cut: bool  # whether an edit went over one of its ends


def _where(host: Host, edits: Sequence[Edit]) -> _Where:
    first, last = _inside(host)
    start, end = host.span
    inside = frozenset(
        number for number, edit in enumerate(edits) if first <= edit.span.start and edit.span.end <= last
    )
    others = [edit for number, edit in enumerate(edits) if number not in inside]
    is_cut = any(edit.span.start < last and start < edit.span.end for edit in others)
    within = sum(edits[number].growth for number in inside)
    begin = _moved_by(others, start, is_behind=True)
    until = max(_moved_by(others, end, is_behind=False) + within, begin)
    return _Where(
        Span(begin, until), max(_moved_by(others, host.room, is_behind=False) + within, until), inside, is_cut
    )


def _moved_by(edits: Sequence[Edit], offset: int, *, is_behind: bool) -> int:
    """Where an offset is after edits; behind or before what an edit has put in the place of all around it."""
    at = offset
    for edit in edits:
        if edit.span.end <= offset:
            at += edit.growth
        elif edit.span.start < offset:
            at += edit.span.start - offset + (len(edit.text) if is_behind else 0)
    return at


def _inside(host: Host) -> Span:
    """Where edits are edits of the text: not where a quote is, nor where the next name begins."""
    start, end = host.span
    if host.source.text.startswith(("'", '"'), start):
        return Span(start + 1, end - 1)
    behind = host.room
    is_line_start = behind > start and host.source.text[behind - 1] in "\r\n" and behind < len(host.source.text)
    return Span(start, behind - is_line_start)


def _now(source: Source, host: Host, file: Source, edits: Sequence[Edit], where: _Where) -> Now | None:
    """What has become of a text; None where only the whole file tells."""
    if where.is_cut:
        return None
    if not where.inside:
        return _moved(source, host, file, edits, where.span)
    if host.is_coded or (not host.is_literal and any(_breaks(edit, host) for edit in edits)):
        return None
    if len(edits) == 1 and (quick := _within_a_stretch(source, host, file, edits[0], where.span)):
        return quick
    if isinstance(host.form, Literal):
        again = host.form.again(source, file, where.span)
    else:
        again = host.form.read(source.path, host.name, file, where.span)
    if again is None or again.host is None or again.host.room != where.room or not _is_sure(again.host):
        return None
    return Now(again, (difference(source.text, again.text),))


def _within_a_stretch(source: Source, host: Host, file: Source, edit: Edit, span: Span) -> Now | None:
    """The text after an edit of what is written as it is read, and is no template; None for any other."""
    if host.stretches is None or host.is_template or not _is_plain(host, edit):
        return None
    first, last = (host.stretches.index(at - host.span.start) for at in edit.span)
    stretches = host.stretches.edited(first, last, len(edit.text))
    made = Edit(Span(first, last), edit.text)
    text = apply_edits(source.text, [made])
    if stretches is None or filled(text) != Filled(text):
        return None
    return Now(Source(source.path, text, replace(host, source=file, span=span, stretches=stretches)), (made,))


def _is_plain(host: Host, edit: Edit) -> bool:
    """Whether what comes and what goes is written as it is read, and what is blank at the end of a line stays so."""
    text, (start, end) = host.source.text, edit.span
    changed = edit.text + text[start:end]
    if isinstance(host.form, Folded):
        return not _BREAKS.search(changed) and (bool(edit.text.strip()) or not _BLANK.search(text[start - 1 : end + 1]))
    if _QUOTED.search(changed):
        return False
    is_on_one_line = text.find("\n", *host.span) < 0 and text.find("\r", *host.span) < 0
    return is_on_one_line or not _BLANK.search(edit.text + text[start - 1 : end + 1])


def _breaks(edit: Edit, host: Host) -> bool:
    """Whether lines come or go."""
    return _BREAKS.search(edit.text + host.source.text[slice(*edit.span)]) is not None


def _is_sure(host: Host) -> bool:
    """Whether YAML takes a text for one whatever is around it, and template code that begins in it ends there."""
    lead = _LEAD.match(host.source.text, *host.span)
    if lead and max(map(len, lead[1].splitlines()), default=0) > len(lead[2]):
        return False
    if host.source.text.find("{{", *host.span) < 0:
        return True
    written = host.source.text[slice(*host.span)]
    rest = written
    for start, end in actions(written):
        rest = f"{rest[:start]}{' ' * (end - start)}{rest[end:]}"
    return "{{" not in rest


def _moved(source: Source, host: Host, file: Source, edits: Sequence[Edit], span: Span) -> Now:
    """The same text at another place of its file."""
    if not host.is_literal:
        return Now(Source(source.path, source.text, replace(host, source=file, span=span)), ())
    around = tuple(Edit(edit.span, blanked(edit.text)) for edit in edits)
    by = span.start - host.span.start
    moved = replace(
        host,
        source=file,
        span=span,
        unknown=tuple(one.shifted(by) for one in host.unknown),
        statements=tuple(one.shifted(by) for one in host.statements),
    )
    return Now(Source(source.path, apply_edits(source.text, around), moved), around)


def _guessed(source: Source, host: Host, file: Source, where: _Where) -> Now:
    """What a text most likely is while the file around it cannot be read."""
    again = host.form.guess(source.path, host.name, file, where.span)
    if again is None:
        again = Source(source.path, source.text, replace(host, source=file, span=where.span))
    return Now(again, (difference(source.text, again.text),))
