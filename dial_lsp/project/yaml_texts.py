"""The texts in a YAML file: what each is called, how it is written and where.

A YAML library reads the file, with something harmless in the place of template code and placeholders, which are no
YAML before a tool has replaced them. Of a file that is no YAML all the same the block scalars (``name: |``) are found
by their indentation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dial_lsp.project.templates import is_only_template, replaced
from dial_lsp.project.yaml_scalars import block_at
from dial_lsp.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.project.yaml_scalars import Block
    from dial_lsp.text import Source

_DEEPEST = 500  # the library's time grows with the square of it
_BRACKETS = re.compile(r"[\[\]{}]")
_STAND_IN, _FILLER = "\0", "_"
_PLACEHOLDER = re.compile(r"%%[A-Za-z_][\w.-]*%%")
# What the library refuses, and what it alone takes for line ends.
_REFUSED = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_HEADER = re.compile(
    r"""(?P<indent>[ ]*)(?P<dashes>(?:-[ ]+)*)(?P<quote>["']?)(?P<name>[\w./-]+)(?P=quote)[ \t]*:
        (?:[ \t]+(?P<block>(?:[&!]\S+[ \t]+)*[|>][+-]?[1-9]?[+-]?[ \t]*(?:\#.*)?))?""",
    re.VERBOSE,
)
_KIND = re.compile(r"kind:[ \t]*[\"']?(\w+)")


@dataclass(frozen=True, slots=True)
class Manifest:
    """The Kubernetes object around a text."""

    kind: str
    name: str = ""
    namespace: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a YAML file: ``style`` is its first character, ``|``, ``>``, a quote, or nothing for a plain one."""

    path: tuple[str, ...]  # the names of the mappings around it, its own last
    style: str
    span: Span  # from its header or quote to its end
    value: str  # as the library reads it, with something in the place of placeholders
    column: int = 0  # from 0, of the name
    manifest: Manifest | None = None
    above: tuple[str, ...] = ()  # the path of the manifest


@dataclass(frozen=True, slots=True)
class Broken:
    """Why a file is not what it must be, and where that was noticed."""

    at: int
    reason: str


@dataclass(frozen=True, slots=True)
class Texts:
    """All texts of a file, in order."""

    texts: tuple[Text, ...]
    broken: Broken | None = None
    pairs: tuple[tuple[str, str], ...] = field(default=())  # names and values of environment variables in lists


def texts_of(source: Source) -> Texts:
    """The texts of a YAML file; of a broken one those that can be found without reading it as YAML."""
    from ruamel.yaml import YAML  # noqa: PLC0415 -- most files are JSON
    from ruamel.yaml.error import MarkedYAMLError  # noqa: PLC0415

    if _depth(source.text) > _DEEPEST:
        return Texts(tuple(_blocks(source)), Broken(0, "this cannot be read as YAML: it is nested too deeply"))
    reader = _Reader(source)
    try:
        for node in YAML(typ="safe", pure=True).compose_all(harmless(source.text)):
            reader.read(node, (), None, ())
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = reader.offset(mark.line, mark.column) if mark else 0
        broken = Broken(at, f"this is no YAML: {error.problem or error.context or 'it cannot be read'}")
    except Exception:  # noqa: BLE001 -- what a library fails on is no reason for us to fail
        broken = Broken(0, "this cannot be read as YAML")
    else:
        return Texts(tuple(reader.texts), pairs=tuple(reader.pairs))
    return Texts(tuple(_blocks(source)), broken)


def _depth(text: str) -> int:
    """At most how many brackets are open at a time."""
    deepest = depth = 0
    for bracket in _BRACKETS.findall(text):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def is_between(line: str) -> bool:
    """Whether a line is template code only, which stands at any column."""
    return is_only_template(line)


def harmless(text: str) -> str:
    """The text as long as it was, line by line, without what is no YAML until a tool replaces it.

    Lines of nothing but template code are emptied, for they belong to no level.
    """
    text = replaced(text, _stood_in)
    text = _PLACEHOLDER.sub(lambda found: _FILLER * len(found[0]), text)
    if _STAND_IN in text:
        text = re.sub(r"(?m)^[ \t\0]*\0[ \t\0]*(?=\r?$)", "", text).replace(_STAND_IN, _FILLER)
    return _REFUSED.sub(_FILLER, text)


def _stood_in(code: str) -> str:
    return re.sub(r"[^\r\n]", _STAND_IN, code)


class _Reader:
    """Collects texts from the nodes of the library."""

    def __init__(self, source: Source) -> None:
        self.texts: list[Text] = []
        self.pairs: list[tuple[str, str]] = []
        self._source = source
        self._seen: set[Any] = set()  # the nodes themselves: the number of one that is gone is given to another

    def offset(self, line: int, column: int) -> int:
        """The offset of a place whose line and column count from 0."""
        starts = self._source.lines.starts
        return starts[line] + column if line < len(starts) else len(self._source.text)

    def read(self, node: Any, path: tuple[str, ...], manifest: Manifest | None, above: tuple[str, ...]) -> None:
        """Take all texts of a node and those below it."""
        if node in self._seen:
            return  # an alias; the text stands where its anchor is
        self._seen.add(node)
        if isinstance(node.value, str):
            return
        if node.id == "sequence":
            for index, part in enumerate(node.value):
                self.read(part, (*path, f"[{index}]"), manifest, above)
            return
        members = {key.value: value for key, value in node.value if isinstance(key.value, str)}
        if found := _manifest(members):
            manifest, above = found, path
        if isinstance(name := _plain(members.get("name")), str) and isinstance(
            value := _plain(members.get("value")), str
        ):
            self.pairs.append((name, value))
        for key, part in node.value:
            if not isinstance(key.value, str):
                continue
            inside = (*path, key.value)
            if isinstance(part.value, str) and part not in self._seen:
                self.texts.append(self._text(key, part, inside, manifest, above))
            self.read(part, inside, manifest, above)

    def _text(
        self, key: Any, node: Any, path: tuple[str, ...], manifest: Manifest | None, above: tuple[str, ...]
    ) -> Text:
        start = self.offset(node.start_mark.line, node.start_mark.column)
        end = self.offset(node.end_mark.line, node.end_mark.column)
        style = node.style or ""
        if style:  # an anchor or a tag stands before it
            start = max(self._source.text.find(style, start, end), start)
        return Text(path, style, Span(start, end), node.value, key.start_mark.column, manifest, above)


def _manifest(members: dict[str, Any]) -> Manifest | None:
    kind = _plain(members.get("kind"))
    if kind is None or "apiVersion" not in members:
        return None
    metadata = members.get("metadata")
    about = (
        {key.value: value for key, value in metadata.value} if metadata is not None and metadata.id == "mapping" else {}
    )
    return Manifest(kind, _known(about.get("name")), _known(about.get("namespace")))


def _known(node: Any) -> str:
    """A text, unless it holds something in the place of a placeholder."""
    text = _plain(node) or ""
    return "" if _FILLER * len("{{}}") in text else text


def _plain(node: Any) -> str | None:
    return node.value if node is not None and isinstance(node.value, str) else None


def _blocks(source: Source) -> Iterator[Text]:
    """The block scalars, found by indentation."""
    around: list[tuple[int, str]] = []
    kind = ""
    line, count = 1, len(source.lines.starts)
    while line <= count:
        start, text = source.lines.span(line).start, source.line_text(line)
        line += 1
        if text.startswith("---"):
            around, kind = [], ""
        if found := _KIND.match(text):
            kind = found[1]
        header = _HEADER.match(text)
        if header is None:
            continue
        column = header.start("quote")
        around = [(level, name) for level, name in around if level < column]
        around.append((column, header["name"]))
        if header["block"] is None:
            continue
        at = start + header.start("block") + re.search(r"[|>]", header["block"]).start()  # type: ignore[union-attr]
        block = block_at(source, at, column, is_between)
        path = tuple(name for _, name in around)
        manifest = Manifest(kind) if kind else None
        yield Text(path, source.text[at], Span(at, block.span.end), block_text(source, block), column, manifest)
        line = max(line, source.position(block.span.end).line if block.span.end < len(source.text) else count + 1)


def block_text(source: Source, block: Block) -> str:
    """The lines of a block without their indentation."""
    lines = source.text[block.span.start : block.span.end].splitlines(keepends=True)
    return "".join(line[block.indent :] if line.strip(" \t\r\n") else line.lstrip(" \t") for line in lines)
