"""How places are named for people: JSON Pointers in which an API key is never shown by its secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.model.access_control import Key
from dial_lsp.model.place import ConfigEntry, ConfigSection
from dial_lsp.model.tables import answers_of

if TYPE_CHECKING:
    from dial_lsp.model.config import Config
    from dial_lsp.model.place import Place


def pointer_text(config: Config, place: Place) -> str:
    """The JSON Pointer of a place from the root of the merged config.

    The name of an API key may be its secret, so it is written ``#2:PROJECT``: its position, counted from
    1, and its project.
    """
    steps: list[str] = []
    if isinstance(place.entry, ConfigEntry):
        steps.append(place.entry.section)
        if place.entry.section == "keys" and place.entry.name is not None:
            steps.append(_key_step(config, place.entry))
        elif place.entry.name is not None:
            steps.append(place.entry.name)
    else:
        steps.append(place.entry.name)
    steps += [str(step) for step in place.pointer]
    return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in steps)


def anchor(config: Config, place: Place) -> str:
    """The pointer in a form for comparing runs: it stays when API keys are added, moved or get other secrets.

    A key is named by project and roles, and by a number where several have the same.
    """
    text = pointer_text(config, place)
    if not isinstance(place.entry, ConfigEntry) or place.entry.section != "keys" or place.entry.name is None:
        return text
    own = _owner(place.entry)
    number = _numbers(config.sections["keys"])[place.entry.name][1]
    name = ",".join(own[1]) + f"@{own[0] or ''}#{number}"
    rest = "".join(f"/{step}" for step in text.split("/")[3:])
    return f"/keys/{name.replace('~', '~0').replace('/', '~1')}{rest}"


def key_label(config: Config, entry: ConfigEntry) -> str:
    """An API key in a message: ``key 2 (project "EPAM")``."""
    project = _project(entry)
    return f"key {_position(config, entry)}" + (f' (project "{project}")' if project else "")


def _key_step(config: Config, entry: ConfigEntry) -> str:
    project = _project(entry)
    return f"#{_position(config, entry)}" + (f":{project}" if project else "")


def _project(entry: ConfigEntry) -> str | None:
    """The project of a key, unless somebody used the secret itself for it."""
    key = Key(entry, (), entry.value)
    project = key.project.text
    hidden = (entry.name or "", key.field("key").text or "")
    return None if project in hidden else project


def _owner(entry: ConfigEntry) -> tuple[str | None, tuple[str, ...]]:
    """The project and the roles of a key, without any text that is its secret."""
    key = Key(entry, (), entry.value)
    secrets = {entry.name, key.field("key").text}
    return _project(entry), tuple(sorted({role for role, _ in key.roles if role} - secrets))


def _position(config: Config, entry: ConfigEntry) -> int:
    return _numbers(config.sections["keys"])[entry.name][0]


def _numbers(keys: ConfigSection) -> dict[str | None, tuple[int, int]]:
    """Of each key its position, and its position among those of the same owner; kept with the section."""
    known: dict[str | None, tuple[int, int]] | None = keys.memo.get("numbers")
    if known is None:
        known = keys.memo["numbers"] = {}
        owners: dict[tuple[str | None, tuple[str, ...]], int] = {}
        known_owners = answers_of(keys, "owner", _owner)
        for position, (name, entry) in enumerate(keys.every.items(), 1):
            owner = known_owners.get(name or "") or _owner(entry)
            number = owners[owner] = owners.get(owner, 0) + 1
            known[name] = (position, number)
    return known
