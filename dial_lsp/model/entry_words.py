"""Entries in a few words, for lists in which people pick one: outlines, symbols and hierarchies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dial_lsp.model import reads
from dial_lsp.model.access_control import Guarded, Key, Role
from dial_lsp.model.deployments import Model, Translator
from dial_lsp.model.pointers import key_label
from dial_lsp.model.routing import Route

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dial_lsp.model.config import Config
    from dial_lsp.model.place import ConfigEntry
    from dial_lsp.model.values import Value

KIND_WORDS: Final[Mapping[str, str]] = {
    "keys": "key",
    "roles": "role",
    "models": "model",
    "applications": "application",
    "toolsets": "toolset",
    "interceptors": "interceptor",
    "routes": "route",
    "translators": "translator",
}
"""What one entry of each section is called."""
_SHOWN = 3


def kind_of(entry: ConfigEntry) -> str:
    """The kind of a named entry, such as "model"; "entry" in a section that is none of Core's."""
    return KIND_WORDS.get(entry.section, "entry")


def label_of(config: Config, entry: ConfigEntry) -> str:
    """What to call a named entry in a list; an API key never by its secret."""
    if entry.section != "keys":
        return entry.name or '""'
    section = config.sections.get("keys")
    counted = section.every.get(entry.name) if section else None
    return key_label(config, counted) if counted else "key"


def detail_of(value: Value) -> str:
    """What to say behind the name of a typed entry; never a text that may be a secret. Kept with the entry."""
    return reads.remembered(value.entry.memo, ("detail", value.pointer), lambda: _detail(value))


def _detail(value: Value) -> str:
    if isinstance(value, Key):
        secrets = {value.entry.name, value.field("key").text}
        return _enumerated(role for role, _ in value.roles if role and role not in secrets)
    if isinstance(value, Role):
        count = sum(1 for _ in value.limits())
        return f"{count} limit{'' if count == 1 else 's'}" if count else "no limits"
    if isinstance(value, Translator):
        return f"{value.source or '?'} → {value.target or '?'}"
    if isinstance(value, Guarded):
        own = (value.type,) if isinstance(value, Model) else value.paths if isinstance(value, Route) else ()
        return ", ".join([text for text in own[:1] if text] + [callers_of(value)])
    return ""


def callers_of(value: Guarded) -> str:
    """Whom ``userRoles`` let in."""
    roles = value.allowed_roles
    if roles is None:
        return "open to everyone"
    return f"for {_enumerated(role or 'null' for role in value.user_roles.said())}" if roles else "for nobody"


def _enumerated(words: Iterable[str]) -> str:
    once = tuple(dict.fromkeys(words))
    more = len(once) - _SHOWN
    return ", ".join(once[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
