"""What ``dial-lint diff`` compares: files, folders, and revisions as git names them.

A word that names a file is a file; only what names none is asked of git.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dial_lsp.cli import output
from dial_lsp.cli.asked import note_unknown
from dial_lsp.cli.choice import only_project
from dial_lsp.cli.reading import relation_of, sources_of
from dial_lsp.cli.revisions import HEAD, commit_of, merge_base, range_of, sources_at, sources_of_blob
from dial_lsp.project.opened import only_config, opened
from dial_lsp.reports.frame import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dial_lsp.access import Access
    from dial_lsp.cli.diff import Options
    from dial_lsp.project.discovery import Project
    from dial_lsp.reports.access.refusal import Refusal
    from dial_lsp.text import Source

    Side = tuple[Access, Refusal | None]

_BOTH = 2


def sides_of(options: Options) -> tuple[Side, Side] | None:
    """The two configurations; None where one cannot be read, which the user is told. Raises ClickException."""
    if not options.assume:
        return _before_and_now(options)
    if not options.files or (len(options.files) == 1 and _is_there(options.files[0])):
        now = _of_tree(_project(options))
        sides = None if now is None else (now, now)
    else:
        sides = _before_and_now(options)
    return None if sides is None else (sides[0], _assumed(sides[1], options))


def _assumed(side: Side, options: Options) -> Side:
    """What a configuration would be after the changes that are assumed."""
    from dial_lsp.engine.assumption_syntax import AssumptionError  # noqa: PLC0415 -- few ask for it
    from dial_lsp.engine.assumptions import assumed  # noqa: PLC0415

    access = side[0]
    for number, text in enumerate(options.assume, 1):
        try:
            access = access.after(assumed(access.config, [text]))
        except AssumptionError as error:
            sentence = access.config.secrecy.wording.hidden(str(error))
            raise click.UsageError(f"--assume {number}: {printable(sentence)}") from None
    note_unknown(side[0], (role for subject in access.roles for role in subject.roles if role is not None))
    is_named = len(options.files) == _BOTH or bool(options.files and _is_there(options.files[-1]))
    project = _project_of(options.files[-1], options) if is_named else _project(replace(options, files=()))
    return relation_of([document.source for document in access.config.documents], project.settings)


def _before_and_now(options: Options) -> tuple[Side, Side] | None:
    files = options.files
    ends = range_of(files[0]) if files else None
    if ends is not None:
        return _of_range(*ends, options=replace(options, files=files[1:]))
    if not files:
        return _since(HEAD, options)
    if not _is_there(files[0]) and commit_of(files[0]) is not None:
        return _since(files[0], replace(options, files=files[1:]))
    if len(files) == 1:
        blob = _blob(files[0])
        if blob is not None:
            return _between(files[0], blob[1], options)
        if not _is_there(files[0]) and not set(",#") & set(files[0]):
            raise click.UsageError(f'"{files[0]}" is neither a file nor a revision of a git repository here.')
        return _since(HEAD, options)
    if len(files) != _BOTH:
        raise click.UsageError("name two configurations, OLD and NEW; commas join the files of one.")
    return _between(files[0], files[1], options)


def _between(old: str, new: str, options: Options) -> tuple[Side, Side] | None:
    sides = [_of_side(side, options) for side in (old, new)]
    return None if sides[0] is None or sides[1] is None else (sides[0], sides[1])


def _of_side(side: str, options: Options) -> Side | None:
    project = _project_of(side, options)
    parts = [] if _is_there(side) else side.split(",")
    if not any(map(_blob, parts)):
        return _of_tree(project)
    sources: list[Source] = []
    for part in parts:
        found = sources_of_blob(part) if _blob(part) else sources_of(replace(project, paths=(part,)))
        if found is None:
            return None
        sources += found
    return relation_of(sources, project.settings)


def _project_of(side: str, options: Options) -> Project:
    path = Path(side)
    if path.is_dir():
        return only_project(options, path)
    files = (side,) if _is_there(side) else tuple((_blob(part) or ("", part))[1] for part in side.split(","))
    return only_project(replace(options, files=files, merge=True))


def _project(options: Options) -> Project:
    """The configuration of the files that are named, or the one that is here."""
    files = options.files
    if len(files) == 1 and Path(files[0]).is_dir():
        return only_project(options, Path(files[0]))
    return only_project(replace(options, merge=bool(files)))


def _since(revision: str, options: Options) -> tuple[Side, Side] | None:
    """What changed from a revision to the files as they are now."""
    project = _project(options)
    old, new = _at(revision, project), _of_tree(project)
    return None if new is None else (old, new)


def _of_range(old: str, new: str, from_base: bool, options: Options) -> tuple[Side, Side]:  # noqa: FBT001 -- as git says it
    project = _project(options)
    first = merge_base(old, new) if from_base else old
    sources = [sources_at(revision, project.paths) for revision in (first, new)]
    if not any(sources):
        raise click.ClickException(f"neither revision has {', '.join(project.paths)}.")
    if commit_of(new) == commit_of(HEAD) and _texts(sources[1]) != _texts(_written(project)):
        output.write_error("Note: what is not committed yet is not compared; dial-lint diff compares that.")
    before, after = (relation_of(found, project.settings) for found in sources)
    return before, after


def _at(revision: str, project: Project) -> Side:
    return relation_of(sources_at(revision, project.paths), project.settings)


def _of_tree(project: Project) -> Side | None:
    sources = sources_of(project)
    return None if sources is None else relation_of(sources, project.settings)


def _written(project: Project) -> Sequence[Source]:
    return only_config(project.paths[0], opened(project)).sources


def _texts(sources: Sequence[Source]) -> list[str]:
    return [source.text.replace("\r\n", "\n") for source in sources]


def _blob(text: str) -> tuple[str, str] | None:
    """Revision and path of ``REV:PATH``; None for anything else, and for what names a file."""
    revision, colon, path = text.partition(":")
    if not colon or not path or _is_there(text) or commit_of(revision or HEAD) is None:
        return None
    return revision, path


def _is_there(text: str) -> bool:
    try:
        return Path(text).exists()
    except (OSError, ValueError):
        return False
