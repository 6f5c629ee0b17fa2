"""``dial-lint access --used`` and ``--trim``: what records of calls say of grants, and how unused ones can go."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dial_lsp import notes
from dial_lsp.cli import output
from dial_lsp.cli.paging import write_for_people, write_for_programs
from dial_lsp.disk import UnreadableError, read_bytes
from dial_lsp.reports.access import use
from dial_lsp.reports.frame import printable
from dial_lsp.reports.patch import Side, patch
from dial_lsp.reports.words import counted
from dial_lsp.usage.records import COLUMNS, UsageError, read_calls
from dial_lsp.usage.trimming import trim
from dial_lsp.usage.use import usage_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dial_lsp.access import Access
    from dial_lsp.reports.access.answers import Answers
    from dial_lsp.usage.trimming import Trimmed
    from dial_lsp.usage.use import Usage


def used(path: str, columns: Sequence[str]) -> Usage:
    """The use that the records of a file make. Raises UsageError of click where it cannot be read."""
    try:
        return usage_of(read_calls(read_bytes(Path(path)).decode(), _columns(columns)))
    except (UnreadableError, UsageError) as error:
        raise click.ClickException(printable(f"{path}: {error}.")) from None
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{printable(path)}: not UTF-8 at byte {error.start}.") from None


def print_use(answers: Answers, usage: Usage, path: str, style: str, *, pager: bool | None) -> None:
    """Print what was used and what was not."""
    if style == "json":
        write_for_programs([use.render_json(answers, usage)])
    else:
        write_for_people(use.render(answers, usage, path), color=False, pager=pager)


def print_trimmed(access: Access, usage: Usage) -> None:
    """Print a patch that takes roles from keys, and what was proved of it."""
    notes.spoil()  # a patch is much of a file
    trimmed = trim(access, usage)
    write_for_programs(_patches(access, trimmed))
    many = "is" if trimmed.kept == 1 else "are"
    kept = f"{counted(trimmed.kept, 'used grant')} {many} kept, within the limits that were needed"
    if not trimmed.dropped:
        output.write_error(f"No role of a key can go: {kept}.")
        return
    output.write_error(f"Access narrows only; {kept}. The same changes for dial-lint diff --assume:")
    for key, role, _ in trimmed.dropped:
        written = json.dumps(role, ensure_ascii=False)
        output.write_error(printable(access.config.secrecy.wording.hidden(f"keys[#{key.position}].roles -= {written}")))


def _patches(before: Access, trimmed: Trimmed) -> Iterator[str]:
    after = trimmed.access.config
    for old, new in zip(before.config.documents, after.documents, strict=True):
        if old.source.host is not None:
            continue  # inside YAML; the changes are told in words
        sides = (
            Side(old.source.text, before.config.secrecy.masked(old)),
            Side(new.source.text, after.secrecy.masked(new)),
        )
        found = patch(old.source.path, *sides)
        if found.text:
            yield found.text
        if found.is_masked:
            output.write_error(f"{printable(old.source.path)}: secrets are masked, so the patch cannot be applied.")


def _columns(written: Sequence[str]) -> Mapping[str, str]:
    named: dict[str, str] = {}
    for text in written:
        name, is_split, column = text.partition("=")
        if not is_split or not column or name not in COLUMNS:
            raise click.UsageError(f"--column is NAME=COLUMN with one of {', '.join(COLUMNS)}.")
        named[name] = column
    return named
