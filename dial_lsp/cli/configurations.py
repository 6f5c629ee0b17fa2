"""The configurations of a checkout, and which of an earlier one is which of a later one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dial_lsp.cli.choice import settings_as_chosen, with_options
from dial_lsp.cli.reading import is_readable
from dial_lsp.disk import is_folder
from dial_lsp.project.discovery import Project, look_in, projects_of
from dial_lsp.project.opened import opened
from dial_lsp.project.other_formats import format_of
from dial_lsp.syntax import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dial_lsp.cli.checkouts import Checkout
    from dial_lsp.cli.choice import Choice, SettingsOf
    from dial_lsp.project.discovery import SettingsFile
    from dial_lsp.text import Source


@dataclass(frozen=True, slots=True)
class Configuration:
    """One configuration of a checkout; ``keys`` are those of its files, with the name of a part behind ``#``."""

    checkout: Checkout
    project: Project
    keys: tuple[str, ...]
    texts: tuple[Source, ...]
    is_readable: bool = True

    def sources(self, *, rooted: bool = False) -> tuple[Source, ...]:
        """Its texts by the names that people read, from the current folder or from the root of the repository."""
        return tuple(self.checkout.named(text, rooted=rooted) for text in self.texts)

    @property
    def sources_are_alike(self) -> bool:
        """Whether its texts have the same names from the current folder and from the root."""
        return [one.path for one in self.sources()] == [one.path for one in self.sources(rooted=True)]

    def files(self, *, rooted: bool = False) -> tuple[str, ...]:
        """The names of its files, without a revision."""
        return self.keys if rooted else tuple(map(self.checkout.plain, self.keys))


def projects_of_checkout(
    checkout: Checkout, files: Sequence[str], choice: Choice, settings_of: SettingsOf | None = None
) -> tuple[Project, ...]:
    """The projects that files and folders of a checkout make, as they are chosen; those that are there without any."""
    settings_of = settings_of or settings_in(checkout, choice)
    if not choice.files:
        return look_in(_start(checkout), settings_of).projects
    if choice.merge:
        if not files:
            return ()
        settings = settings_of(Path(files[0]).parent)
        return (Project(tuple(files), settings.settings) if settings else Project(tuple(files)),)
    found = (project for file in files for project in _of(file, settings_of))
    return tuple({project.paths: project for project in found}.values())


def configurations(
    checkout: Checkout, projects: Iterable[Project], choice: Choice, *, tells: bool
) -> Iterator[Configuration]:
    """The configurations of projects: several of one that is a YAML file with several.

    ``tells`` says whether the user hears what keeps files from being read.
    """
    for project in projects:
        settings = with_options(project.settings, choice)
        yield from _configurations(checkout, replace(project, settings=settings), tells=tells)


def pairs(
    old: Sequence[Configuration], new: Sequence[Configuration], moved: Mapping[str, str]
) -> list[tuple[Configuration | None, Configuration | None]]:
    """Each later configuration with the earlier one that it was, and then those that are gone.

    That is the one with the same files, where ``moved`` tells later keys by earlier ones; else the one with most of
    them; else, where only one is left on both sides, that.
    """
    left = list(old)
    found: dict[int, Configuration] = {}
    for shared in (_all_shared, _some_shared):
        for other in new:
            best = max(left, key=lambda one: shared(one, other, moved), default=None)
            if id(other) not in found and best is not None and shared(best, other, moved):
                found[id(other)] = best
                left.remove(best)
    without = [other for other in new if id(other) not in found]
    if len(left) == len(without) == 1:
        found[id(without[0])] = left.pop()
    return [*((found.get(id(other)), other) for other in new), *((one, None) for one in left)]


def _all_shared(old: Configuration, new: Configuration, moved: Mapping[str, str]) -> int:
    return int({_moved(key, moved) for key in old.keys} == set(new.keys))


def _some_shared(old: Configuration, new: Configuration, moved: Mapping[str, str]) -> int:
    return len({_moved(key, moved) for key in old.keys} & set(new.keys))


def _moved(key: str, moved: Mapping[str, str]) -> str:
    file, mark, part = key.rpartition("#")
    if mark and file in moved:
        return f"{moved[file]}#{part}"
    return moved.get(key, key)


def _configurations(checkout: Checkout, project: Project, *, tells: bool) -> Iterator[Configuration]:
    found = opened(project)
    keys = tuple(checkout.key(path) or path for path in project.paths)
    if tells and not is_readable(found):
        yield Configuration(checkout, project, keys, (), is_readable=False)
        return
    for config in found.configs:
        if not tells and any(format_of(parse(source)) for source in config):
            continue  # nobody asks what is wrong with it, and it is none
        host = config[0].host if config else None
        several = len(found.configs) > 1 and host is not None
        yield Configuration(checkout, project, (f"{keys[0]}#{host.name}",) if several and host else keys, config)


def _of(path: str, settings_of: SettingsOf) -> tuple[Project, ...]:
    return look_in(Path(path), settings_of).projects if is_folder(path) else projects_of((path,), settings_of)


def _start(checkout: Checkout) -> Path:
    return Path(checkout.here) if checkout.revision else Path()


def settings_in(checkout: Checkout, choice: Choice) -> SettingsOf:
    """Which settings file of a checkout holds for a folder of it; what lies above the repository is as it is now."""
    chosen = settings_as_chosen(choice)
    if not checkout.revision or choice.settings_file is not None or choice.no_config:
        return chosen

    def settings_of(folder: Path) -> SettingsFile | None:
        found = chosen(folder)
        return found if found is not None and checkout.holds(str(found.path)) else chosen(Path(checkout.above))

    return settings_of
