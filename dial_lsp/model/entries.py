"""Entries as the types of their sections, and which of them Core leaves out."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from dial_lsp.model.access_control import Key, Role
from dial_lsp.model.deployments import Application, Interceptor, Model, ToolSet, Translator
from dial_lsp.model.routing import Route
from dial_lsp.model.values import Value
from dial_lsp.schema.gate import known
from dial_lsp.schema.versions import SLASH_NAMES_DROPPED, Version
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dial_lsp.model.place import ConfigEntry, ConfigSection

TYPES: Mapping[str, type[Value]] = MappingProxyType(
    {
        "models": Model,
        "applications": Application,
        "toolsets": ToolSet,
        "interceptors": Interceptor,
        "routes": Route,
        "keys": Key,
        "roles": Role,
        "translators": Translator,
    }
)
TOOLSET_NAME = compiled(r"[A-Za-z0-9_-]+")


def typed(entry: ConfigEntry) -> Value:
    """The entry's value as the type of its section."""
    return TYPES.get(entry.section, Value)(entry, (), entry.value)


def kept(sections: Mapping[str, ConfigSection], version: Version) -> Iterator[ConfigEntry]:
    """The entries that Core does not leave out."""
    for name, section in sections.items():
        if not is_passed_over(name, version):
            yield from (entry for entry in section.every.values() if not has_lost_name(entry, version))


def is_dropped(entry: ConfigEntry, version: Version) -> bool:
    """Whether Core leaves an entry out: because of its name (ConfigPostProcessor: "Dropping"), or its whole section."""
    return has_lost_name(entry, version) or is_passed_over(entry.section, version)


def has_lost_name(entry: ConfigEntry, version: Version) -> bool:
    """Whether Core leaves an entry out because of its name."""
    if entry.section == "toolsets":
        return not TOOLSET_NAME.fullmatch(entry.name or "")  # a slash is none of these characters, either
    return entry.name is not None and "/" in entry.name and is_dropped_at_once(entry, version)


def is_passed_over(section: str, version: Version) -> bool:
    """Whether this version of Core does not read a section with typed entries, because it came later."""
    return section in TYPES and known(section, version) is None


def is_dropped_at_once(entry: ConfigEntry, version: Version) -> bool:
    """Whether a slash in its name makes Core leave an entry out before anything else of it is looked at."""
    is_named = "/" in (entry.name or "") and entry.section in TYPES and entry.section != "keys"
    return is_named and version >= SLASH_NAMES_DROPPED
