"""Compose files: the files of the configuration that they give to Core."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from dial_lsp.disk import is_file, mentions
from dial_lsp.project.candidates import At, Candidate, Note, Static
from dial_lsp.project.choosing import file_of
from dial_lsp.project.core_settings import (
    NOTHING,
    Statics,
    find_file,
    missing_notes,
    read_statics,
    statics_of,
    value_of_variable,
)
from dial_lsp.project.projects import Origin
from dial_lsp.project.variables import SETTINGS as _SETTINGS
from dial_lsp.project.variables import meant
from dial_lsp.text.patterns import compiled
from dial_lsp.versions import nearest, unknown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dial_lsp.project.compose_services import Reading, Service, Variable
    from dial_lsp.project.reach import Reach
    from dial_lsp.project.usual import Visited

_NAME = compiled(r"(?:docker-)?compose(?:[-.][\w.-]+)?\.ya?ml")
_OVERRIDE = compiled(r"((?:docker-)?compose)\.override\.ya?ml")
_WORTH_READING = compiled(rb"(?i)aidial|ai-dial|\bproxy\.|\binclude\b|\bextends\b")
_IMAGE = compiled(r"(?:.*/)?ai-dial-core:v?(\d+\.\d+(?:\.\d+)?)(?:[-@+].*)?")
_LARGEST = 1024 * 1024  # bytes of a Compose file
_PREFIXES = ("aidial.", "proxy.")
_FILES = tuple(f"{prefix}config.files" for prefix in _PREFIXES)
_EXAMPLE = """write JSON, such as '["/opt/config/aidial.config.json"]'"""
_USUAL_SETTINGS = "/app/config/aidial.settings.json"  # what the image sets


def composed(visited: Visited, reach: Reach) -> Iterator[Candidate]:
    """What a folder's Compose files give to Core."""
    for names in _stacks(visited):
        paths = [os.path.join(visited.folder, name) for name in names]  # noqa: PTH118 -- names of a walk
        if any(reach.refusal(path) or mentions(path, _WORTH_READING, _LARGEST) for path in paths):
            yield from composed_by(paths, visited.folder, reach)


def composed_by(paths: Sequence[str], folder: str, reach: Reach) -> Iterator[Candidate]:
    """What Compose files that hold together give to Core."""
    from dial_lsp.project.compose_services import Reading

    reading = Reading(reach)
    services: dict[str, Service] = {}
    for path in paths:
        for name, service in reading.services(path).items():
            services[name] = service.over(services[name]) if name in services else service
    found = [_candidate(service, folder, reading) for service in services.values()]
    yield from filter(None, found)
    if reading.notes and not any(found):
        yield Candidate((), Origin.COMPOSE, folder, notes=tuple(reading.notes))


def _stacks(visited: Visited) -> Iterator[tuple[str, ...]]:
    """Compose files that hold together: each alone, but the one of the usual name with the one that overrides it."""
    names = [name for name in visited.files if _NAME.fullmatch(name)]
    overrides = {found[1]: name for name in names if (found := _OVERRIDE.fullmatch(name))}
    for name in names:
        stem = name.rpartition(".")[0]
        if name not in overrides.values():
            yield (name, overrides.pop(stem)) if stem in overrides else (name,)
    yield from ((name,) for name in overrides.values())


def stack_of(name: str, folder: Visited) -> tuple[str, ...]:
    """The Compose files that hold together with one of a folder."""
    return next((names for names in _stacks(folder) if name in names), (name,))


def is_named_so(name: str) -> bool:
    """Whether a file has a name that Compose files have."""
    return _NAME.fullmatch(name) is not None


def _candidate(service: Service, folder: str, reading: Reading) -> Candidate | None:
    environment = service.environment
    reading.notes += _misspelt(service)
    if not any(map(_is_of_core, environment)):
        return None
    settings_file = _settings_file(service, folder, reading)
    statics = read_statics(settings_file) if settings_file else NOTHING
    statics = statics.overruled(_said(environment))
    if statics.files is None:
        unread = next((environment[name] for name in _FILES if name in environment), None)
        notes = (*reading.notes, Note(unread.at, f"this is no list of paths: {_EXAMPLE}")) if unread else ()
        return Candidate((), Origin.COMPOSE, folder, notes=notes) if notes else None
    ours = dict(statics.ours)
    written, image = _version(service.image), service.image
    if written and image:
        ours["core-version"] = Static(nearest(written), image.at)
        reading.notes += [Note(image.at, reason)] if (reason := unknown(written)) else []
    found = [_found(service, file, folder, reading.reach) for file in statics.files.value]
    paths = tuple(path for path in found if path is not None and reading.reach.has(path))
    notes = (*reading.notes, *missing_notes(statics.files, found, reading.reach))
    read = (*reading.read, *([settings_file] if settings_file else []))
    return Candidate(paths, Origin.COMPOSE, folder, statics.files.at, ours, read, notes)


def _misspelt(service: Service) -> list[Note]:
    """What to say of variables with a name that is almost one of those that Core reads."""
    names = service.environment
    is_core = (service.image is not None and "dial-core" in service.image.text) or any(map(_is_of_core, names))
    found = ((name, variable.at, meant(name, is_core=is_core)) for name, variable in names.items())
    return [Note(at, f'Core does not read "{name}", only "{near}"') for name, at, near in found if near]


def _is_of_core(name: str) -> bool:
    """Whether a variable is one of Core's."""
    return name.startswith(_PREFIXES) or name == _SETTINGS


def _said(environment: Mapping[str, Variable]) -> Statics:
    """What the variables say; the newer prefix counts."""

    def said(names: tuple[str, ...]) -> Static | None:
        for prefix in _PREFIXES:
            variable = environment.get(prefix + ".".join(names))
            if variable is not None:
                return Static(value_of_variable(variable.text), variable.at)
        return None

    return statics_of(said)


def _settings_file(service: Service, folder: str, reading: Reading) -> str | None:
    """The file with Core's static settings; the one that comes with the image is not here, unless it is mounted."""
    said = service.environment.get(_SETTINGS)
    if said is not None:
        found = _found(service, said.text, folder, reading.reach)
        return found if found and reading.may_read(found, said.at) else None
    outside = service.outside(_USUAL_SETTINGS)
    is_here = outside is not None and is_file(outside)
    return outside if outside is not None and is_here and reading.may_read(outside, At(reading.read[0], 1)) else None


def _found(service: Service, path: str, folder: str, reach: Reach) -> str | None:
    """The file here that Core sees under a path; what is not mounted has perhaps been copied into the image."""
    outside = service.outside(path)
    if outside is None:
        return find_file(path, folder, reach)
    return outside if is_file(file_of(outside)) else None


def _version(image: Variable | None) -> str:
    """The version that the name of an image tells, or nothing."""
    found = _IMAGE.fullmatch(image.text) if image else None
    return found[1] if found else ""
