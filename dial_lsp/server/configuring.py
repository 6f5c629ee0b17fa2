"""The settings as they are now: files, unsaved ones too, under what the client says.

While a settings file is half-typed the last settings in it that could be used hold.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from dial_lsp.project.discovery import SettingsFile, settings_above
from dial_lsp.project.settings_files import absolute
from dial_lsp.settings import Settings, SettingsError, parse_settings
from dial_lsp.versions import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

SECTION = "dial-lsp"  # of the client's configuration


@dataclass(frozen=True, slots=True)
class Choices:
    """What the client's configuration says: which features show, and settings that stand above those of files."""

    semantic_tokens: bool = True
    inlay_hints: bool = True
    code_lenses: bool = True
    unsaved_changes: bool = True
    folded_findings: bool = True
    overrides: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, given: Any) -> Choices:
        """The choices in a client's section; what is no choice of ours, or has another type, is passed over."""
        table = given if isinstance(given, dict) else {}
        return cls(
            **{name: _switch(table, shown) for name, shown in _SWITCHES.items()},
            overrides={
                name: value
                for name, shown in _OVERRIDES.items()
                if (value := _override(name, table.get(shown))) is not None
            },
        )


_SWITCHES = {
    "semantic_tokens": "semanticTokens",
    "inlay_hints": "inlayHints",
    "code_lenses": "codeLenses",
    "unsaved_changes": "unsavedChanges",
    "folded_findings": "foldedFindings",
}
_OVERRIDES = {
    "core_version": "coreVersion",
    "overwrite_arrays": "overwriteArrays",
    "comments": "comments",
    "strict": "strict",
    "idp_roles": "idpRoles",
    "admin_roles": "adminRoles",
    "internal_hosts": "internalHosts",
}


class Settled:
    """Which settings hold for which folder."""

    def __init__(self, unsaved: Callable[[str], str | None]) -> None:
        """``unsaved`` tells the text of an open file by its path."""
        self._unsaved = unsaved
        self._usable: dict[str, Settings] = {}
        self.choices = Choices()
        self.folders: tuple[str, ...] = ()  # of the workspace, which somebody has opened

    def of_folder(self, folder: Path) -> SettingsFile | None:
        """The settings file for a folder, as ``project_for`` asks for it."""
        found = settings_above(folder, absolute, self.folders)
        if found is None:
            return None
        path = absolute(str(found.path))
        text = self._unsaved(path)
        if text is not None:
            try:
                found = replace(found, settings=parse_settings(text, path), broken=None)
            except SettingsError as error:
                found = replace(found, settings=Settings(), broken=error.unusable)
        if found.broken is not None:
            return replace(found, settings=self._usable.get(path, found.settings))
        self._usable[path] = found.settings
        return found

    def overridden(self, settings: Settings) -> Settings:
        """The settings with what the client says above them."""
        return replace(settings, **self.choices.overrides)


def _known_version(text: str) -> str | None:
    """The version, or the nearest one that is known; None for what is no version."""
    try:
        return nearest(text)
    except ValueError:
        return None


def _switch(table: Mapping[str, Any], name: str) -> bool:
    """A switch, written as a truth or as a table with ``enable``."""
    value = table.get(name)
    if isinstance(value, dict):
        value = value.get("enable")
    return value if isinstance(value, bool) else True


_DEFAULTS = {each.name: each.default for each in fields(Settings)}


def _override(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value) if all(isinstance(each, str) for each in value) and name.endswith(("s",)) else None
    if name == "core_version" and isinstance(value, str) and value:
        return _known_version(value)
    return value if value != "" and isinstance(value, type(_DEFAULTS[name])) else None
