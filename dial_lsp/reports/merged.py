"""The merged configuration as one strict JSON text: the tree that Core has before it reads any values from it."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.model.merge import origins
from dial_lsp.model.place import ConfigEntry, Place
from dial_lsp.model.pointers import short_key_label
from dial_lsp.model.similar import is_invisible
from dial_lsp.names.occurrences import key_span
from dial_lsp.reports.words import place
from dial_lsp.syntax import MISSING, parse
from dial_lsp.syntax.tree import ArrayNode, Missing, ObjectNode
from dial_lsp.syntax.writing import quoted, written
from dial_lsp.text import Edit, Location, Source, Span, apply_edits
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from dial_lsp.model.config import Config
    from dial_lsp.model.place import ConfigSection
    from dial_lsp.syntax import Document, Entry
    from dial_lsp.syntax.tree import JSONValue, Node

_INDENT = "  "
_UNSEEN = compiled("[^\n\x20-\x7e]")


def render(config: Config, *, origin: bool = False, secrets: bool = False) -> str:
    """The text, without secrets unless they are asked for: an API key is named by its position and project.

    With ``origin`` a comment behind each line says which files write it; the last of several wins.
    """
    lines = _lines(config, origin=origin)
    text = "".join(f"{line.text}{_comment(config, line) if origin else ''}\n" for line in lines)
    text = _UNSEEN.sub(_escape, text)
    return text if secrets else without_secrets(config, text)


def without_secrets(config: Config, text: str) -> str:
    """The text of a whole configuration, as `render` writes it with secrets, without them."""
    document = parse(Source("", text))
    shown = {Span(one.start, one.end): one.shown for one in config.secrecy.masked(document)}
    for names in _names(document, [span for span in shown if _is_name(text, span)]):
        called = (shown[span] for span in names if span in shown)
        shown |= zip((span for span in names if span in shown), told_apart(called), strict=True)
    shown |= {span: name for span, name in _keys(config, document) if span in shown}
    return apply_edits(text, (Edit(span, name) for span, name in shown.items()))


def told_apart(names: Iterable[str]) -> tuple[str, ...]:
    """Equal names with a number from the second on: members of one name would be one member."""
    counted: Counter[str] = Counter()
    found = []
    for name in names:
        counted[name] += 1
        found.append(f"{name} {counted[name]}" if counted[name] > 1 else name)
    return tuple(found)


def _is_name(text: str, span: Span) -> bool:
    """Whether a span of what `render` writes may be the name of a member, for all names end so, and hardly a text."""
    return text.startswith('": ', span.end)


def _names(document: Document, masked: list[Span]) -> Iterator[list[Span]]:
    """Where the names of members stand that belong to one object, quotes left out, if any of them may be masked."""
    yield [_inside_quotes(document.section_span(section, "key")) for section in document.sections]
    starts = [span.start for span in masked]  # in order
    for section in document.sections:
        if section.kind == "object":
            yield [_inside_quotes(key_span(document, entry)) for entry in section.entries]
        for entry in section.entries:
            start = document.offset_of(entry)
            inside = bisect_right(starts, start + 1)  # behind its own name
            if inside < len(starts) and starts[inside] < start + len(entry.text):
                yield from _names_in(entry, start)


def _names_in(entry: Entry, start: int) -> Iterator[list[Span]]:
    """The same of the objects in one entry, which begins at ``start``."""
    waiting: list[Node | None] = [entry.tree.value]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ObjectNode):
            yield [_inside_quotes(member.key.span.shifted(start)) for member in node.members]
            waiting += [member.value for member in node.members]
        elif isinstance(node, ArrayNode):
            waiting += node.elements


def _keys(config: Config, document: Document) -> Iterator[tuple[Span, str]]:
    """What the API keys are called, and where."""
    named = {entry.name: entry for section in document.sections if section.name == "keys" for entry in section.entries}
    for name, entry in config.sections["keys"].every.items() if named else ():
        if name in named:
            label = short_key_label(config, entry)
            yield _inside_quotes(key_span(document, named[name])), _UNSEEN.sub(_escape, quoted(label)[1:-1])


def _inside_quotes(span: Span) -> Span:
    return Span(span.start + 1, span.end - 1)


class _Line(NamedTuple):
    text: str
    at: Place | None = None


class _Part(NamedTuple):
    """A member or element still to be written."""

    key: str
    value: JSONValue | Missing
    at: Place | None
    depth: int
    comma: str


def _lines(config: Config, *, origin: bool) -> Iterator[_Line]:
    """The lines, with their places only if their origin is asked for."""
    sections = [section for section in config.sections.values() if _is_written(section)]
    if not sections:
        yield _Line("{}")
        return
    yield _Line("{")
    for section in sections:
        comma = "," if section is not sections[-1] else ""
        entries = [entry for entry in section.every.values() if entry.value is not MISSING]
        key = f"{quoted(section.name)}: "
        if section.kind != "object":
            yield from _spread(_Part(key, entries[0].value, Place(entries[0]) if origin else None, 1, comma))
        elif not entries:
            yield _Line(f"{_INDENT}{key}{{}}{comma}", Place(section))
        else:
            yield _Line(f"{_INDENT}{key}{{", Place(section))
            for entry in entries:
                behind = "," if entry is not entries[-1] else ""
                at = Place(entry) if origin else None
                yield from _spread(_Part(f"{quoted(entry.name or '')}: ", entry.value, at, 2, behind))
            yield _Line(f"{_INDENT}}}{comma}")
    yield _Line("}")


def _escape(found: re.Match[str]) -> str:
    """A character of a string, as an escape if it moves, hides or reorders what stands around it."""
    char = found[0]
    return json.dumps(char)[1:-1] if is_invisible(char) else char


def _is_written(section: ConfigSection) -> bool:
    return section.kind == "object" or any(entry.value is not MISSING for entry in section.every.values())


def _spread(part: _Part) -> Iterator[_Line]:
    """The lines of a value. Nothing here recurses, for values nest as deep as the language allows."""
    waiting: list[_Part | _Line] = [part]
    while waiting:
        one = waiting.pop()
        if isinstance(one, _Line):
            yield one
            continue
        indent = _INDENT * one.depth
        if not isinstance(one.value, (dict, list)) or not one.value:
            yield _Line(f"{indent}{one.key}{written(_present(one.value))}{one.comma}", one.at)
            continue
        opener, closer = "{}" if isinstance(one.value, dict) else "[]"
        yield _Line(f"{indent}{one.key}{opener}", one.at)
        waiting.append(_Line(f"{indent}{closer}{one.comma}"))
        waiting.extend(reversed(_inside(one)))


def _present(value: JSONValue | Missing) -> JSONValue:
    assert not isinstance(value, Missing)  # noqa: S101 -- what is missing is not written
    return value


def _inside(part: _Part) -> list[_Part]:
    value, at, depth = part.value, part.at, part.depth + 1
    if isinstance(value, dict):
        pairs: Iterable[tuple[str, str | int, JSONValue]] = ((f"{quoted(name)}: ", name, value[name]) for name in value)
    else:
        assert isinstance(value, list)  # noqa: S101 -- only containers have an inside
        pairs = (("", index, inner) for index, inner in enumerate(value))
    found = [_Part(key, inner, at / step if at is not None else None, depth, ",") for key, step, inner in pairs]
    return [*found[:-1], found[-1]._replace(comma="")]


def _comment(config: Config, line: _Line) -> str:
    if line.at is None:
        return ""
    places = dict.fromkeys(place(found).rpartition(":")[0] for found in _written_at(config, line.at))
    return f"  // {', '.join(places)}"


def _written_at(config: Config, at: Place) -> Iterator[Location]:
    """Everywhere it is written, in merge order, so that the one that counts comes last."""
    if not isinstance(at.entry, ConfigEntry):
        for layer in at.entry.layers:
            document = config.documents[layer.file]
            section = document.sections[layer.index]
            yield Location(document.source, document.section_span(section, "key"))
        return
    for part, pointer in origins(at.entry, at.pointer, overwrite_arrays=config.merging.overwrite_arrays):
        document = config.documents[part.file]
        yield Location(document.source, document.span_of(part.entry, pointer, "key"))
