"""Whether policies would notice: each statement of the configuration is changed, and the policies are asked again.

A mutant that changes no answer of the relation is left out; that is exact, so none has to be judged by hand. Of the
others a statement is *pinned* if a policy fails, *asked* if it stands in the reasons of what one asks, else *free*.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dial_lsp.access.comparison import Comparison, finished
from dial_lsp.engine.fixes import changed, edits_of
from dial_lsp.policies.mutants import mutants
from dial_lsp.policies.selectors import Selectors
from dial_lsp.policies.statements import Scope
from dial_lsp.policies.trial import Concerned, Trial

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
    from datetime import date

    from dial_lsp.access import Access
    from dial_lsp.access.objects import Identity
    from dial_lsp.model.place import Place
    from dial_lsp.policies.mutants import Mutant
    from dial_lsp.policies.outcome import Report
    from dial_lsp.policies.policy import Policy
    from dial_lsp.syntax.tree import Pointer

Fate = Literal["pinned", "asked", "free"]
FATES: tuple[Fate, ...] = ("pinned", "asked", "free")


@dataclass(frozen=True, slots=True)
class Tried:
    """A mutant that changes access, what became of it, and the first policy that fails.

    Of one that is not pinned ``suggestion`` is the first of the policies that would pin it, if any were suggested.
    """

    mutant: Mutant
    fate: Fate
    policy: Policy | None = None
    suggestion: Policy | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """All mutants that change something; ``equal`` is how many others were left out."""

    tried: tuple[Tried, ...]
    equal: int

    def count(self, fate: Fate) -> int:
        """How many came to this."""
        return sum(each.fate == fate for each in self.tried)

    @property
    def percent(self) -> float:
        """How many of a hundred are pinned; all of none."""
        return 100 * self.count("pinned") / len(self.tried) if self.tried else 100.0


def coverage(
    report: Report,
    access: Access,
    today: date,
    *,
    wanted: Callable[[Place], bool] = lambda _: True,
    suggested: Sequence[Policy] = (),
) -> Coverage:
    """What becomes of every mutant whose statement is ``wanted``. Only policies that hold can notice.

    ``suggested`` are policies that hold and might pin what those of the report do not.
    """
    return finished(coverage_in_steps(report, access, today, wanted=wanted, suggested=suggested))


def coverage_in_steps(
    report: Report,
    access: Access,
    today: date,
    *,
    wanted: Callable[[Place], bool] = lambda _: True,
    suggested: Sequence[Policy] = (),
) -> Generator[None, None, Coverage]:
    """The same a mutant at a time, for whoever has others to wait for."""
    holding = [outcome.policy for outcome in report.outcomes if outcome.holds]
    base = Selectors(access, report.file.groups)
    asked = _Asked(_asked(holding, base))
    held, might = Concerned(holding, base), Concerned(suggested, base)
    tried: list[Tried] = []
    equal, comparison = 0, Comparison(access)
    list(comparison.changes(access))  # what the others differ little from
    kept = access.kept
    for mutant in mutants(access):
        if not wanted(mutant.at):
            continue
        after = access.after(changed(access.config, edits_of(access.config, [mutant.change])), kept)
        changes = list(comparison.changes(after))
        if not changes:
            equal += 1
            continue
        trial = Trial(base, after, changes, today)
        failing = trial.first_broken(held.by(trial.objects))
        fate: Fate = "pinned" if failing else "asked" if mutant.at in asked else "free"
        tried.append(Tried(mutant, fate, failing, None if failing else trial.first_broken(might.by(trial.objects))))
        yield
    return Coverage(tuple(tried), equal)


class _Asked:
    """Places that stand in reasons, with what is inside of them, and what they are inside of."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._known: dict[object, set[Pointer]] = {}
        for place in places:
            self._known.setdefault(place.entry, set()).add(place.pointer)

    def __contains__(self, place: Place) -> bool:
        return any(
            pointer[: len(place.pointer)] == place.pointer or (pointer and place.pointer[: len(pointer)] == pointer)
            for pointer in self._known.get(place.entry, ())
        )


def _asked(policies: list[Policy], selectors: Selectors) -> Iterator[Place]:
    """Every place in the reasons of what the policies ask."""
    seen: set[tuple[object, Identity]] = set()
    for policy in policies:
        scope = Scope(policy, selectors)
        for subject, found in scope.asked():
            if (subject, found.identity) not in seen:
                seen.add((subject, found.identity))
                yield from (step.at for step in selectors.access.because(subject, found) if step.at is not None)
