"""The names that a policy file mentions: of roles, projects and of what can be called, and of its own groups.

Names with ``*`` stand for several, so they lead to these and are not renamed.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dial_lsp.features.policies.schema import is_selectors, part_at
from dial_lsp.names.patterns import matching
from dial_lsp.policies.selectors import KINDS
from dial_lsp.text import Span
from dial_lsp.toml.places import spots
from dial_lsp.toml.values import loads

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dial_lsp.toml.places import Spot, TomlPath

GROUP: Final = "group"
PROJECT: Final = "key"
_NAMED: Final = ("key", "role", *KINDS)
_SECTIONS: Final = {f"{kind}s": kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a policy file, its ``kind`` such as ``role``, ``key`` (a project) or ``group``, and where it stands."""

    kind: str
    name: str
    span: Span
    is_definition: bool = False

    @property
    def is_pattern(self) -> bool:
        """Whether it stands for several names."""
        return "*" in self.name and self.kind != GROUP

    def means(self, name: str) -> bool:
        """Whether it stands for a name of its kind."""
        return matching(self.name)(name)


def mentions(text: str) -> tuple[Mention, ...]:
    """All names of a policy file in the order of its text; none while it is no TOML."""
    try:
        values, known = loads(text), spots(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return ()
    found = [
        mention for path, value in _texts(values, ()) if path in known for mention in _in(text, path, value, known)
    ]
    found += [_defined(text, path[1], spot.key) for path, spot in known.items() if _is_group(path)]
    return tuple(sorted(found, key=lambda each: each.span))


def mention_at(text: str, offset: int) -> Mention | None:
    """The name at an offset, the places just before and behind it included."""
    return next((each for each in mentions(text) if each.span.start <= offset <= each.span.end), None)


def _is_group(path: TomlPath) -> bool:
    return len(path) == 2 and path[0] == "groups"  # noqa: PLR2004 -- the table and the name


def _defined(text: str, name: Any, key: Span) -> Mention:
    is_quoted = text[key.start] in "\"'"
    span = Span(key.start + 1, key.end - 1) if is_quoted else key
    return Mention(GROUP, str(name), span, is_definition=True)


def _texts(value: Any, path: TomlPath) -> Iterator[tuple[TomlPath, str]]:
    """Every text of a file with the path to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, member in value.items():
            yield from _texts(member, (*path, name))
    elif isinstance(value, list):
        for index, element in enumerate(value):
            yield from _texts(element, (*path, index))


def _in(text: str, path: TomlPath, value: str, known: Mapping[TomlPath, Spot]) -> Iterator[Mention]:
    start, end = known[path].value
    if text[start + 1 : end - 1] != value:
        return  # with escapes, or on several lines
    steps = tuple(step for step in path if isinstance(step, str))
    if is_selectors(part_at(steps)):
        kind, colon, name = value.partition(":")
        if value.startswith("@"):
            yield Mention(GROUP, value[1:], Span(start + 2, end - 1))
        elif colon and name and kind in _NAMED and not (kind == PROJECT and name.startswith("#")):
            yield Mention(kind, name, Span(start + 1 + len(kind) + 1, end - 1))
    elif steps[:1] == ("groups",) and steps[-1] in _SECTIONS:
        yield Mention(_SECTIONS[steps[-1]], value, Span(start + 1, end - 1))
    elif steps == ("policy", "interceptor"):
        yield Mention("interceptor", value, Span(start + 1, end - 1))
    elif steps == ("policy", "routes"):
        yield Mention("route", value, Span(start + 1, end - 1))
