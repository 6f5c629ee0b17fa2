"""``python -m tests.fuzz.run [--minutes M] [TARGET...]``: new inputs for each target in turn, and how many there were.

With ``--atheris`` coverage guides the choice of inputs for one target, where that package is installed.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections import Counter
from importlib import import_module
from random import SystemRandom
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, seed, settings

from tests.fuzz.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.fuzz.inputs import Input

AT_ONCE = 50  # inputs, before the next target has its turn
LOOSE = settings(
    max_examples=AT_ONCE, database=None, deadline=None, derandomize=False, suppress_health_check=list(HealthCheck)
)


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


def run(names: list[str], minutes: float, start: int) -> int:
    """Try targets until the time is over; how many laws were broken."""
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
    say(f"Seeds {start + 1:,} to {number:,}:")
    for name in names:
        say(f"{counts[name]:>10,} {name}{': BROKEN' if name in broken else ''}")
    return len(broken)


def guided(name: str, arguments: list[str]) -> None:
    """Have atheris choose the inputs of a target, until it is stopped."""
    atheris = import_module("atheris")  # not everywhere

    test = counted(name, Counter())
    atheris.instrument_all()
    atheris.Setup([sys.argv[0], *arguments], test.hypothesis.fuzz_one_input)  # type: ignore[attr-defined]
    atheris.Fuzz()


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Look for inputs that break a law.")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="one of " + ", ".join(TARGETS))
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=None, help="where to begin; default: anywhere")
    parser.add_argument("--atheris", action="store_true", help="have coverage guide the choice; other options go to it")
    said, others = parser.parse_known_args()
    if unknown := set(said.targets) - TARGETS.keys():
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    if said.atheris:
        guided(said.targets[0] if said.targets else "check", others)
        return
    start = SystemRandom().randrange(10**9) if said.seed is None else said.seed
    sys.exit(1 if run(said.targets or list(TARGETS), said.minutes, start) else 0)


if __name__ == "__main__":
    main()
