"""Configurations of DIAL that others have published: ``python -m benchmarks.public_files FOLDER`` fetches them.

``public_files.tsv`` names each by its repository, commit and path; all are under Apache-2.0 or MIT. Of a commit only
the files that are named are fetched, with git. ``python -m benchmarks.ecosystem OLD FOLDER`` compares what is said.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LIST = Path(__file__).with_name("public_files.tsv")
HOST = "https://github.com"


class PublicFile(NamedTuple):
    """A file as somebody published it."""

    repository: str
    commit: str
    path: str

    @property
    def name(self) -> str:
        """What it is called where it is kept."""
        suffix = PurePosixPath(self.path).suffix
        place = f"{self.repository}/{self.path}".removesuffix(suffix).replace("/", "__")
        return f"{place}@{self.commit[:7]}{suffix}"


def listed(text: str) -> list[PublicFile]:
    """The files of a list; its first line says what stands in the columns."""
    return [PublicFile(*line.split("\t")) for line in text.splitlines()[1:]]


def fetch(files: Iterable[PublicFile], folder: Path, host: str = HOST) -> Iterator[str]:
    """Put files into a folder; what could not be fetched. Those that are there already stay."""
    missing: dict[tuple[str, str], list[PublicFile]] = defaultdict(list)
    for one in files:
        if not (folder / one.name).exists():
            missing[one.repository, one.commit].append(one)
    for (repository, commit), wanted in missing.items():
        with tempfile.TemporaryDirectory() as name:
            _git(name, "init", "--quiet", "--bare")
            _git(name, "remote", "add", "origin", f"{host}/{repository}")
            is_there = _git(name, "fetch", "--quiet", "--depth=1", "--filter=blob:none", "origin", commit) is not None
            for one in wanted:
                text = _git(name, "cat-file", "blob", f"{commit}:{one.path}") if is_there else None
                if text is None:
                    yield f"{one.path} of {repository} at {commit[:7]} cannot be fetched"
                else:
                    (folder / one.name).write_bytes(text)


def _git(folder: str, *arguments: str) -> bytes | None:
    """What git prints; None where it fails."""
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0"}
    done = subprocess.run(
        ["git", "-C", folder, *arguments],  # noqa: S607 -- the user's git
        env=environment,
        stdout=subprocess.PIPE,
        check=False,
    )
    return done.stdout if done.returncode == 0 else None


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    files = listed(LIST.read_text(encoding="utf-8"))
    print(f"{len(files)} files of {len({one.repository for one in files})} repositories, less than 1 MB")
    failed = list(fetch(files, folder))
    print("\n".join(failed) or f"All are in {folder}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
