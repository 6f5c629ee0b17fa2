"""Core's static settings, as far as they say how the configuration is read and who administrates.

Core takes them from environment variables that begin with ``aidial.``, then from the file that ``AIDIAL_SETTINGS``
names, then from the file it comes with. Source: AiDial.settings of Core; the values of variables are JSON where they
look like it.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, NamedTuple

from dial_lsp.disk import is_file
from dial_lsp.project.candidates import At, Candidate, Note, Static
from dial_lsp.project.files import Undecodable, Unreadable, read_source
from dial_lsp.project.projects import Origin
from dial_lsp.syntax import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from dial_lsp.project.reach import Reach
    from dial_lsp.project.usual import Visited

SETTINGS_NAME = "aidial.settings.json"
DEFAULT_FILES = ("aidial.config.json",)

_SECTIONS = {"config", "access"}
_FILES = ("config", "files")
_OVERWRITE = ("config", "jsonMergeStrategy", "overwriteArrays")
_ADMINS = ("access", "admin", "rules")
_GUESSED = ("", "config", "core", "conf", "../config", "../core", "../conf")
"""Folders, from the one of the settings, where a file stands that they name by its path in a container."""


class Statics(NamedTuple):
    """What static settings say; what they do not say is None, or missing."""

    files: Static | None  # paths as they are written
    ours: Mapping[str, Static]  # by the names of our settings

    def overruled(self, by: Statics) -> Statics:
        """These, where others say nothing."""
        return Statics(by.files or self.files, {**self.ours, **by.ours})


NOTHING = Statics(None, {})


def listed_by_core(visited: Visited, reach: Reach) -> Iterator[Candidate]:
    """What a folder's static settings of Core list."""
    if SETTINGS_NAME not in visited.files:
        return
    path = os.path.join(visited.folder, SETTINGS_NAME)  # noqa: PTH118 -- names of a walk
    if reason := reach.refusal(path):
        yield Candidate((), Origin.CORE_SETTINGS, visited.folder, notes=(Note(At(path, 1), reason),))
        return
    statics = read_statics(path)
    files = statics.files or Static(DEFAULT_FILES, At(path, 1))
    found = [find_file(file, visited.folder, reach) for file in files.value]
    paths = tuple(file for file in found if file is not None and reach.has(file))
    if paths or statics.files:
        notes = missing_notes(files, found, reach)
        yield Candidate(paths, Origin.CORE_SETTINGS, visited.folder, files.at, statics.ours, (path,), notes)


def read_statics(path: str) -> Statics:
    """The static settings in a file, by its absolute path; what is damaged in it says nothing."""
    source = read_source(path)
    if isinstance(source, Unreadable | Undecodable):
        return NOTHING
    document = parse(source)
    said: dict[tuple[str, ...], Static] = {}
    for section in document.sections:
        for entry in section.entries if section.name in _SECTIONS else ():
            if entry.name is None:
                continue
            at = At(path, source.position(document.offset_of(entry)).line)
            said[section.name, entry.name] = Static(entry.value, at)
    return statics_of(lambda names: _said(said, names))


def statics_of(said: Callable[[tuple[str, ...]], Static | None]) -> Statics:
    """What is of use among settings; ``said`` tells the one with these names around it."""
    ours: dict[str, Static] = {}
    files, overwrite, admins = said(_FILES), said(_OVERWRITE), said(_ADMINS)
    if overwrite is not None and isinstance(overwrite.value, bool):
        ours["overwrite-arrays"] = overwrite
    roles = _admin_roles(admins.value) if admins else None
    if admins is not None and roles is not None:
        ours["admin-roles"] = Static(roles, admins.at)
    is_list = files is not None and isinstance(files.value, list)
    is_usable = is_list and all(isinstance(file, str) and file.strip() for file in files.value)  # type: ignore[union-attr]
    return Statics(Static(tuple(files.value), files.at) if files and is_usable else None, ours)


def value_of_variable(text: str) -> Any:
    """The value of an environment variable as Core reads it."""
    plain = text.strip()
    if plain in ("true", "false") or plain.startswith(("[", "{")):
        try:
            return json.loads(plain)
        except (ValueError, RecursionError):
            return text
    return text


def find_file(written: str, folder: str, reach: Reach) -> str | None:
    """The file that is meant by a path in static settings, which perhaps is one of a container; None if it is not here.

    The path itself counts, then the longest end of it below the folder, then its name in folders of the usual names;
    a file out of reach only if there is no other.
    """
    parts = [part for part in written.replace("\\", "/").split("/") if part not in ("", ".")]
    if not parts or "\0" in written:
        return None
    ends = ["/".join(parts[start:]) for start in range(len(parts))]
    guesses = [written, *ends, *(f"{place}/{parts[-1]}" for place in _GUESSED if place)]
    paths = (os.path.abspath(os.path.join(folder, guess)) for guess in guesses)  # noqa: PTH100, PTH118 -- as written
    found = list(dict.fromkeys(filter(is_file, paths)))
    return next(filter(reach.has, found), found[0] if found else None)


def missing_notes(files: Static, found: Sequence[str | None], reach: Reach) -> tuple[Note, ...]:
    """Which listed files are not here, or out of reach; ``found`` tells for each where it is."""
    if not any(found):
        listed = ", ".join(f'"{file}"' for file in files.value)
        return (Note(files.at, f"none of the files that Core is to read from here on was found: {listed}"),)
    places = zip(files.value, found, strict=True)
    return tuple(
        Note(files.at, f'"{file}" {"was not found" if place is None else "is not read"}; {_instead(place, reach)}')
        for file, place in places
        if place is None or not reach.has(place)
    )


def _instead(place: str | None, reach: Reach) -> str:
    return "the configuration is checked without it" if place is None else reach.refusal(place)


def _said(said: Mapping[tuple[str, ...], Static], names: tuple[str, ...]) -> Static | None:
    """A setting in what is said of the two outermost names."""
    found = said.get(names[:2])
    value = found.value if found else None
    for name in names[2:]:
        value = value.get(name) if isinstance(value, dict) else None
    return Static(value, found.at) if found and value is not None else None


def _admin_roles(rules: Any) -> tuple[str, ...] | None:
    """The roles that make administrators; None where rules look at something else than roles."""
    if not isinstance(rules, list):
        return None
    roles: list[str] = []
    for rule in rules:
        if not isinstance(rule, dict) or rule.get("source") != "roles":
            return None
        targets = rule.get("targets")
        if rule.get("function") not in ("EQUAL", "CONTAIN") or not isinstance(targets, list):
            return None
        form = "{}" if rule["function"] == "EQUAL" else "*{}*"
        roles += [form.format(target) for target in targets if isinstance(target, str)]
    return tuple(dict.fromkeys(roles))
