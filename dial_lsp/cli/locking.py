"""``dial-lint access --lock`` and ``--locked``: access kept beside a configuration, and whether it is still so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dial_lsp.cli import output
from dial_lsp.cli.paging import write_for_programs
from dial_lsp.disk import UnreadableError, read_bytes
from dial_lsp.reports.frame import printable
from dial_lsp.reports.lock import blocks_of, document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dial_lsp.access import Access
    from dial_lsp.reports.access.refusal import Refusal

LOCKED, OUTDATED, REFUSED = 0, 1, 1


def lock(access: Access, refusal: Refusal | None) -> int:
    """Print the lock of a relation, unless Core would refuse the configuration."""
    if refusal is not None:
        return _refused(refusal)
    write_for_programs([document(access)])
    return LOCKED


def compare(access: Access, refusal: Refusal | None, path: str) -> int:
    """Print how the file at ``path`` differs from the lock of a relation; the exit code says whether it does.

    Raises ClickException where the file cannot be read.
    """
    if refusal is not None:
        return _refused(refusal)
    written, now = blocks_of(_text(path)), blocks_of(document(access))
    if written == now:
        return LOCKED
    hidden = access.config.secrecy.wording.hidden
    write_for_programs(f"{printable(hidden(line))}\n" for line in _differences(written, now))
    renewal = f"if the change is meant, renew it: dial-lint access --lock > {printable(path)}"
    output.write_error(f"{printable(path)} is out of date; {renewal}")
    return OUTDATED


def _refused(refusal: Refusal) -> int:
    output.write_error(f"Error: {refusal.sentence('this configuration', 'the previous one')}")
    return REFUSED


def _differences(written: Mapping[str, list[str]], now: Mapping[str, list[str]]) -> Iterator[str]:
    """Each block that differs, with the lines that are gone and those that are new."""
    for heading in sorted(written.keys() | now.keys()):
        lines = written.get(heading), now.get(heading)
        if lines[0] != lines[1]:
            yield heading + (" (new)" if lines[0] is None else " (gone)" if lines[1] is None else "")
            yield from (f"-{line}" for line in lines[0] or () if line not in (lines[1] or ()))
            yield from (f"+{line}" for line in lines[1] or () if line not in (lines[0] or ()))


def _text(path: str) -> str:
    try:
        return read_bytes(Path(path)).decode()
    except UnreadableError as error:
        raise click.ClickException(f"{printable(path)}: {error}.") from None
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{printable(path)}: not UTF-8 at byte {error.start}.") from None
