"""Changes that give an API key a new secret, made by the operating system's generator when somebody asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.model.change import Change, InsertEntry, Rename, Replace
from dial_lsp.model.place import Place

if TYPE_CHECKING:
    from dial_lsp.model.access_control import Key

REPLACED = "Replace the secret with a random one: callers with the old one are locked out"
"""The title of a fix that gives a key another secret."""
_BYTES = 32


def secret_replaced(key: Key, *, explicit: bool) -> tuple[Change, ...]:
    """The key gets another secret: callers with the old one are locked out at once."""
    _, field = key.secret(explicit=explicit)
    if field is not None:
        return (Replace(field.at, new_secret()),)
    return (Rename(Place(key.entry, (), "key"), new_secret()),)


def key_added(key: Key, *, explicit: bool) -> tuple[Change, ...]:
    """A second key with the same rights, so that callers can move over before the old one is deleted."""
    value = dict(key.raw) if isinstance(key.raw, dict) else {}
    _, field = key.secret(explicit=explicit)
    if field is None:
        return (InsertEntry("keys", new_secret(), value),)
    taken = key.entry.name or "key"
    return (InsertEntry("keys", f"{taken}-new", {**value, str(field.pointer[-1]): new_secret()}),)


def new_secret() -> str:
    """A secret of 256 random bits, in letters that need no quoting anywhere."""
    import secrets

    return secrets.token_urlsafe(_BYTES)
