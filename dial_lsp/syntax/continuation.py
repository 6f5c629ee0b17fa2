"""A text whose root is closed before its last members, read as if it were not.

Core stops at that bracket, and so does everything that speaks of what Core does. Who writes there means the members
behind to be in the root, so what helps with writing reads on: by the lines, which show a bracket that is too much, or
over the seam between the root and what follows it, whichever needs fewer repairs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.syntax.chunks import RootEnd, Split
from dial_lsp.syntax.comments import blank
from dial_lsp.syntax.cutting import sections_of
from dial_lsp.syntax.outline import outline_of
from dial_lsp.syntax.reading import split_damaged
from dial_lsp.syntax.slices import Pool, Slice, Step
from dial_lsp.syntax.strict import Unsound, read_value, skip
from dial_lsp.syntax.strict_split import END, START, step_strict
from dial_lsp.syntax.tree import shift
from dial_lsp.text import Edit, Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.syntax.chunks import Chunk, Entry
    from dial_lsp.syntax.entries import Document

_SEAM = compiled(r"[}\]][ \t\r\n,}\]]*+\{?")
_MOST_SEAMS = 16
"""A text with more ends than this is no file that was closed by mistake."""


def split_on(text: str, end: int, known: Sequence[Entry] = ()) -> Split:
    """The chunks of a text whose root object ends at ``end``, as they would be if it went on there.

    Known entries are used again where their text is found. An edit anywhere may change all of it.
    """
    plain = blank(text, starts_file=True).text
    by_lines = split_damaged(text, known)
    repairs = _repairs(by_lines, plain)
    if repairs > (False, 1):
        joined, seams = _joined(text, plain, end)
        over_seams = _split_far(joined, known)
        has_tail, count = _repairs(over_seams, plain)
        if (has_tail, count + seams) < repairs:
            return over_seams
    return by_lines._replace(is_continued=True)


def _split_far(text: str, known: Sequence[Entry]) -> Split:
    """The chunks of a text that is sound up to somewhere: what strict reading does not take is left to the grammar."""
    part = Slice(text, starts_file=True).using(Pool(known))
    chunks: list[Chunk] = []
    at, state = 0, START
    try:
        while state != END and at < len(part.text):
            step = step_strict(part, at, state)
            chunks.append(part.chunk(at, state, step))
            at, state = step.end, step.after
    except Unsound:
        pass
    while state.place == "section":
        chunk = chunks.pop()
        at, state = at - chunk.length, chunk.before
    if state != END:
        end = len(part.text)
        step = _rest(part.narrowed(at, end), part.indent(at, 0, 0))
        chunks.append(part.chunk(at, state, step._replace(end=end)))
    return Split("strict", "object", tuple(chunks), is_continued=True)


def _rest(part: Slice, indent: int) -> Step:
    """The last sections of a root, and its end if it has one."""
    from dial_lsp.syntax.parser import parse_root

    lead = "{\n" + " " * indent
    root = parse_root(lead + part.text)
    problems = tuple(problem.shifted(-len(lead)) for problem in root.problems if problem.span.start >= len(lead))
    for member in root.members:
        shift(member, -len(lead))
    items = list(sections_of(part, root.members, problems))
    is_closed = not any(problem.span.start == 0 for problem in root.problems)
    if is_closed and root.braces:
        items.append(RootEnd(root.braces.end - 1 - len(lead), root.trailing and root.trailing.shifted(-len(lead))))
    return Step(len(part.text), END, tuple(items), problems)


def _repairs(made: Split, plain: str) -> tuple[bool, int]:
    """Whether more than brackets is left behind the end of the root, and how much is wrong before."""
    outline = outline_of(made.chunks)
    left = ""
    if outline.trailing is not None:
        number, span = outline.trailing
        start = sum(chunk.length for chunk in made.chunks[:number])
        left = plain[start + span.start : start + span.end].strip("}] \t\r\n")
    return bool(left), len(outline.unclosed) + sum(len(chunk.problems) for chunk in made.chunks)


def _joined(text: str, plain: str, end: int) -> tuple[str, int]:
    """The text with a comma in the place of each end of the root that more members follow, and how many ends it has.

    A second object goes on where the first one ended. Everything else stays where it is; ``plain`` is the text with
    blanks for comments.
    """
    seams = 0
    found: int | None = end
    while found is not None and seams < _MOST_SEAMS:
        seams += 1
        seam = _SEAM.match(plain, found - 1)
        if seam is None or not (plain[seam.end() :].strip() or "," in seam[0]):
            break  # nothing but brackets is left
        is_first = plain[: seam.start()].rstrip(" \t\r\n").endswith("{")
        text, plain = (_bridged(each, seam.start(), seam[0], "" if is_first else ",") for each in (text, plain))
        found = _end_of_root(plain)
    return text, seams


def _bridged(text: str, start: int, seam: str, comma: str) -> str:
    """The text with blanks for the brackets and commas of a seam, but for one comma."""
    end = start + len(seam)
    kept = "".join(" " if mark in ",{}[]" else old for old, mark in zip(text[start:end], seam, strict=True))
    return text[:start] + (comma or " ") + kept[1:] + text[end:]


def _end_of_root(plain: str) -> int | None:
    """Where the root ends, if more than blanks follow."""
    try:
        _, end = read_value(plain, skip(plain, 0), depth=0)
    except Unsound:
        return None
    return end if skip(plain, end) < len(plain) else None


def seam_edits(document: Document) -> Iterator[tuple[Edit, ...]]:
    """Edits that take the bracket away by which the root ends, and what else is too much between it and what follows.

    First without, then with a bracket at the end of the text.
    """
    end, tail = document.end, document.trailing
    if end is None or tail is None:
        return
    text = document.source.text
    plain = blank(text, starts_file=True).text
    seam = _SEAM.match(plain, end - 1)
    if seam is None:
        return
    start = len(plain[: end - 1].rstrip(" \t\r\n"))
    start = start if not text[start : end - 1].strip(" \t\r\n") else end - 1
    comma = seam[0].find(",")
    is_first = plain[:start].endswith("{")
    edits = [Edit(Span(start, end), "" if is_first or comma >= 0 else ",")]
    for at, mark in enumerate(seam[0][1:], 1):
        if mark in "{}[]" or (mark == "," and (at != comma or is_first)):
            edits.append(Edit(Span(end - 1 + at, end + at), ""))
    yield tuple(edits)
    yield (*edits, Edit(Span(tail.end, tail.end), "}" if "\n" not in text else "\n}"))
