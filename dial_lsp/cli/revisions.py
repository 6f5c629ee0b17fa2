"""Files as they were in a revision, through the git command, which is asked to read and nothing else.

The repository may be somebody else's, and its own configuration can name programs: so only plumbing is called that
runs none of them, nothing is fetched, and nothing is read in the place of what was asked for.
"""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import click

from dial_lsp.project.encoding import decode
from dial_lsp.project.opened import texts_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dial_lsp.text import Source


HEAD = "HEAD"


def range_of(text: str) -> tuple[str, str, bool] | None:
    """The two ends of ``OLD..NEW`` or, from where they parted, ``OLD...NEW``; a missing one is HEAD.

    The last says whether it is the second. None for anything else and for what names a file.
    """
    dots = "..." if "..." in text else ".."
    old, found, new = text.partition(dots)
    if not found or new.startswith(".") or os.path.exists(text) or "/" in (old[-1:], new[:1]):  # noqa: PTH110 -- a word
        return None
    return old or HEAD, new or HEAD, dots == "..."


def commit_of(revision: str) -> str | None:
    """The commit that a revision names; None where it names none, or there is no repository here."""
    if not revision or revision.startswith("-"):
        return None
    try:
        found = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except (click.ClickException, ValueError):  # without git, or of no text for it
        return None
    return found.decode().strip() if found else None


def merge_base(old: str, new: str) -> str:
    """The commit where two revisions parted. Raises ClickException."""
    commits = [_known(revision) for revision in (old, new)]
    found = _git("merge-base", *commits)
    if not found:
        raise click.ClickException(f'"{old}" and "{new}" have no commit in common.')
    return found.decode().strip()[:_SHORT]


def sources_at(revision: str, paths: Sequence[str]) -> tuple[Source, ...]:
    """The files that a revision has, named with it; those it lacks are left out. Raises ClickException."""
    _known(revision)
    found: list[Source] = []
    for path in paths:
        relative = os.path.relpath(path).replace(os.sep, "/")
        data = _git("cat-file", "blob", f"{revision}:./{relative}")
        if data is not None:
            found += texts_in(f"{revision}:{path}", decode(data).text)
    return tuple(found)


def sources_of_blob(name: str) -> tuple[Source, ...]:
    """The texts of ``REV:PATH``; as in git the path is from the root of the repository unless it begins with a dot."""
    data = _git("cat-file", "blob", name) if not name.startswith("-") else None
    if data is None:
        raise click.ClickException(f'there is no "{name}" in the git repository here.')
    return texts_in(name, decode(data).text)


def _known(revision: str) -> str:
    _git("--version")  # raises where there is none
    commit = commit_of(revision)
    if commit is None:
        raise click.ClickException(f'"{revision}" is no revision of a git repository here.')
    return commit


_SHORT = 12  # characters of a commit in the places of what it has
_OPTIONS = ("--no-pager", "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "",  # a partial clone fetches what it lacks, by programs that its configuration names
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_TERMINAL_PROMPT": "0",
}


def _git(*arguments: str) -> bytes | None:
    """What git prints; None when it fails. Raises ClickException where there is no git."""
    command = ["git", *_OPTIONS, *arguments]
    try:
        done = subprocess.run(  # noqa: S603 -- the user's git
            command, capture_output=True, check=False, stdin=subprocess.DEVNULL, env={**os.environ, **_ENVIRONMENT}
        )
    except OSError as error:
        raise click.ClickException("the git command cannot be run, so revisions cannot be compared.") from error
    return done.stdout if done.returncode == 0 else None
