"""``python -m tests.fuzz.run [TARGET...]``: new inputs for each target in turn, and how many there were."""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING, Any, NamedTuple

from hypothesis import HealthCheck, given, seed, settings

from benchmarks.page import write_section
from tests.fuzz.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.fuzz.inputs import Input

TITLE = "Laws under fuzzing"
AT_ONCE = 50  # inputs, before the next target has its turn
LOOSE = settings(
    max_examples=AT_ONCE, database=None, deadline=None, derandomize=False, suppress_health_check=list(HealthCheck)
)


class Outcome(NamedTuple):
    """How many inputs each target had, which laws were broken, and the seeds."""

    counts: Counter[str]
    broken: tuple[str, ...]
    seeds: range

    def table(self) -> str:
        """The counts for people and for a page."""
        rows = [
            f"| {name} | {TARGETS[name][0].__name__.replace('_', ' ')} | {count:,} | {self.broken.count(name)} |"
            for name, count in self.counts.items()
        ]
        return "\n".join(["| target | law | inputs | broken |", "|---|---|---:|---:|", *rows])


def say(text: str) -> None:
    """Print a line."""
    sys.stdout.write(text + "\n")


def counted(name: str, counts: Counter[str]) -> Callable[..., Any]:
    """A target as a test of hypothesis that counts its inputs."""
    law, made = TARGETS[name]

    def test(given: Input) -> None:
        counts[name] += 1
        law(given)

    return LOOSE(given(made)(test))


def run(names: list[str], minutes: float, start: int) -> Outcome:
    """Try targets until the time is over."""
    counts: Counter[str] = Counter()
    broken: list[str] = []
    tests = {name: counted(name, counts) for name in names}
    end = time.monotonic() + minutes * 60
    number = start
    while time.monotonic() < end and len(broken) < len(tests):
        number += 1
        for name, test in tests.items():
            if name in broken:
                continue
            try:
                seed(number)(test)()
            except Exception:  # noqa: BLE001 -- whatever it is, the law is broken
                broken.append(name)
                say(f"{name}: broken with seed {number}\n{traceback.format_exc()}")
    return Outcome(counts, tuple(broken), range(start + 1, number + 1))


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Look for inputs that break a law.")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="one of " + ", ".join(TARGETS))
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=None, help="where to begin; default: anywhere")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="write the counts into this page")
    said = parser.parse_args()
    if unknown := set(said.targets) - TARGETS.keys():
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    start = SystemRandom().randrange(10**9) if said.seed is None else said.seed
    outcome = run(said.targets or list(TARGETS), said.minutes, start)
    seeds = f"Seeds {outcome.seeds.start} to {outcome.seeds.stop - 1}, {AT_ONCE} inputs of each."
    say(f"{seeds}\n\n{outcome.table()}")
    if said.write:
        write_section(said.write, TITLE, f"\n{outcome.table()}\n\n{seeds}\n")
    sys.exit(1 if outcome.broken else 0)


if __name__ == "__main__":
    main()
