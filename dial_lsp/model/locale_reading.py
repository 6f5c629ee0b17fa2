"""What Core reads of a config in which a locale map holds an object or list in the place of text.

Core's reader of locale maps takes turns: a name, a value, until an object ends where a name should be. It does not go
into values, so an object or list among them makes it take the parts of that for names and values, and it stops at
another end than the map's. All readers around it then stop too early or too late. So this reads the merged config once
more, token by token, as they do. Source: LocalizedValueDeserializer over Jackson's tree of the config; run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from dial_lsp.schema import shape
from dial_lsp.schema.fields import entry_type, field_of
from dial_lsp.schema.members import LOCALIZED
from dial_lsp.syntax.tree import MISSING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dial_lsp.model.place import ConfigEntry, ConfigSection
    from dial_lsp.schema.versions import Version

_OPEN: Final = {"{": "}", "[": "]"}
_DEPLOYMENTS: Final = ("models", "applications", "toolsets", "interceptors")


class Reading(NamedTuple):
    """What Core holds in the end, and whether it refuses that: an unknown name where it stops, or no end at all."""

    tree: Mapping[str, Any]
    refused: bool
    loses: str  # the first of what Core does not come to, in words; empty where it reads everything

    def reaches(self, entry: ConfigEntry, member: str | int | None) -> bool:
        """Whether Core comes to an entry and, if one is named, to this member of it."""
        section = self.tree.get(entry.section)
        if entry.name is None or not isinstance(section, dict):
            return entry.section in self.tree
        found = section.get(entry.name, _NOTHING)
        return found is not _NOTHING and (member is None or not isinstance(found, dict) or member in found)


def nested_texts(section: str, value: Any) -> Iterator[tuple[str, str, Any]]:
    """The objects and lists in the place of text: the field, the first such locale of its map and what stands there."""
    for name, texts in value.items() if section in _DEPLOYMENTS and isinstance(value, dict) else ():
        if isinstance(texts, dict) and _is_localized(section, name):
            yield from [(name, *found) for found in texts.items() if isinstance(found[1], dict | list)][:1]


def has_nested_texts(entry: ConfigEntry) -> bool | None:
    """True for a deployment with such a map."""
    return any(nested_texts(entry.section, entry.value)) or None


def read(sections: Mapping[str, ConfigSection], locale: str | None, version: Version) -> Reading:
    """Read the sections of a merged config as Core does; what is half-typed is a mistake that is told by itself."""
    reader = _Reader(
        {name: value for name, section in sections.items() if (value := _value_of(section)) is not MISSING}
    )
    tree = reader.members(reader.section)
    reading = Reading(tree, refused=False, loses="")
    known = locale if {"defaultLocale", "default_locale"} & set(tree) else "en"
    refused = reader.hangs or any(_is_refused(*one, known, version) for one in tree.items())
    return reading._replace(refused=refused, loses=next(_lost(sections, reading), ""))


def _value_of(section: ConfigSection) -> Any:
    if section.whole is not None:
        return section.whole.value
    return {one.name: one.value for one in section.every.values() if one.value is not MISSING}


def _lost(sections: Mapping[str, ConfigSection], reading: Reading) -> Iterator[str]:
    for section in sections.values():
        written = [entry for entry in section.every.values() if entry.value is not MISSING]
        if section.name not in reading.tree and (written or section.whole is None):
            yield f'section "{section.name}"'
        for entry in written:
            names = (None, *(entry.value if isinstance(entry.value, dict) else ()))
            if not all(reading.reaches(entry, name) for name in names):
                yield f'parts of "{section.name}"'


def _is_refused(section: str, value: Any, locale: str | None, version: Version) -> bool:
    values = value.values() if entry_type(section) and isinstance(value, dict) else (value,)
    problems = (one for found in values for one in shape.check(section, found, version=version, default_locale=locale))
    return any(one.impact == "file-rejected" for one in problems)


def _is_localized(section: str, name: str) -> bool:
    field = field_of(entry_type(section) or "", name)
    return field is not None and field.name in LOCALIZED


class _Token(NamedTuple):
    kind: str  # one of { } [ ], "name" or "value"
    value: Any = None
    name: str | None = None  # the name that Jackson tells here
    end: int = 0  # of a { or [: the number of the token that closes it


_NOTHING: Final = object()


class _Reader:
    """Reads tokens with the readers of Core: each stands at the first token of a value and leaves at its last."""

    def __init__(self, value: Any) -> None:
        self._tokens = _tokens(value)
        self._at = 0
        self.hangs = False

    def members(self, read_member: Callable[[str], Any]) -> dict[str, Any]:
        """The members of an object, each read by its name; anything but a name ends it."""
        found: dict[str, Any] = {}
        self._at += 1
        while self._kind == "name":
            name = self._tokens[self._at].value
            self._at += 1
            found[name] = read_member(name)
            self._at += 1
        return found

    def section(self, name: str) -> Any:
        """A member of the root."""
        if entry_type(name) and self._kind == "{":
            return self.members(lambda _: self._entry(name))
        return self._anything()

    def _entry(self, section: str) -> Any:
        if section in _DEPLOYMENTS and self._kind == "{":
            return self.members(lambda name: self._locales() if self._is_map(section, name) else self._anything())
        return self._anything()

    def _is_map(self, section: str, name: str) -> bool:
        return self._kind == "{" and _is_localized(section, name)

    def _locales(self) -> dict[str, None]:
        """Name and value in turns until an object ends in the place of a name."""
        names: dict[str, None] = {}
        self._at += 1
        while self._kind != "}":
            if not self._kind:
                self.hangs = True  # it goes on forever
                break
            names[self._tokens[self._at].name or ""] = None
            self._at += 2
        return names

    def _anything(self) -> Any:
        token = self._tokens[self._at] if self._at < len(self._tokens) else _Token("value")
        self._at = token.end or self._at
        return token.value

    @property
    def _kind(self) -> str:
        return self._tokens[self._at].kind if self._at < len(self._tokens) else ""


def _tokens(root: Any) -> list[_Token]:
    """The tokens of a value in the order of the text."""
    found: list[_Token] = []
    names: list[str | None] = [None]  # of the member at which each open container stands
    starts: list[int] = []
    waiting: list[Any] = [root]
    while waiting:
        part = waiting.pop()
        if isinstance(part, _Token):
            if part.kind == "name":
                names[-1] = part.value
            else:
                names.pop()
                start = starts.pop()
                found[start] = found[start]._replace(end=len(found))
            found.append(part._replace(name=names[-1]))
        elif isinstance(part, dict | list):
            kind = "{" if isinstance(part, dict) else "["
            starts.append(len(found))
            names.append(None)
            found.append(_Token(kind, part))
            waiting.append(_Token(_OPEN[kind]))
            if isinstance(part, list):
                waiting.extend(reversed(part))
            else:
                for name, value in reversed(part.items()):
                    waiting += [value, _Token("name", name)]
        else:
            found.append(_Token("value", part, names[-1]))
    return found
