"""The files of a project as the texts Core would read: each JSON file is one, a YAML file holds some.

A path may choose one of the configurations in a YAML file by its name or the start of it: ``values.yaml#core-eu``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.project.choosing import file_of, split
from dial_lsp.project.files import Undecodable, Unreadable, read_source
from dial_lsp.project.unread import TERRAFORM, is_terraform, why_unread
from dial_lsp.text import Location, Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from dial_lsp.project.embedded import Embedded
    from dial_lsp.project.projects import Project

    Reader = Callable[[str], Source | Undecodable | Unreadable]
    Telling = Callable[[str, str], bool]  # whether a file is YAML, by its path and text
    Embedding = Callable[[str, str], Embedded]  # what a YAML file holds, by its path and text

_ENDINGS = (".json", ".jsonc")  # files that are not YAML, which can be told without looking


class Broken(NamedTuple):
    """A YAML file that the YAML library refuses; what can be found in it is read all the same."""

    at: Location
    reason: str
    is_template: bool  # whether it is YAML only after the template in it has been rendered


class Opened(NamedTuple):
    """What the files of a project hold: configurations, each the texts to merge in this order.

    There are several only if one YAML file holds them. With a file that is unreadable there is none.
    """

    configs: tuple[tuple[Source, ...], ...]
    undecodable: tuple[Undecodable, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    broken: tuple[Broken, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """The texts of all configurations."""
        return tuple(source for config in self.configs for source in config)


def opened(project: Project) -> Opened:
    """Read the files of a project; never raises for what is wrong with them."""
    files = opened_apart(project)
    unreadable = tuple(one for file in files for one in file.unreadable)
    undecodable = tuple(one for file in files for one in file.undecodable)
    broken = tuple(one for file in files for one in file.broken)
    return Opened(() if unreadable else configs_of(files), undecodable, unreadable, broken)


def configs_of(files: Sequence[Opened]) -> tuple[tuple[Source, ...], ...]:
    """The configurations that the files of a project make: together one, or all that its only file holds."""
    if len(files) == 1 and files[0].configs:
        return files[0].configs
    return (tuple(source for file in files for source in file.sources),)


class Reading(NamedTuple):
    """How files are read: by somebody who knows texts that are not saved, what is YAML, and what YAML files hold."""

    read: Reader = read_source
    is_yaml: Telling | None = None  # of a file whose name does not tell
    embedded: Embedding | None = None


def opened_apart(project: Project, how: Reading | None = None) -> list[Opened]:
    """What each file of a project holds; nothing where it must not be read, or where only one of several is wanted."""
    how = how or Reading()
    found = [
        _unread(path, project.refused[path], project) if path in project.refused else _found(path, project, how)
        for path in project.paths
    ]
    if len(found) == 1:
        return found
    return [only_config(path, file) for path, file in zip(project.paths, found, strict=True)]


def only_config(path: str, found: Opened) -> Opened:
    """The same, with several configurations of a file as a reason not to read it: only one is wanted."""
    if len(found.configs) < 2:  # noqa: PLR2004 -- several
        return found
    return Opened((), found.undecodable, (_ambiguous(path, found),), found.broken)


def texts_in(path: str, text: str) -> tuple[Source, ...]:
    """The texts of configurations in a text that is all of a file; a YAML file may hold none."""
    if path.lower().endswith(_ENDINGS):
        return (Source(path, text),)
    from dial_lsp.project.embedded import embedded_sources, is_yaml

    return embedded_sources(path, text) if is_yaml(path, text) else (Source(path, text),)


def _found(path: str, project: Project, how: Reading) -> Opened:
    file = _opened(path, how)
    return _unread(path, file.unreadable[0].reason, project) if file.unreadable else file


def _unread(path: str, reason: str, project: Project) -> Opened:
    """Nothing, with the reason, and with what lists the file: nobody may have thought of it."""
    listed = f"; {project.found_in} lists it" if project.found_in else ""
    return Opened((), (), (Unreadable(path, reason + listed),))


def _opened(path: str, how: Reading) -> Opened:
    file, chosen = split(path)
    if is_terraform(file):
        return Opened((), (), (Unreadable(path, TERRAFORM),))
    read = how.read(file)
    if isinstance(read, Unreadable):
        return Opened((), (), (read,))
    source = read.source if isinstance(read, Undecodable) else read
    undecodable = (read,) if isinstance(read, Undecodable) else ()
    if not chosen and file.lower().endswith(_ENDINGS):
        return Opened(((source,),), undecodable)
    from dial_lsp.project.embedded import is_yaml

    if not (how.is_yaml or is_yaml)(file, source.text):
        return Opened(((source,),), undecodable)
    found = (how.embedded or _embedded)(file, source.text)
    broken = _broken(source, found)
    configs = tuple(config for config in found.configs if _is_chosen(config, chosen))
    if not configs:
        reason = "" if found.configs else why_unread(source.text)
        return Opened((), (), (Unreadable(path, reason or _nothing(chosen, broken, found)),))
    return Opened(configs, undecodable, (), broken)


@lru_cache(maxsize=1)
def _embedded(file: str, text: str) -> Embedded:
    """What a file holds; one of which hundreds of parts are opened, one after another, is read once."""
    from dial_lsp.project.embedded import embedded_in

    return embedded_in(file, text)


def _is_chosen(config: Iterable[Source], chosen: str) -> bool:
    return not chosen or any(source.host is not None and source.host.name.startswith(chosen) for source in config)


def _broken(source: Source, found: Embedded) -> tuple[Broken, ...]:
    if found.broken is None:
        return ()
    start = found.broken.at
    at = Location(source, Span(min(start, len(source.text)), min(start + 1, len(source.text))))
    return (Broken(at, found.broken.reason, "{{" in source.text),)


def _nothing(chosen: str, broken: tuple[Broken, ...], found: Embedded) -> str:
    if found.configs:
        return f"no configuration in it is named {chosen}; there is {_names(found.configs)}"
    if broken:
        line = broken[0].at.source.position(broken[0].at.span.start).line
        return f"no configuration of DIAL Core was found in it, and in line {line} {broken[0].reason}"
    return 'it holds no configuration of DIAL Core, such as a text named "aidial.config.json"'


def _ambiguous(path: str, file: Opened) -> Unreadable:
    first = _start_of(file.configs, 0)
    return Unreadable(
        path,
        f"it holds {len(file.configs)} configurations: {_names(file.configs)}; choose one, as {file_of(path)}#{first}",
    )


def _names(configs: Sequence[Sequence[Source]]) -> str:
    return ", ".join(config[0].host.name for config in configs if config[0].host is not None)


def _start_of(configs: Sequence[Sequence[Source]], index: int) -> str:
    """The start of a name that is enough to choose a configuration."""
    names = [config[0].host.name if config[0].host else "" for config in configs]
    first = names[index].split(".")[0]
    return first if sum(name.startswith(first) for name in names) == 1 else names[index]
