"""Names that occur several times in one object of one file, and what Core makes of them.

Core fills objects that are in its tree already, and the root always is: there equal names merge. In an object that is
only being made the last of them replaces the others whole (see merge.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar

from dial_lsp.model import reads
from dial_lsp.model.merge import combine
from dial_lsp.model.place import Place
from dial_lsp.syntax.tree import MISSING, ArrayNode, DuplicateMembers, ObjectNode
from dial_lsp.text import Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dial_lsp.model.config import Config
    from dial_lsp.model.place import ConfigEntry, ConfigSection
    from dial_lsp.syntax import Document, Section
    from dial_lsp.syntax.tree import Member, Node, Pointer
    from dial_lsp.text import Span

T = TypeVar("T")
_name = attrgetter("name")
MOST_TOLD: Final = 100
"""Members of one name whose places are looked up, which takes a tree of each."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """One name and its members, in the order of the text; ``inside`` is the section the object is or belongs to.

    There are ``count`` members. Where they are very many, keys and members are those of the first ones and the last.
    ``merges``: Core puts the members together instead of taking the last. ``order_matters``: taking out an earlier
    member would move the last one to a place in which it may mean something else.
    """

    document: Document
    level: Literal["section", "entry", "field"]
    inside: str
    name: str
    count: int
    keys: tuple[Span, ...]
    members: tuple[Span, ...]
    merges: bool
    order_matters: bool = False
    place: Place | None = None  # of the last member, unless another file has the last word on it


def duplicates(config: Config) -> Iterator[Duplicate]:
    """All duplicates of all files, outer before inner."""
    for found in _duplicates(config):
        reads.note_text()
        yield found


def _duplicates(config: Config) -> Iterator[Duplicate]:
    for document in config.documents:
        yield from _of_sections(config, document)
        for section in document.sections:
            if section.kind == "object":
                yield from _of_entries(config, document, section)
    for entry in config.entries_where(_any_inside):
        yield from _of_fields(config, entry)


def _of_sections(config: Config, document: Document) -> Iterator[Duplicate]:
    for name, sections in _repeated((section.name, section) for section in document.sections):
        kinds = {section.kind for section in sections}
        yield Duplicate(
            document,
            "section",
            name,
            name,
            len(sections),
            tuple(document.section_span(section, "key") for section in _some(sections)),
            tuple(document.section_span(section, "member") for section in _some(sections)),
            merges=kinds == {"object"} or (kinds == {"array"} and not config.merging.overwrite_arrays),
            place=_place(config, document, config.sections.get(name), document.section_span(sections[-1], "key")),
        )


def _of_entries(config: Config, document: Document, section: Section) -> Iterator[Duplicate]:
    if len(set(map(_name, section.entries))) == len(section.entries):
        return  # as nearly always
    for name, entries in _repeated((entry.name or "", entry) for entry in section.entries):
        merged = config.sections[section.name].every.get(name)
        written = set(entries)
        parts = [part for part in merged.parts if part.entry in written] if merged else []
        yield Duplicate(
            document,
            "entry",
            section.name,
            name,
            len(entries),
            tuple(document.span_of(entry, (), "key") for entry in _some(entries)),
            tuple(document.span_of(entry, (), "member") for entry in _some(entries)),
            merges=len(parts) > 1,
            order_matters=section.name in ("routes", "keys"),
            place=_place(config, document, merged, document.span_of(entries[-1], (), "key")),
        )


def _of_fields(config: Config, entry: ConfigEntry) -> Iterator[Duplicate]:
    for number, part in enumerate(entry.parts):
        if not _holds_duplicates(part.entry.value):
            continue
        document = config.documents[part.file]
        start = document.offset_of(part.entry)
        before = combine((other.entry.value for other in entry.parts[:number]), config.merging)
        for node, pointer in _objects(part.entry.tree.value):
            existed = isinstance(_at(before, pointer), dict)
            for name, members in _repeated((member.key.value, member) for member in node.members):
                yield Duplicate(
                    document,
                    "field",
                    entry.section,
                    name,
                    len(members),
                    tuple(member.key.span.shifted(start) for member in _some(members)),
                    tuple(member.span.shifted(start) for member in _some(members)),
                    merges=existed and _same_container(members),
                    order_matters=_has_other_spelling(name, node),
                    place=_place(config, document, entry, members[-1].key.span.shifted(start), (*pointer, name)),
                )


def _place(
    config: Config, document: Document, inside: ConfigEntry | ConfigSection | None, key: Span, pointer: Pointer = ()
) -> Place | None:
    place = Place(inside, pointer, "key") if inside is not None else None
    return place if place and config.locate(place) == Location(document.source, key) else None


def _repeated(pairs: Iterable[tuple[str, T]]) -> Iterator[tuple[str, tuple[T, ...]]]:
    found: dict[str, list[T]] = {}
    for name, part in pairs:
        found.setdefault(name, []).append(part)
    return ((name, tuple(parts)) for name, parts in found.items() if len(parts) > 1)


def _some(parts: tuple[T, ...]) -> tuple[T, ...]:
    return parts if len(parts) <= MOST_TOLD else (*parts[: MOST_TOLD - 1], parts[-1])


def _any_inside(entry: ConfigEntry) -> bool:
    values = [part.entry.value for part in entry.parts if part.entry.value]
    return any(map(_holds_duplicates, values)) if values else False


def _holds_duplicates(value: Any) -> bool:
    waiting = [value]
    while waiting:
        inside = waiting.pop()
        if isinstance(inside, DuplicateMembers):
            return True
        if isinstance(inside, dict):
            waiting.extend(part for part in inside.values() if isinstance(part, dict | list))
        elif isinstance(inside, list):
            waiting.extend(part for part in inside if isinstance(part, dict | list))
    return False


def _objects(root: Node | None) -> Iterator[tuple[ObjectNode, Pointer]]:
    """The objects of a tree that count: those inside members that a later one replaces do not."""
    waiting: list[tuple[Node, Pointer]] = [(root, ())] if root is not None else []
    while waiting:
        node, pointer = waiting.pop()
        if isinstance(node, ObjectNode):
            yield node, pointer
            last = {member.key.value: member.value for member in node.members if member.value is not None}
            waiting += [(value, (*pointer, name)) for name, value in last.items()]
        elif isinstance(node, ArrayNode):
            waiting += [(element, (*pointer, index)) for index, element in enumerate(node.elements)]


def _at(value: Any, pointer: Pointer) -> Any:
    for step in pointer:  # elements of lists are always new objects
        value = value.get(step, MISSING) if isinstance(value, dict) and isinstance(step, str) else MISSING
    return value


def _same_container(members: tuple[Member, ...]) -> bool:
    kinds = {type(member.value) for member in members}
    return kinds in ({ObjectNode}, {ArrayNode})


def _has_other_spelling(name: str, node: ObjectNode) -> bool:
    plain = name.replace("_", "").lower()
    names = {member.key.value for member in node.members} - {name}
    return any(other.replace("_", "").lower() == plain for other in names)
