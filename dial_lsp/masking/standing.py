"""Where a text stands: what the format says of the place, and where it says nothing, what the names around it tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

from dial_lsp.masking import names
from dial_lsp.schema.fields import entry_type, field_of, resolve, schema_at, sections, type_at, types

if TYPE_CHECKING:
    from dial_lsp.syntax.tree import Pointer


class Mode(Enum):
    """What is known of a place."""

    KNOWN = "the format says what stands here, and it is no secret"
    FREE = "the format takes anything here, or does not know the place"
    SCHEMA = "a part of a JSON schema, whose names name properties"
    DOUBT = "an unknown part of an API key: kept secret, but it makes no secret of the same text elsewhere"
    SECRET = "a secret, or an object or list of secrets"  # noqa: S105 -- words
    KEYS = "API keys: an object whose names are secrets"
    KEY = "one API key"


@dataclass(frozen=True, slots=True)
class Standing:
    """A kind of place. ``section`` and ``pointer`` say where in the format, without names and numbers of one's own.

    ``names`` says of a secret place whether the names of members in it are secrets too.
    """

    mode: Mode
    section: str = ""
    pointer: tuple[str | int, ...] = ()
    names: bool = False
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.mode.value, self.section, self.pointer, self.names)))

    def __hash__(self) -> int:
        """Made once: whatever is remembered by place is looked up for each name of a file."""
        return self._hash


FREE: Final = Standing(Mode.FREE)
SECRET: Final = Standing(Mode.SECRET, names=True)
SECRETS: Final = Standing(Mode.SECRET)
DOUBT: Final = Standing(Mode.DOUBT)
KEYS: Final = Standing(Mode.KEYS, names=True)
KEY: Final = Standing(Mode.KEY)
_SCHEMA: Final = Standing(Mode.SCHEMA)
_SCHEMA_OF_SECRET: Final = Standing(Mode.SCHEMA, names=True)
_SCHEMAS: Final = frozenset({"ApplicationTypeSchema", "CatalogSchema", "ApplicationTypeProperty"})
_VALUES_IN_SCHEMAS: Final = frozenset({"default", "const", "enum", "examples", "example"})
_UPSTREAMS: Final = frozenset({"dial:upstreams"})
"""Fields of JSON schemas that hold upstreams, which the schema of the format leaves open."""
_VALUES_OF_LISTS: Final = frozenset({"value", "values", "data", "content", "id"})
"""What a secret may be called in a list of objects with names, as that of environment variables."""
_MARKS_OF_A_KEY: Final = frozenset({"project", "role", "roles", "secured"})


@lru_cache(maxsize=4096)
def of_section(name: str) -> Standing:
    """Where the value of a section stands, or the entries of one that has entries."""
    if name == "keys":
        return KEYS
    if name in sections():
        return Standing(Mode.KNOWN, name)
    if names.is_keys_name(name):
        return KEYS
    return SECRETS if names.may_hold_secret(name) else FREE


def of_entry(section: str, name: str | None) -> Standing:
    """Where the value of an entry stands; ``name`` is None where the section is no object."""
    around = of_section(section)
    if name is None or (around.mode is Mode.KNOWN and entry_type(section)):
        return around
    return inside(around, name)


def at_pointer(section: str, pointer: tuple[str | int, ...]) -> Standing:
    """Where a pointer into the value of an entry of a section leads, whatever the entry is called."""
    found = of_entry(section, "" if section == "keys" or entry_type(section) else None)
    for step in pointer:
        found = inside(found, step)
    return found


@lru_cache(maxsize=16384)
def inside(around: Standing, step: str | int) -> Standing:  # noqa: PLR0911 -- a table
    """Where a member or an element of what stands at a place stands."""
    if around.mode is Mode.KEYS:
        return KEY
    if around.mode in (Mode.SECRET, Mode.DOUBT):
        return around
    if isinstance(step, int):
        return _element(around)
    if around.mode is Mode.KEY:
        return _in_key(step)
    if around.mode is Mode.FREE:
        return _by_name(step)
    if around.mode is Mode.SCHEMA:
        return _in_schema(around, step)
    return _in_known(around, step)


def looks_like_key(value: object) -> bool:
    """Whether a value can only be meant for an API key: it has a project or roles, and hardly anything else."""
    if not isinstance(value, dict) or not value or value.keys().isdisjoint(_MARKS_OF_A_KEY):
        return False
    known = sum(1 for name in value if field_of("Key", name) is not None)
    return known * 2 > len(value)


@cache
def words() -> frozenset[str]:
    """The words of the format: its sections, fields and fixed values."""
    found = {"true", "false", "null", "default", *sections()}
    for kind in types().values():
        for one in kind.fields.values():
            found.update(one.accepted, one.values, one.key_names)
    return frozenset(found)


@lru_cache(maxsize=4096)
def expects_secrets(at: Standing) -> bool:
    """Whether an object that has secrets belongs there, or some of them: a text there instead may be one of them."""
    steps: tuple[Pointer, ...] = ((), (0,), ("",))
    return any(_holds_secrets(at.section, (*at.pointer, *more)) for more in steps) if _is_inside(at) else False


def _holds_secrets(section: str, pointer: Pointer) -> bool:
    kind = type_at(section, pointer)
    if kind is None or _is_of_secrets(section, pointer):
        return kind is not None
    return any(_is_of_secrets(section, (*pointer, name)) for name in kind.fields)


def _is_inside(at: Standing) -> bool:
    return at.mode is Mode.KNOWN and at.section != "keys" and bool(at.pointer)


@lru_cache(maxsize=4096)
def _is_of_secrets(section: str, pointer: Pointer) -> bool:
    kind = type_at(section, pointer)
    return kind is not None and any(field.secret for field in kind.fields.values())


def _element(around: Standing) -> Standing:
    if around.mode is Mode.KEY or (_is_inside(around) and _is_of_secrets(around.section, around.pointer)):
        return SECRET
    if around.mode is Mode.KNOWN:
        return Standing(Mode.KNOWN, around.section, (*around.pointer, 0))
    return around


def _in_key(name: str) -> Standing:
    field = field_of("Key", name)
    if field is not None:
        return SECRET if field.secret else Standing(Mode.KNOWN, "keys", (name,))
    if names.is_slip_among(name, "Key") or names.may_hold_secret(name):
        return SECRET
    if name in _VALUES_OF_LISTS:
        return DOUBT
    is_plain = name in words() or names.tells_about(name) or names.is_slip_for_plain(name, "Key")
    return FREE if is_plain else DOUBT


def _by_name(name: str) -> Standing:
    if names.is_keys_name(name):
        return KEYS
    return SECRETS if names.may_hold_secret(name) else FREE


def _in_schema(around: Standing, name: str) -> Standing:
    if name in _VALUES_IN_SCHEMAS:
        return SECRETS if around.names else FREE
    return _SCHEMA_OF_SECRET if around.names or names.may_hold_secret(name) else _SCHEMA


def _in_known(around: Standing, name: str) -> Standing:  # noqa: PLR0911 -- a table
    kind = type_at(around.section, around.pointer)
    if kind is None:
        return _in_unnamed(around, name)
    field = kind.spellings.get(name)
    if field is not None:
        if field.name in _UPSTREAMS:
            return Standing(Mode.KNOWN, "models", ("upstreams",))
        if field.secret:
            return SECRET if field.type == "Text" else SECRETS
        return Standing(Mode.KNOWN, around.section, (*around.pointer, name))
    if kind.name in _SCHEMAS:
        return _in_schema(_SCHEMA, name)
    if names.is_slip_among(name, kind.name):
        return SECRETS
    return FREE if names.is_slip_for_plain(name, kind.name) else _by_name(name)


def _in_unnamed(around: Standing, name: str) -> Standing:
    """In a map, whose names are one's own, or in what takes any names."""
    schema = schema_at(around.section, around.pointer)
    if schema is not None and _is_map_of_objects(schema):
        return Standing(Mode.KNOWN, around.section, (*around.pointer, ""))
    return _by_name(name)


def _is_map_of_objects(schema: Mapping[str, Any]) -> bool:
    definition = resolve(schema)
    alternatives = (definition, *(resolve(one) for one in definition.get("anyOf", ())))
    members = (one.get("additionalProperties") for one in alternatives)
    return any(isinstance(member, Mapping) and member.get("$ref") != "#/$defs/Text" for member in members)
