"""What a change does to a baseline."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dial_lsp.reports.baseline import Baseline, read
from dial_lsp.reports.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.cli.judges.bench import Bench
    from dial_lsp.reports.judged import Changed

_KIND = "baseline"
_NAMED = 5


def baseline_changes(old: Bench, new: Bench) -> Iterator[Changed]:
    """How many findings a baseline knows more than before, and of which rules; and how many less."""
    key = new.baseline
    if key is None:
        return
    path = new.checkout.path(key)
    before, after = _counts(old, key), _counts(new, key)
    if after is None and (new.read(key) is not None or old.read(key) is not None):
        yield new.changed(_KIND, path, 0, "is gone" if new.read(key) is None else "is no baseline")
    if before is None and after is not None:
        yield new.changed(_KIND, path, 0, "is new")
    more, less = ((one or Counter()) - (other or Counter()) for one, other in ((after, before), (before, after)))
    if more:
        yield new.changed(_KIND, path, 0, f"knows {counted(more.total(), 'more finding')}{_rules(more)}")
    if less:
        yield new.changed(_KIND, path, 0, f"knows {counted(less.total(), 'finding')} less{_rules(less)}")


def _counts(bench: Bench, key: str) -> Counter[tuple[str, str, str]] | None:
    text = bench.read(key)
    try:
        found = read(text) if text is not None else None
    except ValueError:
        return None
    return None if found is None else _of(found)


def _of(baseline: Baseline) -> Counter[tuple[str, str, str]]:
    return Counter({(known.path, known.rule, known.place): count for known, count in baseline.counts.items()})


def _rules(counts: Counter[tuple[str, str, str]]) -> str:
    rules: Counter[str] = Counter()
    for (_, rule, _), count in counts.items():
        rules[rule] += count
    named = [f"{rule} {count}" for rule, count in rules.most_common(_NAMED)]
    rest = len(rules) - _NAMED
    return f" ({', '.join(named)}{f' and {rest} more rules' if rest > 0 else ''})"
