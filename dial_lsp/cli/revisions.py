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


def revisions_of(text: str) -> tuple[str, str] | None:
    """The two ends of ``OLD..NEW``, a missing one being HEAD; None for anything else and for what names a file."""
    old, dots, new = text.partition("..")
    if not dots or new.startswith(".") or os.path.exists(text) or "/" in (old[-1:], new[:1]):  # noqa: PTH110 -- a word
        return None
    return old or "HEAD", new or "HEAD"


def sources_at(revision: str, paths: Sequence[str]) -> tuple[Source, ...]:
    """The files that a revision has, named with it; those it lacks are left out. Raises ClickException."""
    if revision.startswith("-") or _git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}") is None:
        raise click.ClickException(f'"{revision}" is no revision of a git repository here.')
    found: list[Source] = []
    for path in paths:
        relative = os.path.relpath(path).replace(os.sep, "/")
        data = _git("cat-file", "blob", f"{revision}:./{relative}")
        if data is not None:
            found += texts_in(f"{revision}:{path}", decode(data).text)
    return tuple(found)


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
