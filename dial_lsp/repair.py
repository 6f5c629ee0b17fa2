"""Fixes, applied round after round until none is left.

A round makes all chosen fixes whose edits keep clear of each other, looks whether together they do what each does
alone, and analyses the result, so that the next round sees the text as it is. Nothing is written here.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dial_lsp.fixes import effect_of_edits
from dial_lsp.settings import parse_settings
from dial_lsp.text import apply_edits

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from dial_lsp.analysis import Analysis
    from dial_lsp.diagnostics import Diagnostic, Fix
    from dial_lsp.settings import Settings
    from dial_lsp.text import Edit, Source, Span

    Choice = Callable[[Diagnostic], Fix | None]
    Edits = Mapping[str, Sequence[Edit]]

ROUNDS = 100


@dataclass(frozen=True, slots=True)
class Repair:
    """One fix that was made: of which rule, in which files."""

    rule: str
    title: str
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Repaired:
    """What the fixes made of a project."""

    analysis: Analysis
    repairs: tuple[Repair, ...]
    texts: Mapping[str, tuple[str, str]]  # path -> text before and after, of every file that is another now
    is_settled: bool  # whether the fixes came to an end


def safe_fix(diagnostic: Diagnostic) -> Fix | None:
    """The first fix that may be made without asking: it is safe, and lets nobody do more than before."""
    return next((fix for fix in diagnostic.fixes if fix.safe and not fix.effect.may_widen), None)


def fix_of(rules: Collection[str]) -> Choice:
    """The first fix of these rules, whatever it does to access: who names a rule has asked for it."""
    return lambda diagnostic: next(iter(diagnostic.fixes), None) if diagnostic.rule in rules else None


def repaired(analysis: Analysis, choose: Choice, *, rounds: int = ROUNDS) -> Repaired:
    """What the chosen fixes make of a project, at most so many rounds of them."""
    before = {source.path: source.text for source in _sources(analysis)}
    now = dict(before)
    seen = {tuple(now.values())}
    repairs: list[Repair] = []
    is_settled = False
    for _ in range(rounds):
        step = _round(analysis, choose)
        if step is None:
            is_settled = True
            break
        analysis = step.analysis
        repairs += step.repairs
        now |= {path: apply_edits(now[path], made) for path, made in step.edits.items()}
        if tuple(now.values()) in seen:
            break  # the fixes undo each other
        seen.add(tuple(now.values()))
    texts = {path: (before[path], now[path]) for path in now if now[path] != before[path]}
    return Repaired(analysis, tuple(repairs), texts, is_settled)


@dataclass(frozen=True, slots=True)
class _Step:
    analysis: Analysis
    edits: Edits
    repairs: tuple[Repair, ...]


def _round(analysis: Analysis, choose: Choice) -> _Step | None:
    chosen: list[tuple[Diagnostic, Fix]] = []
    taken: dict[str, list[Span]] = {}
    for diagnostic in analysis.diagnostics:
        fix = choose(diagnostic)
        if fix is not None and _keeps_clear(fix, taken):
            chosen.append((diagnostic, fix))
            for path, edit in _edits_of(fix):
                insort(taken.setdefault(path, []), edit.span)
    steps = [chosen] if len(chosen) > 1 else []
    steps += [[one] for one in chosen]
    return next(filter(None, (_step(analysis, step) for step in steps)), None)


def _step(analysis: Analysis, chosen: list[tuple[Diagnostic, Fix]]) -> _Step | None:
    """These fixes made at once; None if they damage a text or together widen what none of them does."""
    edits: dict[str, list[Edit]] = {}
    for _, fix in chosen:
        for path, edit in _edits_of(fix):
            edits.setdefault(path, []).append(edit)
    after = analysis.after(edits, _settings_after(analysis.settings, edits))
    if _problems(after) > _problems(analysis):
        return None
    is_widening = any(fix.effect.may_widen for _, fix in chosen)
    if len(chosen) > 1 and not is_widening and effect_of_edits(analysis, edits).may_widen:
        return None
    return _Step(after, edits, tuple(_repair(*one) for one in chosen))


def _problems(analysis: Analysis) -> int:
    return sum(len(document.problems) for document in analysis.documents)


def _settings_after(settings: Settings, edits: Edits) -> Settings:
    """The settings with what rules look at in an edited settings file."""
    source = settings.source
    if source is None or not edits.get(source.path):
        return settings
    new = parse_settings(apply_edits(source.text, edits[source.path]), source.path)
    return replace(settings, ignore=new.ignore, rules=new.rules, mistakes=new.mistakes, source=new.source)


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
