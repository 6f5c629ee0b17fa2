"""Which findings on real files a change adds and removes, compared with the code of another revision.

``python -m benchmarks.ecosystem OLD [FILE_OR_FOLDER]...``: each file is a configuration of its own, checked without
settings by the code of ``OLD`` and by the code as it is here. Without a file: those of this repository. The output is
Markdown, for people and for the summary of a pull request.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parent.parent
OURS = ("docs/demo", "tests/realworld")
CONFIGS = (".json", ".yaml", ".yml")
AT_ONCE = 100  # files
SHOWN = 200  # lines; the summary of a job has a limit


class Found(NamedTuple):
    """A finding, as far as it is compared."""

    rule: str
    severity: str
    path: str
    line: int
    message: str


def files_in(places: Iterable[str]) -> list[str]:
    """The files named, and those in the folders named that may hold a configuration."""
    found: set[str] = set()
    for place in map(Path, places):
        inside = (path for path in place.rglob("*") if path.suffix in CONFIGS and path.is_file())
        found.update(map(str, inside if place.is_dir() else [place]))
    return sorted(found)


def findings(code: Path, files: list[str], root: Path = ROOT) -> Counter[Found]:
    """What the code in a folder says of files. Raises RuntimeError where it does not do its work."""
    command = [
        sys.executable,
        "-P",
        "-m",
        "dial_lsp",
        "check",
        "--format",
        "jsonl",
        "--no-config",
        "--fail-on",
        "never",
    ]
    environment = {**os.environ, "PYTHONPATH": str(code), "PYTHONUTF8": "1", "DIAL_LINT_NO_CACHE": "1"}
    found: Counter[Found] = Counter()
    waiting = iter(files)
    while some := list(islice(waiting, AT_ONCE)):
        done = subprocess.run(
            [*command, *some], cwd=root, env=environment, capture_output=True, encoding="utf-8", check=False
        )
        if done.returncode not in {0, 1, 2}:  # 2: some file cannot be read, which both say
            raise RuntimeError(done.stderr)
        found.update(map(_found, done.stdout.splitlines()))
    return found


def _found(line: str) -> Found:
    said = json.loads(line)
    return Found(said["rule"], said["severity"], said["path"], said["range"]["start"]["line"], said["message"])


def unpack(revision: str, folder: Path, root: Path = ROOT) -> None:
    """Put the code of a revision into a folder. Raises CalledProcessError for one that is not known."""
    archive = subprocess.run(
        ["git", "archive", "--format=tar", "--end-of-options", revision, "dial_lsp"],  # noqa: S607 -- the user's git
        cwd=root,
        stdout=subprocess.PIPE,
        check=True,
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
        packed.extractall(folder, filter="data")


def report(before: Counter[Found], after: Counter[Found], files: int) -> Iterator[str]:
    """The difference as Markdown, line by line."""
    added, removed = after - before, before - after
    yield f"{files} files: {added.total()} findings come, {removed.total()} go, {(before & after).total()} stay."
    if not added and not removed:
        return
    rules = Counter(one.rule for one in added.elements()), Counter(one.rule for one in removed.elements())
    yield from ("", "| rule | come | go |", "|---|---:|---:|")
    yield from (f"| `{rule}` | {rules[0][rule]} | {rules[1][rule]} |" for rule in sorted(rules[0].keys() | rules[1]))
    changes = sorted([(one, "+") for one in added.elements()] + [(one, "-") for one in removed.elements()], key=_place)
    yield from ("", "```diff")
    for one, sign in changes[:SHOWN]:
        yield f"{sign} {one.path}:{one.line} {one.severity}[{one.rule}] {one.message}"
    yield "```"
    if len(changes) > SHOWN:
        yield f"{len(changes) - SHOWN} more are not shown."


def _place(change: tuple[Found, str]) -> tuple[str, int, str, str]:
    found, sign = change
    return found.path, found.line, "" if sign == "-" else sign, found.message


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("old", metavar="OLD", help="a revision, such as origin/main")
    parser.add_argument("places", nargs="*", metavar="FILE_OR_FOLDER")
    said = parser.parse_args()
    files = files_in(str(Path(place).resolve()) for place in said.places) or files_in(OURS)
    with tempfile.TemporaryDirectory() as folder:
        try:
            unpack(said.old, Path(folder))
        except subprocess.CalledProcessError:
            parser.error(f"{said.old} is no revision of this repository with dial_lsp in it")
        for line in report(findings(Path(folder), files), findings(ROOT, files), len(files)):
            print(line)


if __name__ == "__main__":
    main()
