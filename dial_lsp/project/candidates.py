"""What may be a project, and which of them are: an earlier way to find files overrules a later one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from dial_lsp.project.choosing import file_of
from dial_lsp.project.projects import Origin
from dial_lsp.project.settings_files import identity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dial_lsp.project.settings_files import Naming


class At(NamedTuple):
    """A line of a file, from 1."""

    path: str
    line: int

    def told(self, naming: Naming) -> str:
        """``path:line``."""
        return f"{naming(self.path)}:{self.line}"


class Static(NamedTuple):
    """One of Core's static settings that is one of ours, too, and where it was found."""

    value: Any
    at: At

    def told(self, naming: Naming) -> str:
        """``path:line``."""
        return self.at.told(naming)


class Note(NamedTuple):
    """Something that could not be used."""

    at: At
    message: str

    def told(self, naming: Naming) -> str:
        """``path:line: message``."""
        return f"{self.at.told(naming)}: {self.message}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Files that probably make one configuration, by absolute paths, and what was learnt beside them."""

    paths: tuple[str, ...]
    origin: Origin
    folder: str  # where it was found
    found_in: str | At = ""  # what lists the paths; text as it is to be shown
    statics: Mapping[str, Static] = field(default_factory=dict)  # by the names of our settings
    read: tuple[str, ...] = ()  # the files that tell all this
    notes: tuple[Note, ...] = ()
    refused: Mapping[str, str] = field(default_factory=dict)  # why some of the paths must not be read

    def told(self, naming: Naming) -> str:
        """What lists the paths, as it is to be shown."""
        return self.found_in.told(naming) if isinstance(self.found_in, At) else self.found_in


def settled(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The candidates that are projects, in the given order: each file is told of by the strongest way only.

    Two that were found in the same way may share files, as two deployments with a common base do. Static settings that
    a Compose file gives to Core count as part of what this says.
    """
    candidates = list(found)
    composed = {identity(path) for one in candidates if one.origin is Origin.COMPOSE and one.paths for path in one.read}
    files = [tuple(map(identity, candidate.paths)) for candidate in candidates]
    kept: set[int] = set()
    claimed: set[str] = set()
    for origin in Origin:
        known: set[tuple[str, ...]] = {()}
        for number, candidate in enumerate(candidates):
            if candidate.origin is not origin or _is_part_of(composed, candidate):
                continue
            if claimed.isdisjoint(files[number]) and files[number] not in known:
                kept.add(number)
                known.add(files[number])
        claimed.update(*known)
        if origin is Origin.COMPOSE:  # a text in a Compose file is told of by what the file says of it
            claimed.update(identity(file_of(path)) for number in kept for path in candidates[number].paths)
    return tuple(candidate for number, candidate in enumerate(candidates) if number in kept)


def _is_part_of(composed: set[str], candidate: Candidate) -> bool:
    return candidate.origin is Origin.CORE_SETTINGS and not composed.isdisjoint(map(identity, candidate.read))
