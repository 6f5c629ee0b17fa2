"""Which lines of files are others than in a revision."""

from __future__ import annotations

import os
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import click

from dial_lsp.cli.revisions import blob, commit_of
from dial_lsp.project.encoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dial_lsp.text import Source


def lines_since(revision: str, now: Iterable[Source]) -> Mapping[str, frozenset[int]]:
    """The lines, from 1, that were added or changed, by path; all of a file that is new. Raises UsageError.

    ``REV..`` and ``REV...`` mean REV, as where the work since then is meant.
    """
    commit = commit_of(revision.rstrip("."))
    if commit is None:
        raise click.UsageError("--changed names no revision of a git repository here.")
    return {source.file: _changed(_before(commit, source.file), _whole(source)) for source in now}


def _before(commit: str, path: str) -> str | None:
    found = blob(f"{commit}:./{os.path.relpath(path).replace(os.sep, '/')}")
    return None if found is None else decode(found).text


def _whole(source: Source) -> str:
    """The text of a file, also of one in which the text of a configuration stands."""
    return source.host.source.text if source.host else source.text


def _changed(before: str | None, now: str) -> frozenset[int]:
    lines = now.splitlines()
    if before is None:
        return frozenset(range(1, len(lines) + 1))
    blocks = SequenceMatcher(None, before.splitlines(), lines, autojunk=False).get_opcodes()
    return frozenset(line + 1 for tag, _, _, start, end in blocks if tag != "equal" for line in range(start, end))
