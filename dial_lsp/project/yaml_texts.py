"""The texts in a YAML file: what each is called, how it is written and where.

A YAML library reads the file, with something harmless in the place of template code and placeholders, which are no
YAML before a tool has replaced them. Of a file that is no YAML all the same the block scalars (``name: |``) are found
by their indentation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from dial_lsp.project.templates import blanked, replaced
from dial_lsp.project.yaml_blocks import block_from, block_text, end_of_line, level_at
from dial_lsp.project.yaml_structures import as_json
from dial_lsp.text import Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.project.yaml_blocks import Level
    from dial_lsp.project.yaml_scalars import Scalar
    from dial_lsp.text import Source

    Path = tuple[str, ...]

_DEEPEST = 500  # the library's time grows with the square of it
_BRACKETS = compiled(r"[\[\]{}]")
_STAND_IN, _FILLER = "\0", "_"
_PLACEHOLDER = compiled(r"%%[A-Za-z_][\w.-]*%%")
# What the library refuses, and what it alone takes for line ends.
_REFUSED = compiled("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_HEADER = compiled(
    r"""(?P<indent>[ ]*)(?P<dashes>(?:-[ ]+)*)(?P<quote>["']?)(?P<name>[\w./-]+)(?P=quote)[ \t]*:
        (?:[ \t]+(?P<block>(?:[&!]\S+[ \t]+)*[|>][+-]?[1-9]?[+-]?[ \t]*(?:\#.*)?))?""",
    re.VERBOSE,
)
_EXPLICIT = compiled(r"[\r\n]([ ]*):(?=\s)")  # before the value of a key that is written after a question mark
_ALIAS = compiled(r"\*[^\s,\[\]{}]+[ \t]*:(?=\s)")  # as a key
_PROPERTIES = compiled(r"(?:[!&]\S*(?:\s|(?<=\s)\#[^\r\n]*)++)*+")  # an anchor and a tag before a value
_TAB = compiled(r"(?<=\S)[ ]*\t[ \t]*")
_KIND = compiled(r"kind:[ \t]*[\"']?(\w+)")
_BLOCKS = ("|", ">")
_OF_JSON = compiled(r"[\w./-]+\.jsonc?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The Kubernetes object around a text."""

    kind: str
    name: str = ""
    namespace: str = ""


class Use(NamedTuple):
    """Where a text is a value: as it is written, or as an alias of that."""

    path: Path  # the names of the mappings around it, its own last
    manifest: Manifest | None = None
    above: Path = ()  # the path of the manifest

    @property
    def name(self) -> str:
        """Its own name."""
        return self.path[-1]


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a YAML file: ``style`` is its first character, ``|``, ``>``, a quote, or nothing for a plain one.

    A mapping whose name is that of a file of JSON counts as one, with the style ``{``.
    """

    uses: tuple[Use, ...]
    style: str
    at: int  # where it begins: a block with its header
    span: Span  # of a block its lines, of any other all of it
    value: str  # as the library reads it, with something in the place of placeholders
    level: Level | None = None  # of a block
    structure: Scalar | None = None  # a mapping as JSON
    is_binary: bool = False  # whether its tag says that it is base64


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
    from ruamel.yaml.error import MarkedYAMLError

    from dial_lsp.project.yaml_scanning import nodes_of

    if _depth(source.text) > _DEEPEST:
        return Texts(tuple(_blocks(source)), Broken(0, "this cannot be read as YAML: it is nested too deeply"))
    reader = _Reader(source)
    try:
        for node in nodes_of(harmless(source.text)):
            reader.read(node)
        inner = [_within(text, texts_of(_values(source, text))) for text in reader.texts if _holds_values(text)]
        pairs = (*reader.pairs, *(pair for found in inner for pair in found.pairs))
        texts = (*reader.texts, *(text for found in inner for text in found.texts))
        return Texts(tuple(sorted(texts, key=lambda text: text.at)) if inner else texts, pairs=pairs)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = reader.offset(mark) if mark else 0
        broken = Broken(at, f"this is no YAML: {error.problem or error.context or 'it cannot be read'}")
    except Exception:  # noqa: BLE001 -- what a library fails on is no reason for us to fail
        broken = Broken(0, "this cannot be read as YAML")
    return Texts(tuple(_blocks(source)), broken)


def _holds_values(text: Text) -> bool:
    """Whether a text is YAML itself: the values of a chart in an Application of Argo CD, ``helm.values``."""
    return text.style == "|" and any(use.path[-2:] == ("helm", "values") for use in text.uses)


def _values(source: Source, text: Text) -> Source:
    """A text with everything around it blank, so that every place in it is the same place in the file."""
    start, end = text.span
    around = blanked(source.text[:start]), blanked(source.text[end:])
    return replace(source, text=source.text[start:end].join(around))


def _within(outer: Text, found: Texts) -> Texts:
    """Texts in a text of a manifest, as those of the manifest."""
    path, manifest, above = outer.uses[0]
    if manifest is None:
        return found
    texts = (
        replace(text, uses=tuple(Use((*path, *use.path), manifest, above) for use in text.uses)) for text in found.texts
    )
    return replace(found, texts=tuple(texts))


def _depth(text: str) -> int:
    """At most how many brackets are open at a time."""
    deepest = depth = 0
    for bracket in _BRACKETS.findall(text):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def harmless(text: str) -> str:
    """The text as long as it was, line by line, without what is no YAML until a tool replaces it.

    Lines of nothing but template code are emptied, for they belong to no level. Tabs that separate are blanks: the
    library refuses some that Helm takes.
    """
    text = replaced(text, _stood_in)
    text = _PLACEHOLDER.sub(lambda found: _FILLER * len(found[0]), text)
    if _STAND_IN in text:
        text = re.sub(r"(?m)^[ \t\0]*\0[ \t\0]*(?=\r?$)", "", text).replace(_STAND_IN, _FILLER)
    text = _TAB.sub(lambda found: " " * len(found[0]), text)
    return _REFUSED.sub(_FILLER, text)


def _stood_in(code: str) -> str:
    return re.sub(r"[^\r\n]", _STAND_IN, code)


class _Reader:
    """Collects texts from the nodes of the library."""

    def __init__(self, source: Source) -> None:
        self.pairs: list[tuple[str, str]] = []
        self._source = source
        self._uses: dict[Any, list[Use]] = {}  # by the nodes themselves: the number of one that is gone is used again
        self._columns: dict[Any, int] = {}
        self._seen: set[Any] = set()

    @property
    def texts(self) -> tuple[Text, ...]:
        """All texts that were found."""
        return tuple(self._text(node, tuple(uses)) for node, uses in self._uses.items())

    def offset(self, mark: Any) -> int:
        """The offset of a place of the library's."""
        starts = self._source.lines.starts
        return starts[mark.line] + mark.column if mark.line < len(starts) else len(self._source.text)

    def read(self, node: Any, path: Path = (), manifest: Manifest | None = None, above: Path = ()) -> None:
        """Take all texts of a node and those below it."""
        if node in self._seen:
            return  # an alias; the texts in it stand where its anchor is
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
            use = Use((*path, key.value), manifest, above)
            if isinstance(part.value, str) or (part.id == "mapping" and _OF_JSON.fullmatch(use.name)):
                self._uses.setdefault(part, []).append(use)
                self._columns.setdefault(part, self._column(node, key, part))
            self.read(part, *use)

    def _column(self, mapping: Any, key: Any, value: Any) -> int:
        """Where the mapping stands that a key is of, which says how far a block is indented."""
        text, end = self._source.text, self.offset(value.start_mark)
        begin, start = self.offset(mapping.start_mark), self.offset(key.start_mark)
        if start < begin:  # the key is an alias, and its node stands where the anchor is
            *_, at = [begin, *(found.start() for found in _ALIAS.finditer(text, begin, end))]
            return self._source.position(at).column - 1
        explicit = _EXPLICIT.search(text, start, end)
        return len(explicit[1]) if explicit else int(key.start_mark.column)

    def _text(self, node: Any, uses: tuple[Use, ...]) -> Text:
        text = self._source.text
        start, end = self.offset(node.start_mark), self.offset(node.end_mark)
        if node.id == "mapping":
            scalar = as_json(node, self._source, self.offset)
            return Text(uses, "{", start, Span(start, end), "", structure=scalar)
        style, is_binary = node.style or "", str(node.tag).endswith(":binary")
        start = _PROPERTIES.match(text, start, end).end()  # type: ignore[union-attr]
        if style in _BLOCKS:
            level, begin = level_at(text, start, self._columns[node])
            return Text(uses, style, start, block_from(text, begin, level).span, node.value, level, is_binary=is_binary)
        return Text(uses, style, start, Span(start, end), node.value, is_binary=is_binary)


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
    text = source.text
    around: list[tuple[int, str]] = []
    kind = ""
    at = 0
    while at < len(text):
        start, at = at, end_of_line(text, at)
        line = text[start:at].rstrip("\r\n")
        if line.startswith("---"):
            around, kind = [], ""
        if found := _KIND.match(line):
            kind = found[1]
        header = _HEADER.match(line)
        if header is None:
            continue
        column = header.start("quote")
        around = [(other, name) for other, name in around if other < column]
        around.append((column, header["name"]))
        if header["block"] is None:
            continue
        mark = start + header.start("block") + re.search(r"[|>]", header["block"]).start()  # type: ignore[union-attr]
        level, begin = level_at(text, mark, column)
        block = block_from(text, begin, level)
        path = tuple(name for _, name in around)
        manifest = Manifest(kind) if kind else None
        yield Text((Use(path, manifest),), text[mark], mark, block.span, block_text(text, block), level)
        at = max(at, block.span.end)
