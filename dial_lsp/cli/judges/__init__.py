"""What a change does to its own judges: to all in a repository that says what of a configuration is found.

Whoever may change a configuration may also switch off, in the same change, what would object to it. So reports of a
change begin with what it does to its judges, and ``--judge-by REV`` takes them from a revision that it cannot touch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.cli.judges.baselines import baseline_changes
from dial_lsp.cli.judges.bench import Bench, masked
from dial_lsp.cli.judges.comments import comment_changes
from dial_lsp.cli.judges.ignores import ignore_changes
from dial_lsp.cli.judges.policies import policy_changes
from dial_lsp.cli.judges.settings import settings_changes, telling_changes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dial_lsp.reports.judged import Changed

    Judge = Callable[[Bench, Bench], Iterator[Changed]]

JUDGES: tuple[Judge, ...] = (
    settings_changes,
    telling_changes,
    ignore_changes,
    comment_changes,
    baseline_changes,
    policy_changes,
)
"""Each tells what is otherwise about one kind of judge. To add one, write such a function and name it here."""


def judge_changes(benches: Iterable[tuple[Bench, Bench]]) -> tuple[Changed, ...]:
    """What is otherwise about the judges of all configurations, everything once and without any secret."""
    found = (masked(changed, old, new) for old, new in benches for judge in JUDGES for changed in judge(old, new))
    return tuple(dict.fromkeys(found))
