"""Which policy file judges a configuration: as it is now, or as a revision has it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from dial_lsp.cli import checkouts
from dial_lsp.cli.revisions import blob, short
from dial_lsp.disk import UnreadableError, is_file, read_bytes
from dial_lsp.policies.policy import PolicyFile
from dial_lsp.policies.reading import FILE_NAME, read_policies
from dial_lsp.project.reach import around
from dial_lsp.reports.frame import printable
from dial_lsp.settings import SettingsError
from dial_lsp.text import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class PolicyChoice(Protocol):
    """The options that say which policy file is meant."""

    @property
    def policy(self) -> str | None:
        """The file that is named."""

    @property
    def settings_file(self) -> str | None:
        """The settings file that is named; policies may stand beside it."""


def policies_now(choice: PolicyChoice, folders: Sequence[Path]) -> PolicyFile:
    """The policies of the file that is named or found; ``folders`` are those of the settings and the configuration.

    Raises ClickException.
    """
    found = [path for path in _usual(choice, folders) if is_file(path)]
    if choice.policy is None and not found:
        raise click.UsageError(f"there is no {FILE_NAME} here; name one with --policy.")
    path = Path(choice.policy) if choice.policy is not None else found[0]
    refusal = "" if choice.policy is not None else around(str(path.parent)).refusal(str(path))
    if refusal:
        raise click.ClickException(f"{printable(str(path))}: {refusal}.")
    try:
        return _read(str(path), read_bytes(path))
    except UnreadableError as error:
        raise click.ClickException(f"{printable(str(path))}: {error}.") from None


def policies_of(revision: str, choice: PolicyChoice, folders: Sequence[Path]) -> PolicyFile:
    """The policies that a revision has in the file that is named or found: none of one that is only there now.

    Raises ClickException where there is such a file neither then nor now.
    """
    present = checkouts.now()
    paths = [Path(choice.policy)] if choice.policy is not None else list(_usual(choice, folders))
    for path in paths:
        key = present.key(str(path))
        data = None if key is None else blob(f"{revision}:{key}")
        if data is not None:
            return _read(f"{short(revision)}:{present.plain(key or '')}", data)
    there = next((path for path in paths if is_file(path)), None)
    if there is None:
        name = FILE_NAME if choice.policy is None else printable(choice.policy)
        raise click.UsageError(f"there is no {name}, neither here nor in {printable(revision)}.")
    return PolicyFile(Source(str(there), ""))


def _usual(choice: PolicyChoice, folders: Sequence[Path]) -> Iterator[Path]:
    """Where a policy file may stand: beside the settings that are named, in these folders, here."""
    beside = [Path(choice.settings_file).parent] if choice.settings_file else []
    yield from (each / FILE_NAME for each in (*beside, *folders, Path()))


def _read(name: str, data: bytes) -> PolicyFile:
    try:
        return read_policies(Source(name, data.decode().removeprefix("\ufeff")))
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{printable(name)}: not UTF-8 at byte {error.start}.") from None
    except SettingsError as error:
        raise click.ClickException(printable(str(error))) from None
