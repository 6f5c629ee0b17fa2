"""What a project is: the files of one configuration, the settings for them, and how both were found."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from dial_lsp.project.choosing import file_of
from dial_lsp.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dial_lsp.settings import UnusableSettings


class Origin(StrEnum):
    """How the files of a project were found; an earlier way overrules a later one."""

    NAMED = "named"  # somebody named a file, and nothing says that it belongs to others
    SETTINGS = "settings"  # the settings list them
    CORE_SETTINGS = "aidial.settings.json"  # Core's static settings list them
    COMPOSE = "compose"  # a Compose file lists them for Core
    KUSTOMIZATION = "kustomization"  # a kustomization puts them into a ConfigMap or Secret
    USUAL_NAME = "usual name"  # it has the name of a configuration, and looks like one


@dataclass(frozen=True, slots=True)
class Project:
    """The files of one configuration in merge order, as paths to open and to show, and the settings for them."""

    paths: tuple[str, ...]
    settings: Settings = field(default_factory=Settings)
    origin: Origin = Origin.NAMED
    found_in: str = ""
    """The file that lists the paths, and the line; empty where no file does."""
    watched: tuple[str, ...] = field(default=(), compare=False)
    """The files that all this was read from, beside the paths: settings, Compose files and what these name."""
    notes: tuple[str, ...] = field(default=(), compare=False)
    """What was passed over on the way, as sentences for the user."""
    refused: Mapping[str, str] = field(default_factory=dict)
    """Why some of the paths must not be read, by path: something that was found lists them."""
    broken: UnusableSettings | None = field(default=None, compare=False)
    """The settings file that cannot be used, so that ``settings`` are those without it."""

    @property
    def files(self) -> tuple[str, ...]:
        """The files that the paths are in, each once: two paths may choose texts of one YAML file."""
        return tuple(dict.fromkeys(map(file_of, self.paths)))
