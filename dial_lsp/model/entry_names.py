"""What may be wrong with the name of an entry: at most one thing is said of a name, the worst."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from dial_lsp.model.config import DEPLOYMENT_SECTIONS
from dial_lsp.model.entries import TOOLSET_NAME, TYPES, is_passed_over
from dial_lsp.model.placeholders import filled_in
from dial_lsp.model.similar import is_invisible
from dial_lsp.model.tables import answers_of
from dial_lsp.schema.coercion import is_blank
from dial_lsp.schema.versions import RESERVED_NAMES, SLASH_NAMES_DROPPED, Version
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dial_lsp.model.config import Config
    from dial_lsp.model.place import ConfigEntry, ConfigSection

Fault = Literal["reserved", "slash", "toolset", "blank", "invisible", "padded", "encode", "unmigratable"]

NOT_MIGRATABLE = compiled(r"[^A-Za-z0-9._%:@\[\]()-]+")
"""What Core's Configuration API does not take in a name."""

_OF_TEXTS: tuple[Fault, ...] = ("blank", "invisible", "padded")
_RESERVING = ("models", "interceptors", "roles", "keys", "routes")
_TO_ENCODE = compiled(r"[\s%?#;\\]")
_SOUND = compiled(r"[A-Za-z0-9._:@\[\]()-]+")
"""Names of which there is nothing to say: most of them."""


def named_with(config: Config, fault: Fault) -> Iterator[tuple[ConfigEntry, str]]:
    """The entries whose name has this fault and no worse one, with their names."""
    for section in TYPES:
        found = None if is_passed_over(section, config.version) else config.sections.get(section)
        for name, worst in _faults(found, config.version).items() if found else ():
            if found and worst == fault:
                yield found.every[name], name


def _faults(section: ConfigSection, version: Version) -> Mapping[str, Fault]:
    """The names of a section that have a fault, with the worst; kept while the entries are the same."""
    return answers_of(section, ("faults", version), lambda entry: fault_of(entry.section, entry.name or "", version))


def fault_of(section: str, name: str, version: Version) -> Fault | None:
    """The worst fault of a name, whatever fills in its placeholders; names of API keys may be anything but reserved."""
    if section != "toolsets" and _SOUND.fullmatch(name):
        return None
    name = filled_in(name)
    if section == "keys":
        return "reserved" if _is_reserved(section, name) and version >= RESERVED_NAMES else None
    faults: tuple[tuple[Fault, bool], ...] = (
        ("reserved", _is_reserved(section, name) and version >= RESERVED_NAMES),
        ("slash", "/" in name and version >= SLASH_NAMES_DROPPED),
        ("toolset", section == "toolsets" and not TOOLSET_NAME.fullmatch(name)),
        *((fault, fault_of_text(name) == fault) for fault in _OF_TEXTS),
        ("encode", section in DEPLOYMENT_SECTIONS and _TO_ENCODE.search(name) is not None),
        ("unmigratable", NOT_MIGRATABLE.search(name) is not None),
    )
    return next((fault for fault, is_found in faults if is_found), None)


def fault_of_text(name: str) -> Literal["blank", "invisible", "padded"] | None:
    """What is wrong with a name whatever it names."""
    if is_blank(name):
        return "blank"
    if any(map(is_invisible, name)):
        return "invisible"
    return "padded" if name != name.strip() else None


def usable(name: str) -> str:
    """The name with dashes in the place of everything that makes trouble; empty when nothing is left."""
    return re.sub(r"-{2,}", "-", NOT_MIGRATABLE.sub("-", name).replace("%", "-")).strip("-")


def _is_reserved(section: str, name: str) -> bool:
    parts = name.split("/")
    return section in _RESERVING and len(parts) > len(("section", "bucket")) and parts[0] == section
