"""Files as they were in a revision, through the git command, which is asked to read and nothing else."""

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


def _git(*arguments: str) -> bytes | None:
    """What git prints; None when it fails. Raises ClickException where there is no git."""
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=False)  # noqa: S603, S607 -- the user's git
    except OSError as error:
        raise click.ClickException("the git command cannot be run, so revisions cannot be compared.") from error
    return done.stdout if done.returncode == 0 else None
