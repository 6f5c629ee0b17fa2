"""Whether policies would notice: each statement of the configuration is changed, and the policies are asked again.

A mutant that changes no answer of the relation is left out; that is exact, so none has to be judged by hand. Of the
others a statement is *pinned* if a policy fails, *asked* if it stands in the reasons of what one asks, else *free*.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dial_lsp.access.comparison import Comparison, finished
from dial_lsp.access.known_costs import KnownCosts
from dial_lsp.access.step import Steps
from dial_lsp.engine.fixes import changed, edits_of
from dial_lsp.model.exchange import exchanged
from dial_lsp.policies.asked import AskedPlaces
from dial_lsp.policies.mutants import mutants
from dial_lsp.policies.noticing import Noticing
from dial_lsp.policies.selectors import Selectors

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from datetime import date

    from dial_lsp.access import Access
    from dial_lsp.model.config import Config
    from dial_lsp.model.place import Place
    from dial_lsp.policies.mutants import Mutant
    from dial_lsp.policies.outcome import Report
    from dial_lsp.policies.policy import Policy

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
    asked, costs = AskedPlaces(holding, base), KnownCosts(access)
    held, might = (Noticing(policies, base, costs, today) for policies in (holding, suggested))
    tried: list[Tried] = []
    equal, comparison, steps, kept = 0, Comparison(access), Steps(access), access.kept
    for mutant in mutants(access):
        if not wanted(mutant.at):
            continue
        after = access.after(_with(access.config, mutant), kept)
        step = steps.to(after)
        if next(step.changes() if step else comparison.changes(after), None) is None:
            equal += 1
            continue
        failing = held.first_broken(after, step)
        fate: Fate = "pinned" if failing else "asked" if mutant.at in asked else "free"
        tried.append(Tried(mutant, fate, failing, None if failing else might.first_broken(after, step)))
        yield
    return Coverage(tuple(tried), equal)


def _with(config: Config, mutant: Mutant) -> Config:
    """The config in which a statement is changed."""
    return exchanged(config, mutant.change) or changed(config, edits_of(config, [mutant.change]))
