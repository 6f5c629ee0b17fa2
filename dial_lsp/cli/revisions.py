"""What a git repository has in its revisions, through the git command, which is asked to read and nothing else.

The repository may be somebody else's, and its own configuration can name programs: so only plumbing is called that
runs none of them, nothing is fetched, and nothing is read in the place of what was asked for.
"""

from __future__ import annotations

import os
import re
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from dial_lsp.disk import exists, is_name, real
from dial_lsp.project.git import NoGitError, git

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


HEAD = "HEAD"


class Blob(NamedTuple):
    """A file of a revision: its path from the root of the repository, and where git keeps what it holds.

    ``inside`` is the path of the submodule whose git keeps it, empty where that is the repository itself.
    """

    path: str
    mode: str
    object: str
    size: int
    inside: str = ""

    @property
    def is_link(self) -> bool:
        """Whether it is a link, and holds the path of something else."""
        return self.mode == "120000"


def range_of(text: str) -> tuple[str, str, bool] | None:
    """The two ends of ``OLD..NEW`` or, from where they parted, ``OLD...NEW``; a missing one is HEAD.

    The last says whether it is the second. None for anything else and for what names a file.
    """
    dots = "..." if "..." in text else ".."
    old, found, new = text.partition(dots)
    if not found or new.startswith(".") or exists(text) or "/" in (old[-1:], new[:1]):
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


def short(revision: str) -> str:
    """A revision as people read it: of the full name of a commit the beginning."""
    return revision[:_SHORT] if re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", revision) else revision


def known_commit(revision: str) -> str:
    """The commit that a revision names. Raises ClickException where it names none."""
    _git("--version")  # raises where there is none
    commit = commit_of(revision)
    if commit is None:
        raise click.ClickException(missing(revision))
    return commit


def missing(revision: str) -> str:
    """Why a revision names no commit here, and what to do."""
    if _git("rev-parse", "--git-dir") is None:
        return f"there is no git repository here, and so no revision; {_WITHOUT}"
    if revision == HEAD:
        return f"there is no commit yet; {_WITHOUT}"
    told = f'"{revision}" is no revision of the git repository here.'
    return told + (shallow_hint() or " If it is one of another repository or clone, fetch it first (git fetch).")


def shallow_hint() -> str:
    """What to say besides where a revision is missing and the clone has only a part of the history."""
    is_shallow = (_git("rev-parse", "--is-shallow-repository") or b"").strip() == b"true"
    return " This clone is shallow: fetch more, as with fetch-depth: 0 or git fetch --unshallow." if is_shallow else ""


def merge_base(old: str, new: str) -> str:
    """The commit where two revisions parted. Raises ClickException."""
    commits = [known_commit(revision) for revision in (old, new)]
    found = _git("merge-base", *commits)
    if not found:
        raise click.ClickException(f'"{old}" and "{new}" have no commit in common.')
    return found.decode().strip()[:_SHORT]


def worktree() -> str:
    """The root of the files that belong to the repository here. Raises ClickException where there are none."""
    found = _git("rev-parse", "--show-toplevel")
    if not found:
        raise click.ClickException("there is no working tree of a git repository here.")
    return real(os.fsdecode(found.rstrip(b"\n")))


def blobs_of(revision: str) -> Iterator[Blob]:
    """The files of a revision, links among them, and those of its submodules as far as they are here.

    Raises ClickException.
    """
    commit = known_commit(revision)
    if _git("cat-file", "-e", f"{commit}^{{tree}}") is None:
        raise click.ClickException(f'git cannot list the files of "{revision}".')
    yield from _blobs(commit, "")


def _blobs(commit: str, inside: str) -> Iterator[Blob]:
    for line in (_git("ls-tree", "-r", "-l", "-z", "--full-tree", commit, inside=inside) or b"").split(b"\0"):
        told, _, name = line.partition(b"\t")
        path = f"{inside}/{os.fsdecode(name)}" if inside else os.fsdecode(name)
        match told.decode().split():
            case [mode, "blob", found, size] if size.isdigit():
                yield Blob(path, mode, found, int(size), inside)
            case [_, "commit", found, _] if _is_submodule(path):
                yield from _blobs(found, path)


def _is_submodule(path: str) -> bool:
    """Whether the repository of a submodule is here, and at its place."""
    folder = os.path.join(worktree(), path)  # noqa: PTH118
    return real(folder) == folder and is_name(os.path.join(folder, ".git"))  # noqa: PTH118


def blob(name: str) -> bytes | None:
    """What the file of ``REV:PATH`` holds; None where there is none."""
    return None if name.startswith("-") else _git("cat-file", "blob", name)


def is_folder(name: str) -> bool:
    """Whether ``REV:PATH`` is a folder."""
    return not name.startswith("-") and (_git("cat-file", "-t", name) or b"").strip() == b"tree"


def contents(blobs: Iterable[Blob]) -> Iterator[tuple[Blob, bytes]]:
    """What files hold; those that git does not have, as in a partial clone, are left out."""
    for inside, found in groupby(blobs, key=lambda blob: blob.inside):
        yield from _contents(found, inside)


def _contents(blobs: Iterator[Blob], inside: str) -> Iterator[tuple[Blob, bytes]]:
    while wanted := list(islice(blobs, _AT_ONCE)):
        given = "".join(f"{blob.object}\n" for blob in wanted).encode()
        answer = _git("cat-file", "--batch", given=given, inside=inside) or b""
        at = 0
        for blob in wanted:
            end = answer.find(b"\n", at)
            if answer[at:end].endswith(b" missing"):
                at = end + 1
            elif end >= 0:
                yield blob, answer[end + 1 : end + 1 + blob.size]
                at = end + 2 + blob.size


def renames(old: str, new: str | None) -> dict[str, str]:
    """The files that have another path in a later revision or, for None, in what is staged: earlier -> later path."""
    later = ("--cached", known_commit(old)) if new is None else ("-r", known_commit(old), known_commit(new))
    command = "diff-index" if new is None else "diff-tree"
    found = _git(command, "-M", "--diff-filter=R", "--name-status", "-z", *later) or b""
    words = [os.fsdecode(word) for word in found.split(b"\0")]
    return {words[at + 1]: words[at + 2] for at in range(0, len(words) - 2, 3)}


_AT_ONCE = 200  # files in the memory
_WITHOUT = "dial-lint diff OLD NEW compares two files or folders."
_SHORT = 12  # characters of a commit in the places of what it has


def _git(*arguments: str, given: bytes = b"", inside: str = "") -> bytes | None:
    """What git prints, in a submodule of this path if there is one; None when it fails.

    Raises ClickException where there is no git.
    """
    try:
        return git(*arguments, folder=Path(worktree(), inside) if inside else None, given=given)
    except NoGitError as error:
        raise click.ClickException(str(error)) from error
