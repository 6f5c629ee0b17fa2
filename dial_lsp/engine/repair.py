"""Fixes, applied round after round until none is left.

A round makes all chosen fixes whose edits keep clear of each other, looks whether together they do what each does
alone, and analyses the result, so that the next round sees the text as it is. Nothing is written here.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from dial_lsp.engine.fixes import effect_of_edits, is_cut_short
from dial_lsp.settings import parse_settings
from dial_lsp.text import apply_edits

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from dial_lsp.diagnostics import Diagnostic, Fix
    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.settings import Settings
    from dial_lsp.text import Edit, Source, Span

    Edits = Mapping[str, Sequence[Edit]]
    _Chosen = tuple[Diagnostic, Fix]

ROUNDS = 100
"""More than any file needs: a round makes all fixes that keep clear of each other."""


@dataclass(frozen=True, slots=True)
class Repair:
    """One fix that was made: of which rule, in which files."""

    rule: str
    title: str
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Repaired:
    """What the fixes made of a project: nothing at all if they did not come to an end."""

    analysis: Analysis
    repairs: tuple[Repair, ...] = ()
    texts: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # path -> before and after, where these differ
    endless: tuple[str, ...] = ()  # the rules whose fixes would go on for ever

    @property
    def is_settled(self) -> bool:
        """Whether the fixes came to an end."""
        return not self.endless


@dataclass(frozen=True, slots=True)
class Choice:
    """Which fix of a diagnostic is made, if any, and whether it may let somebody do more than before."""

    of: Callable[[Diagnostic], Fix | None]
    may_widen: bool


safe_fix: Final = Choice(lambda diagnostic: next((fix for fix in diagnostic.fixes if fix.safe), None), may_widen=False)
"""The first fix that may be made without asking: it is safe, and lets nobody do more than before."""


def fix_of(rules: Collection[str]) -> Choice:
    """The first fix of these rules, whatever it does to access: who names a rule has asked for it."""
    return Choice(
        lambda diagnostic: next(iter(diagnostic.fixes), None) if diagnostic.rule in rules else None, may_widen=True
    )


def repaired(analysis: Analysis, choose: Choice, *, rounds: int = ROUNDS) -> Repaired:
    """What the chosen fixes make of a project; fixes that need more rounds than these have no end."""
    before = {source.path: source.text for source in _sources(analysis)}
    now = dict(before)
    seen = {tuple(now.values())}
    repairs: list[Repair] = []
    start, last = analysis, 0
    for _ in range(rounds):
        step = _round(analysis, choose)
        if step is None:
            texts = {path: (before[path], now[path]) for path in now if now[path] != before[path]}
            return Repaired(analysis, tuple(repairs), texts)
        analysis = step.analysis
        last = len(step.repairs)
        repairs += step.repairs
        now |= {path: apply_edits(now[path], made) for path, made in step.edits.items()}
        if tuple(now.values()) in seen:
            break  # the fixes undo each other
        seen.add(tuple(now.values()))
    return Repaired(start, endless=tuple(sorted({repair.rule for repair in repairs[len(repairs) - last :]})))


@dataclass(frozen=True, slots=True)
class _Step:
    analysis: Analysis
    edits: Edits
    chosen: tuple[_Chosen, ...]

    @property
    def repairs(self) -> list[Repair]:
        """What is made, for the user."""
        return [_repair(*one) for one in self.chosen]


def _round(analysis: Analysis, choose: Choice) -> _Step | None:
    chosen: list[_Chosen] = []
    taken: dict[str, list[Span]] = {}
    for diagnostic in analysis.diagnostics:
        fix = choose.of(diagnostic)
        if fix is not None and _keeps_clear(fix, taken):
            chosen.append((diagnostic, fix))
            for path, edit in _edits_of(fix):
                insort(taken.setdefault(path, []), edit.span)
    return _most(analysis, None, chosen, may_widen=choose.may_widen)


def _most(analysis: Analysis, made: _Step | None, more: list[_Chosen], *, may_widen: bool) -> _Step | None:
    """A step with as many more fixes as go with it: all, else as many of the first half, then of the second."""
    if not more:
        return made
    step = _step(analysis, [*(made.chosen if made else ()), *more], may_widen=may_widen)
    if step is not None or len(more) == 1:
        return step or made
    half = len(more) // 2
    made = _most(analysis, made, more[:half], may_widen=may_widen)
    return _most(analysis, made, more[half:], may_widen=may_widen)


def _step(analysis: Analysis, chosen: list[_Chosen], *, may_widen: bool) -> _Step | None:
    """These fixes made at once; None if they damage a text or widen what none of them may.

    Damage is more mistakes of syntax, or no fewer where a fix is made for these, a config that Core takes no more, and
    sections that it would read no more.
    Where several widen together, one of them must do so by itself, or nobody was told.
    """
    edits: dict[str, list[Edit]] = {}
    for _, fix in chosen:
        for path, edit in _edits_of(fix):
            edits.setdefault(path, []).append(edit)
    after = analysis.after(edits, _settings_after(analysis.settings, edits))
    if _problems(after) + any(fix.mends for _, fix in chosen) > _problems(analysis):
        return None
    if analysis.verdict == "accepts" and after.verdict == "rejects":
        return None
    if any(map(is_cut_short, analysis.documents, after.documents)):
        return None
    if effect_of_edits(analysis, edits).may_widen and not (may_widen and _is_announced(chosen)):
        return None
    return _Step(after, edits, tuple(chosen))


def _is_announced(chosen: list[_Chosen]) -> bool:
    """Whether one of the fixes says itself that it widens."""
    return any(fix.effect.may_widen for _, fix in chosen)


def _problems(analysis: Analysis) -> int:
    return sum(len(document.problems) for document in analysis.documents)


def _settings_after(settings: Settings, edits: Edits) -> Settings:
    """The settings with what rules look at in an edited settings file."""
    source = settings.source
    if source is None or not edits.get(source.path):
        return settings
    new = parse_settings(apply_edits(source.text, edits[source.path]), source.path)
    is_written = all(choice.at for choice in settings.select)  # and not from a command line
    select = new.select if is_written else settings.select
    return replace(
        settings, ignore=new.ignore, rules=new.rules, select=select, mistakes=new.mistakes, source=new.source
    )


def _keeps_clear(fix: Fix, taken: Mapping[str, list[Span]]) -> bool:
    """Whether no edit of the fix touches one that is to be made already."""
    return not any(_touches(edit.span, taken[path]) for path, edit in _edits_of(fix) if path in taken)


def _touches(span: Span, taken: list[Span]) -> bool:
    at = bisect_left(taken, span)
    return any(other.start <= span.end and span.start <= other.end for other in taken[max(0, at - 1) : at + 1])


def _edits_of(fix: Fix) -> Iterator[tuple[str, Edit]]:
    return ((path, edit) for path, made in fix.edits.items() for edit in made)


def _repair(diagnostic: Diagnostic, fix: Fix) -> Repair:
    return Repair(diagnostic.rule, fix.title, tuple(path for path, made in fix.edits.items() if made))


def _sources(analysis: Analysis) -> Iterable[Source]:
    """Every text that fixes may change: the documents, and the settings."""
    found = {document.source.path: document.source for document in analysis.documents}
    if analysis.settings.source is not None:
        found.setdefault(analysis.settings.source.path, analysis.settings.source)
    return found.values()
