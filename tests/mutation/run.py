"""``python -m tests.mutation.run``: how many small mistakes in our own code make a test fail.

It needs what ``locks/mutation.txt`` names. Each mutant is run in a copy of the project by the tests that run its line,
until one fails; a mutant under which none fails has survived.
"""

from __future__ import annotations

import argparse
import difflib
import math
import multiprocessing
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.page import write_section
from tests.mutation.covering import TARGET, Covering
from tests.mutation.mutants import Mutant, drawn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parents[2]
TITLE = "Mutation of our own code"
TESTS = (
    "tests/access", "tests/engine", "tests/masking", "tests/model", "tests/names", "tests/reports", "tests/rulekit",
    "tests/rules", "tests/features", "tests/syntax", "tests/fuzz", "tests/test_keystrokes.py",
)  # fmt: skip
PATIENCE = 120  # seconds of computing, after which a mutant counts as killed: it does not end
WAITING = 3600  # seconds by the clock, for what waits and does not compute, on a machine with other work
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(
    ["pytest", "hypothesis", "jinja2", "jsonschema", "lark", "lsprotocol.types", "rapidfuzz", "ruamel.yaml"]
)
LOADED_BEFORE = "ignore::pytest.PytestAssertRewriteWarning"
CERTAINTY = 1.96  # standard deviations: 95 %


@dataclass(frozen=True, slots=True)
class Area:
    """Files that belong together, and the tests that are theirs."""

    files: tuple[str, ...]
    tests: tuple[str, ...]


