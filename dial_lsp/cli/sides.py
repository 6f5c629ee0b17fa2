"""What ``dial-lint diff`` compares: files, folders, and revisions as git names them.

A word that names a file is a file; only what names none is asked of git.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dial_lsp.cli import revisions
from dial_lsp.cli.checkouts import Checkout
from dial_lsp.cli.choice import chosen_projects, only_project
from dial_lsp.cli.compared import Compared, Sides, compared
from dial_lsp.cli.configurations import Configuration
from dial_lsp.cli.reading import sources_of
from dial_lsp.cli.revisions import HEAD, blob, commit_of, merge_base, missing, range_of
from dial_lsp.disk import exists, is_folder, real
from dial_lsp.project.encoding import decode
from dial_lsp.project.opened import texts_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dial_lsp.cli.diff import Options
    from dial_lsp.project.discovery import Project
    from dial_lsp.text import Source

_BOTH = 2


def compared_by(options: Options) -> Compared:
    """The configurations to compare, at least one pair. Raises ClickException in words for the user."""
    if not options.assume:
        return _before_and_now(options)
    files = options.files
    if not files or (len(files) == 1 and exists(files[0])):
        now = _present(options)
        found = Compared((Sides(now, now, are_named=True),))
    else:
        found = _before_and_now(options)
    from dial_lsp.cli.assuming import assumed_in

    return replace(found, sides=assumed_in(found.sides, options.assume))


def _before_and_now(options: Options) -> Compared:
    files = options.files
    ends = _ends(files)
    if ends is not None:
        old, new, rest = ends
        return compared(old, new, replace(options, files=rest))
    if len(files) == 1:
        named = _blob(files[0])
        if named is not None:
            return _of_files(files[0], named[1], options)
        if not exists(files[0]) and not set(",#") & set(files[0]) and blob(f"{HEAD}:./{files[0]}") is None:
            raise click.UsageError(f'there is no file "{files[0]}"; {missing(files[0])}')
        return compared(HEAD, None, options)
    if len(files) != _BOTH:
        raise click.UsageError("name two configurations, OLD and NEW; commas join the files of one.")
    return _of_files(files[0], files[1], options)


def _ends(files: tuple[str, ...]) -> tuple[str, str | None, tuple[str, ...]] | None:
    """The revision to begin with, the one to end with (None: the files as they are now), and the words behind them.

    None where the first word is no revision.
    """
    if not files:
        return HEAD, None, ()
    ends = range_of(files[0])
    if ends is not None:
        old, new, from_base = ends
        return merge_base(old, new) if from_base else old, new, files[1:]
    if exists(files[0]) or commit_of(files[0]) is None:
        return None
    if len(files) > 1 and _is_revision(files[1], files[0]):
        return files[0], files[1], files[2:]
    return files[0], None, files[1:]


def _is_revision(text: str, earlier: str) -> bool:
    """Whether a word names a commit, and no file, neither here nor in the earlier revision."""
    return not exists(text) and commit_of(text) is not None and blob(f"{earlier}:./{text}") is None


def _present(options: Options) -> Configuration:
    """The one configuration of the file or folder that is named, or that is here."""
    files = options.files
    if len(files) == 1 and not is_folder(files[0]):
        return _of_side(files[0], options)
    return _configuration(only_project(options, Path(files[0]) if files else None))


def _of_files(old: str, new: str, options: Options) -> Compared:
    return Compared((Sides(_of_side(old, options), _of_side(new, options), are_named=True),))


def _of_side(side: str, options: Options) -> Configuration:
    parts = [] if exists(side) else side.split(",")
    return _configuration(_project_of(side, options), parts)


def _configuration(project: Project, parts: Sequence[str] = ()) -> Configuration:
    """The configuration of a project that somebody named; ``parts`` are its files as they were named."""
    here = real(os.curdir)
    checkout = Checkout(here, here, os.path.dirname(here))  # noqa: PTH120
    keys = tuple(checkout.key(path) or path for path in project.paths)
    found: list[Source] = []
    for part in parts if any(map(_blob, parts)) else [""]:
        texts = (
            _sources_of_blob(part) if _blob(part) else sources_of(replace(project, paths=(part,)) if part else project)
        )
        if texts is None:
            return Configuration(checkout, project, keys, (), is_readable=False)
        found += texts
    return Configuration(checkout, project, keys, tuple(found))


def _project_of(side: str, options: Options) -> Project:
    if is_folder(side):
        return only_project(options, Path(side))
    if exists(side) and not options.merge:
        found = chosen_projects(replace(options, files=(side,)))
        if len(found) == 1:  # with what tells of Core beside it; of the files that belong to it, only this is compared
            return replace(found[0], paths=(side,))
    files = (side,) if exists(side) else tuple((_blob(part) or ("", part))[1] for part in side.split(","))
    return only_project(replace(options, files=files, merge=True))


def _sources_of_blob(name: str) -> tuple[Source, ...]:
    """The texts of ``REV:PATH``; as in git the path is from the root of the repository unless it begins with a dot."""
    data = blob(name)
    if data is None:
        if revisions.is_folder(name):
            raise click.ClickException(f'"{name}" is a folder; name a file in it.')
        raise click.ClickException(f'there is no "{name}" in the git repository here.')
    return texts_in(name, decode(data).text)


def _blob(text: str) -> tuple[str, str] | None:
    """Revision and path of ``REV:PATH``; None for anything else, and for what names a file."""
    revision, colon, path = text.partition(":")
    if not colon or not path or exists(text):
        return None
    if commit_of(revision or HEAD) is None:
        if len(revision) > 1:  # one letter is a drive of Windows
            raise click.ClickException(f'there is no file "{text}"; {missing(revision)}')
        return None
    return revision, path
