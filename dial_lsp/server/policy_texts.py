"""The policy file of a project: as it is open, or as it is on the disk. While half-typed its last policies hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dial_lsp.disk import is_file
from dial_lsp.policies.policy import PolicyFile
from dial_lsp.policies.reading import FILE_NAME, read_policies
from dial_lsp.project.reach import around
from dial_lsp.settings import SettingsError, UnusableSettings
from dial_lsp.text import Location, Source, Span, difference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dial_lsp.project.discovery import Project


@dataclass(frozen=True, eq=False)
class PolicyText:
    """The text of a policy file, and the policies of it or, while it is no TOML, those that it had before."""

    source: Source
    file: PolicyFile = field(repr=False)
    broken: UnusableSettings | None = None

    @classmethod
    def of(cls, source: Source, before: PolicyText | None = None) -> PolicyText:
        """What a text holds; ``before`` is what is known of the file."""
        try:
            return cls(source, read_policies(source))
        except SettingsError as error:
            broken = error.unusable
        except RecursionError:
            broken = UnusableSettings(source.path, "it is nested too deep")
        return cls(source, before.file if before is not None else PolicyFile(Source(source.path, "")), broken)

    @classmethod
    def unreadable(cls, path: str, reason: str, before: PolicyText | None) -> PolicyText:
        """What is known of a file that cannot be read."""
        broken = UnusableSettings(path, reason)
        if before is not None and before.broken == broken:
            return before
        return cls(Source(path, ""), PolicyFile(Source(path, "")), broken)

    def here(self, at: Location) -> Location:
        """Where a place of the policies stands in the text now."""
        if self.file.source is self.source:
            return at
        edit = difference(self.file.source.text, self.source.text)
        start, end = (each + edit.growth if each >= edit.span.end else min(each, edit.span.start) for each in at.span)
        return Location(self.source, Span(start, max(start, end)))


def policy_path(found: Project, folders: Iterable[str], is_open: Iterable[str] = ()) -> str | None:
    """The policy file of a project: beside its settings, beside its first file, or in the folder that is open."""
    for path in _usual(found, folders):
        if path in is_open:
            return path
        if is_file(path) and not around(str(Path(path).parent), named=folders).refusal(path):
            return path
    return None


def new_policy_path(found: Project, folders: Iterable[str]) -> str | None:
    """Where a policy file would be made for a project that has none; None for a text that was never saved."""
    return next(_usual(found, folders), None)


def _usual(found: Project, folders: Iterable[str]) -> Iterator[str]:
    first = Path(found.files[0])
    if not first.is_absolute():  # a text that was never saved
        return
    settings = found.settings.source
    beside = [Path(settings.path).parent] if settings is not None else []
    opened = [Path(folder) for folder in folders if first.is_relative_to(folder)]
    for folder in (*beside, first.parent, *opened):
        yield str(folder / FILE_NAME)