AREAS: Mapping[str, Area] = {
    "access": Area(("dial_lsp/access/*.py",), ("tests/access",)),
    "repair": Area(("dial_lsp/engine/repair.py",), ("tests/engine/test_repair", "tests/rules/test_fixes_of_rules")),
    "fixes": Area(("dial_lsp/engine/fixes.py",), ("tests/engine/test_fixes", "tests/rules/test_fixes_of_rules")),
    "incremental": Area(
        (
            "dial_lsp/syntax/incremental.py", "dial_lsp/engine/findings.py", "dial_lsp/engine/placing.py",
            "dial_lsp/model/reads.py", "dial_lsp/model/tables.py",
        ),
        ("tests/syntax/test_incremental", "tests/engine", "tests/model/test_tables"),
    ),
    "masking": Area(("dial_lsp/masking/*.py",), ("tests/masking",)),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Score:
    """How many of how many were killed."""

    killed: int
    of: int

    def __str__(self) -> str:
        low, high = interval(self.killed, self.of)
        return f"{self.killed / max(self.of, 1):.0%} ({low:.0%} to {high:.0%})"


def interval(killed: int, of: int) -> tuple[float, float]:
    """Where the share lies with a certainty of 95 % (Wilson's interval)."""
    if not of:
        return 0.0, 1.0
    share, square = killed / of, CERTAINTY**2
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = CERTAINTY * math.sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def area_of(path: str) -> str | None:
    """The name of the area that a file belongs to."""
    return next((name for name, area in AREAS.items() if any(fnmatch(path, one) for one in area.files)), None)


def copied(folder: Path) -> Path:
    """The project as git knows it, with what is changed."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


def passes(folder: Path, arguments: Sequence[str], patience: int | None, target: str = "") -> bool:
    """Whether pytest passes and computes no longer than that, in a process that has loaded all but our code before."""
    running = FORKS.Process(target=_test, args=(folder, [*arguments], patience, target))
    running.start()
    running.join(patience and WAITING)
    if running.exitcode is None and running.pid is not None:
        os.killpg(running.pid, signal.SIGKILL)
        running.join()
    return running.exitcode == 0


def _test(folder: Path, arguments: list[str], patience: int | None, target: str) -> None:
    os.setsid()
    if patience is not None:
        resource.setrlimit(resource.RLIMIT_CPU, (patience, patience))
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    os.environ |= {"PYTHONPATH": str(folder), TARGET: target}
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    sys.exit(pytest.main(["-p", "no:cacheprovider", "-W", LOADED_BEFORE, *arguments]))


def survives(folder: Path, mutant: Mutant, tests: Sequence[str]) -> bool:
    """Whether none of these tests fails under a mutant. The file is as before afterwards."""
    path = folder / mutant.path
    if not tests:
        return True
    times = path.stat()
    path.write_text(mutant.text, encoding="utf-8")
    os.utime(path, (mutant.number, mutant.number))  # else what Python has compiled might be taken for it
    try:
        return passes(folder, ["-x", *tests], PATIENCE)
    finally:
        path.write_text(mutant.before, encoding="utf-8")
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def difference(mutant: Mutant) -> str:
    """A mutant for people: the lines that differ."""
    lines = list(difflib.unified_diff(mutant.before.splitlines(), mutant.text.splitlines(), lineterm="", n=0))[3:]
    return "\n".join([f"{mutant.path}:{mutant.line} {mutant.operator}", *lines])


def table(killed: Counter[str], drawn_of: Counter[str]) -> str:
    """The counts for people and for a page."""
    rows = [
        f"| {name} | {drawn_of[name]} | {killed[name]} | {Score(killed[name], drawn_of[name])} |"
        for name in AREAS
        if drawn_of[name]
    ]
    total = f"| all | {drawn_of.total()} | {killed.total()} | {Score(killed.total(), drawn_of.total())} |"
    return "\n".join(["| where | mutants | killed | score, with 95 % certainty |", "|---|---:|---:|---|", *rows, total])


def outcomes(
    count: int, seed: int, areas: Sequence[str], known: Path | None, tests: Sequence[str] = ()
) -> Iterator[tuple[Mutant, bool]]:
    """Each mutant, and whether it survived ``tests``, or else those that run its line.

    Raises RuntimeError where the tests fail without any.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = copied(Path(name))
        noted = known or folder / "covering.json"
        noting = [] if tests else ["-p", "tests.mutation.covering"]
        if (tests or not noted.exists()) and not passes(
            folder, [*noting, *(tests or TESTS)], None, "" if tests else str(noted.resolve())
        ):
            raise RuntimeError("the tests fail, or do not run, without a mutant")
        covering = None if tests else Covering.read(noted)
        for area in areas:
            paths = sorted(
                path.relative_to(folder).as_posix() for one in AREAS[area].files for path in folder.glob(one)
            )
            for mutant in drawn(folder, paths, count // len(areas), seed):
                judges = covering.tests(mutant.path, mutant.line, AREAS[area].tests) if covering else tests
                yield mutant, survives(folder, mutant, judges)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description="Put small mistakes into our own code and count those that no test sees."
    )
    parser.add_argument("areas", nargs="*", metavar="AREA", help="one of " + ", ".join(AREAS))
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--covering", type=Path, metavar="FILE", help="where to keep which tests run which lines")
    parser.add_argument("--tests", nargs="+", default=(), metavar="TEST", help="judge all mutants by these tests alone")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="write the counts into this page")
    said = parser.parse_args()
    if unknown := set(said.areas) - AREAS.keys():
        parser.error(f"no such area: {', '.join(sorted(unknown))}")
    killed, of = Counter[str](), Counter[str]()
    for mutant, survived in outcomes(said.count, said.seed, said.areas or list(AREAS), said.covering, said.tests):
        area = area_of(mutant.path) or ""
        of[area] += 1
        killed[area] += not survived
        if survived:
            print(difference(mutant), end="\n\n", flush=True)  # noqa: T201
    print(table(killed, of))  # noqa: T201
    if said.write:
        again = f"`python -m tests.mutation.run --count {said.count} --seed {said.seed}` names those that survived."
        write_section(said.write, TITLE, f"{table(killed, of)}\n\n{again}")


if __name__ == "__main__":
    main()
