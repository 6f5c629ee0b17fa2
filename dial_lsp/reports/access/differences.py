"""The differences of all configurations of a repository in one report, after what a change does to its judges."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from dial_lsp.reports import judged as judges
from dial_lsp.reports.access import difference_json, difference_markdown, difference_text
from dial_lsp.reports.frame import printable
from dial_lsp.reports.marked import code, escaped
from dial_lsp.reports.pages import difference as page
from dial_lsp.reports.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.access.difference import Difference
    from dial_lsp.reports.access.refusal import Refusal
    from dial_lsp.reports.judged import Judged

_BOLD, _RESET = "\x1b[1m", "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Differing:
    """One configuration then and now: by what files it was and is made (none where it is not there), and its change."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    difference: Difference
    refusals: tuple[Refusal | None, Refusal | None] = (None, None)
    are_named: bool = False  # somebody named both, so that it is no news if they are different files

    @property
    def title(self) -> str:
        """How it is called."""
        return ", ".join(self.new or self.old)

    @property
    def remark(self) -> str:
        """What became of its files, or nothing."""
        if self.are_named:
            return ""
        if not self.old:
            return "new"
        if not self.new:
            return "gone"
        return f"before: {', '.join(self.old)}" if self.old != self.new else ""

    @property
    def is_worth_telling(self) -> bool:
        """Whether there is something to tell besides its name."""
        return bool(self.difference.changes or self.remark or any(self.refusals))


def as_text(every: Sequence[Differing], judged: Judged, *, color: bool) -> Iterator[str]:
    """The lines for people at a terminal."""
    yield from judges.as_text(judged)
    told, untold = _told(every)
    for number, one in enumerate(told):
        if _is_named(one, every):
            heading = printable(one.title + (f" ({one.remark})" if one.remark else ""))
            yield ("\n" if number else "") + (f"{_BOLD}{heading}{_RESET}" if color else heading) + "\n"
        yield from difference_text.render(one.difference, one.refusals, color=color)
    if untold:
        yield ("\n" if told else "") + printable(_without_difference(untold)) + "\n"


def as_markdown(every: Sequence[Differing], judged: Judged, most: float = inf) -> Iterator[str]:
    """The lines for a comment or a page, of at most so many characters."""
    head = judges.as_markdown(judged)
    told, untold = _told(every)
    tail = f"\n{escaped(_without_difference(untold))}\n" if untold else ""
    titles = [_heading(one, every) for one in told]
    least = [_length(one, 0) for one in told] if most < inf else [0] * len(told)
    left = most - sum(map(len, (head, tail, *titles))) - sum(least)
    yield head
    for title, one, length in zip(titles, told, least, strict=True):
        lines = list(difference_markdown.render(one.difference, one.refusals, max(0, left + length)))
        left -= sum(map(len, lines)) - length
        yield title
        yield from lines
    yield tail


def as_html(every: Sequence[Differing], judged: Judged) -> Iterator[str]:
    """A page with everything."""
    told, untold = _told(every)
    yield from page.render(told, _without_difference(untold) if untold else "", judged)


def as_json(every: Sequence[Differing], judged: Judged) -> Iterator[str]:
    """One object, or a list of them where there are several configurations."""
    if len(every) > 1:
        yield "["
    for number, one in enumerate(every):
        more = {"files": {"old": list(one.old), "new": list(one.new)}, "judges": judges.as_values(judged)}
        yield ",\n" if number else ""
        yield from difference_json.render(one.difference, one.refusals, more)
    if len(every) > 1:
        yield "]\n"


def _told(every: Sequence[Differing]) -> tuple[list[Differing], list[Differing]]:
    """Those to tell of one by one, and those of which only the names are told; of a single one all is told."""
    if len(every) == 1:
        return list(every), []
    return [one for one in every if one.is_worth_telling], [one for one in every if not one.is_worth_telling]


def _is_named(one: Differing, every: Sequence[Differing]) -> bool:
    return len(every) > 1 or bool(one.remark)


def _heading(one: Differing, every: Sequence[Differing]) -> str:
    remark = f" ({escaped(one.remark)})" if one.remark else ""
    return f"\n### {code(one.title)}{remark}\n\n" if _is_named(one, every) else ""


def _without_difference(untold: Sequence[Differing]) -> str:
    return (
        f"No difference in access of {counted(len(untold), 'configuration')}: {', '.join(one.title for one in untold)}."
    )


def _length(one: Differing, most: float) -> int:
    return sum(map(len, difference_markdown.render(one.difference, one.refusals, most)))
