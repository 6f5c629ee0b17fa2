"""How places are named for people: JSON Pointers in which no step is a secret."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dial_lsp.masking.standing import Mode, looks_like_key, of_section
from dial_lsp.model.access_control import Key
from dial_lsp.model.place import ConfigEntry, ConfigSection
from dial_lsp.model.tables import answers_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.config import Config
    from dial_lsp.model.place import Place
    from dial_lsp.syntax.tree import Pointer


def pointer_text(config: Config, place: Place) -> str:
    """The JSON Pointer of a place from the root of the merged config.

    The name of an API key may be its secret, so it is written ``#2:PROJECT``: its position, counted from 1, and its
    project. Any other name that is a secret is written as its position, ``#2``.
    """
    entry = place.entry
    if isinstance(entry, ConfigSection):
        steps = [_section_step(config, entry.name)]
    else:
        steps = [_section_step(config, entry.section)]
        if entry.name is not None:
            steps.append(_entry_step(config, entry))
        steps += _inner_steps(config, entry, place)
    return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in steps)


def anchor(config: Config, place: Place, pointer: str | None = None) -> str:
    """The pointer in a form for comparing runs: it stays when API keys are added, moved or get other secrets.

    A key is named by project and roles, and by a number where several have the same. ``pointer`` is that of the place,
    where it is known already.
    """
    text = pointer_text(config, place) if pointer is None else pointer
    if not isinstance(place.entry, ConfigEntry) or place.entry.section != "keys" or place.entry.name is None:
        return text
    project, roles = _owner(place.entry)
    number = _numbers(config.sections["keys"])[place.entry.name][1]
    shown = config.secrecy.wording.name
    name = ",".join(map(shown, roles)) + f"@{shown(project or '')}#{number}"
    rest = "".join(f"/{step}" for step in text.split("/")[3:])
    return f"/keys/{name.replace('~', '~0').replace('/', '~1')}{rest}"


def key_label(config: Config, entry: ConfigEntry) -> str:
    """An API key in a message: ``key 2 (project "EPAM")``."""
    project = _project(entry)
    return f"key {_position(config, entry)}" + (f' (project "{project}")' if project else "")


def short_key_label(config: Config, entry: ConfigEntry) -> str:
    """An API key as the name of a member, which is another one for each: ``key 2 (EPAM)``."""
    project = _project(entry)
    shown = config.secrecy.wording.name(project) if project else ""
    return f"key {_position(config, entry)}" + (f" ({shown})" if shown else "")


def _section_step(config: Config, name: str) -> str:
    if not config.secrecy.wording.is_secret(name):
        return config.secrecy.wording.hidden(name)
    number = config.section_numbers.get(name)
    return f"#{number}" if number else config.secrecy.wording.name(name)


def _entry_step(config: Config, entry: ConfigEntry) -> str:
    name = entry.name or ""
    is_key = of_section(entry.section).mode is Mode.KEYS or looks_like_key(entry.value)
    if not is_key and not config.secrecy.wording.is_secret(name):
        return config.secrecy.wording.hidden(name)
    project = _project(entry)
    shown = config.secrecy.wording.name(project) if project and not config.secrecy.wording.is_secret(project) else ""
    return f"#{_position(config, entry)}" + (f":{shown}" if shown else "")


def _inner_steps(config: Config, entry: ConfigEntry, place: Place) -> Iterator[str]:
    value: Any = entry.value
    for depth, step in enumerate(place.pointer):
        if isinstance(step, int):
            yield str(step)
        elif config.secrecy.wording.is_secret(step):
            number = _members(entry, place.pointer[:depth], value).get(step)
            yield f"#{number or ''}"
        else:
            yield config.secrecy.wording.hidden(step)
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            value = None


def _members(entry: ConfigEntry, pointer: Pointer, value: Any) -> dict[str, int]:
    """The positions of the members of an object in an entry; kept with the entry."""
    key = ("positions", pointer)
    if key not in entry.memo:
        entry.memo[key] = {name: at for at, name in enumerate(value, 1)} if isinstance(value, dict) else {}
    known: dict[str, int] = entry.memo[key]
    return known


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
    return _numbers(config.sections[entry.section])[entry.name][0]


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
