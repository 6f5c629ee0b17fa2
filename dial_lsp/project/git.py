"""The git command, which is asked to read and nothing else.

The repository may be somebody else's, and its own configuration can name programs: so only plumbing is called that
runs none of them, nothing is fetched, and nothing is read in the place of what was asked for.
"""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Final

from dial_lsp.notes import spoil

if TYPE_CHECKING:
    from pathlib import Path

HEAD: Final = "HEAD"
_OPTIONS = ("--no-pager", "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "",  # a partial clone fetches what it lacks, by programs that its configuration names
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_TERMINAL_PROMPT": "0",
}


class NoGitError(Exception):
    """The git command cannot be run."""


def git(*arguments: str, folder: Path | None = None, given: bytes = b"") -> bytes | None:
    """What git prints in a folder, else in the current one, to what it is given; None when it fails.

    Raises NoGitError.
    """
    spoil()
    command = ["git", *_OPTIONS, *arguments]
    environment = {**os.environ, **_ENVIRONMENT}
    try:
        done = subprocess.run(  # noqa: S603 -- the user's git
            command, capture_output=True, check=False, input=given, env=environment, cwd=folder
        )
    except OSError as error:
        raise NoGitError("the git command cannot be run, so revisions cannot be compared.") from error
    return done.stdout if done.returncode == 0 else None


def last_committed(path: Path) -> bytes | None:
    """A file as the last commit has it; None where there is no commit, or none with the file. Raises NoGitError."""
    if not path.parent.is_dir():
        return None
    return git("cat-file", "blob", f"{HEAD}:./{path.name}", folder=path.parent)
