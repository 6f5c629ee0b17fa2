"""How the text of a configuration is written in YAML: read again after a change, and changes written back.

A change counts as written only if reading its place again gives exactly the intended text, so the ways that are
tried here may be wrong.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dial_lsp.project.encoding import decode, encode
from dial_lsp.project.templates import blanked, filled
from dial_lsp.project.yaml_blocks import Block, block_from, end_of_line, lines_of
from dial_lsp.project.yaml_scalars import (
    double_quoted,
    folded,
    in_apostrophes,
    in_quotes,
    is_quoted,
    refolded,
    single_quoted,
)
from dial_lsp.text import Edit, Host, Source, Span, Stretches, apply_edits, room_behind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dial_lsp.project.yaml_blocks import Level
    from dial_lsp.project.yaml_scalars import Scalar
    from dial_lsp.text import Form


@dataclass(frozen=True, slots=True)
class Literal:
    """A block scalar with the header ``|``: lines as they are, indented."""

    level: Level
    reason = ""
    is_placed = True

    def read(self, path: str, name: str, file: Source, span: Span) -> Source | None:
        """The source of the lines that begin where the span does."""
        found = block_from(file.text, span.start, self.level).span
        return self.guess(path, name, file, found) if found.start < found.end else None

    def again(self, before: Source, file: Source, span: Span) -> Source | None:
        """The same as ``read`` after edits inside of a source, around which everything is blank as it was."""
        host = before.host
        start, end = block_from(file.text, span.start, self.level).span
        if host is None or start == end:
            return None
        behind = len(file.text) - (len(before.text) - host.room)
        around = before.text[:start], blanked(file.text[end:behind]) + before.text[host.room :]
        return self._source(before.path, host.name, file, Span(start, end), around)

    def guess(self, path: str, name: str, file: Source, span: Span) -> Source:
        """The source of all that is in the span."""
        blank = _blank(file.text)
        return self._source(path, name, file, span, (blank[: span.start], blank[span.end :]))

    def ways(self, _host: Host, edits: Sequence[Edit]) -> Iterator[Sequence[Edit]]:
        """The edits themselves: who makes them indents new lines as those around them."""
        yield edits

    def typed(self, text: str, _host: Host) -> str:
        """The piece itself."""
        return text

    def _source(self, path: str, name: str, file: Source, span: Span, around: tuple[str, str]) -> Source:
        read = filled(file.text[slice(*span)])
        unknown, statements = (
            tuple(one.shifted(span.start) for one in spans) for spans in (read.unknown, read.statements)
        )
        host = Host(file, span, name, self, unknown=unknown, statements=statements)
        return Source(path, read.text.join(around), host)


@dataclass(frozen=True, slots=True)
class Folded:
    """A block scalar with the header ``>``: most line ends are read as blanks."""

    level: Level
    reason = ""
    is_placed = True

    def read(self, path: str, name: str, file: Source, span: Span) -> Source | None:
        """The source of the lines that begin where the span does."""
        block = block_from(file.text, span.start, self.level)
        if block.span.start == block.span.end:
            return None
        return hosted(path, name, self, file, *self._filled(file.text, block))

    def guess(self, path: str, name: str, file: Source, span: Span) -> Source:
        """The source of the lines in the span."""
        block = Block(span, block_from(file.text, span.start, self.level).indent)
        return hosted(path, name, self, file, span, self._scalar(file.text, block))

    def ways(self, host: Host, edits: Sequence[Edit]) -> Iterator[Sequence[Edit]]:
        """The edits with new lines indented; or the whole block folded again."""
        yield _pieces(host, edits, lambda text: self.typed(text, host))
        block = self._block(host)
        text = apply_edits(self._filled(host.source.text, block)[1].text, edits)
        yield [Edit(host.span, refolded(text, " " * block.indent, _newline(host)))]

    def typed(self, text: str, host: Host) -> str:
        """The piece with the indentation of the block in new lines."""
        return text.replace("\n", _newline(host) + " " * self._block(host).indent) if "\n" in text else text

    def _filled(self, text: str, block: Block) -> tuple[Span, Scalar]:
        """The text with lines of more blanks than the indentation behind it, and where all of that stands."""
        start, end = block.span
        behind = Block(Span(start, room_behind(text, end)), block.indent)
        last = max((at + len(line) for at, line in lines_of(text, behind) if line), default=end)
        return Span(start, max(end_of_line(text, last), end)), self._scalar(text, behind)

    def _scalar(self, text: str, block: Block) -> Scalar:
        return folded(text, block, is_stripped=self.level.is_stripped)

    def _block(self, host: Host) -> Block:
        return block_from(host.source.text, host.span.start, self.level)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A text between apostrophes or quotation marks."""

    reason = ""
    is_placed = True

    def read(self, path: str, name: str, file: Source, span: Span) -> Source | None:
        """The source of the text, if exactly that stands there."""
        scalar = _quoted(file.text, span)
        return hosted(path, name, self, file, span, scalar) if scalar is not None else None

    def guess(self, path: str, name: str, file: Source, span: Span) -> Source | None:
        """The source of what stands between the quotes, whatever that is."""
        quoted = {"'": single_quoted, '"': double_quoted}.get(file.text[span.start : span.start + 1])
        return (
            hosted(path, name, self, file, span, quoted(file.text, span))
            if quoted and span.end > span.start + 1
            else None
        )

    def ways(self, host: Host, edits: Sequence[Edit]) -> Iterator[Sequence[Edit]]:
        """The edits, quoted; or, where code of a template need not be quoted, too, all between quotation marks."""
        quote = in_apostrophes if _is_single(host) else in_quotes
        yield _pieces(host, edits, quote)
        scalar = _quoted(host.source.text, host.span)
        if scalar is not None and "{{" not in scalar.text:
            yield [Edit(host.span, f'"{in_quotes(apply_edits(scalar.text, edits))}"')]

    def typed(self, text: str, host: Host) -> str:
        """The piece, quoted; between apostrophes, where no line ends, on one line."""
        return in_apostrophes(" ".join(text.split("\n"))) if _is_single(host) else in_quotes(text)


@dataclass(frozen=True, slots=True)
class Coded:
    """A text in base64, with or without quotes, or in a block, of which the header is the start."""

    level: Level | None = None  # of a block
    reason = ""
    is_placed = False

    def read(self, path: str, name: str, file: Source, span: Span) -> Source | None:
        """The source of the decoded text."""
        inside = self._inside(file.text, span)
        data = self._data(file.text, inside)
        return hosted(path, name, self, file, Span(span.start, inside.end), decode(data).text) if data else None

    def guess(self, path: str, name: str, file: Source, span: Span) -> Source | None:
        """The same."""
        return self.read(path, name, file, span)

    def ways(self, host: Host, edits: Sequence[Edit]) -> Iterator[Sequence[Edit]]:
        """The whole text coded again, in lines as long as they were."""
        inside = self._inside(host.source.text, host.span)
        data = self._data(host.source.text, inside)
        if data is None:
            return
        try:
            code = base64.b64encode(encode(apply_edits(decode(data).text, edits), data)).decode()
        except UnicodeError:
            return
        yield [Edit(inside, self._laid_out(code, host.source.text, inside))]

    def typed(self, text: str, _host: Host) -> str:
        """Nobody types into a coded text."""
        return text

    def _inside(self, text: str, span: Span) -> Span:
        """Where the code stands: without the header of a block."""
        return block_from(text, end_of_line(text, span.start), self.level).span if self.level else span

    def _data(self, text: str, inside: Span) -> bytes | None:
        value = text[slice(*inside)]
        if value.startswith(("'", '"')):
            scalar = _quoted(text, inside)
            value = scalar.text if scalar else ""
        try:
            return base64.b64decode("".join(value.split()), validate=True) or None
        except (ValueError, binascii.Error):
            return None

    def _laid_out(self, code: str, text: str, inside: Span) -> str:
        written = text[slice(*inside)]
        if self.level is None:
            quote = written[0] if written.startswith(("'", '"')) else ""
            return f"{quote}{code}{quote}"
        lines = written.splitlines()
        indent = lines[0][: len(lines[0]) - len(lines[0].lstrip())]
        newline = "\r\n" if "\r\n" in written else "\n"
        width = max(len(line.strip()) for line in lines)
        return "".join(f"{indent}{code[at : at + width]}{newline}" for at in range(0, len(code), width))


@dataclass(frozen=True, slots=True)
class Structure:
    """A configuration that is no text but YAML itself, from which something makes JSON later."""

    reason = "it is written as YAML, not as JSON"
    is_placed = True

    def read(self, path: str, name: str, file: Source, span: Span) -> Source | None:  # noqa: ARG002
        """Nothing: the whole file must be read again."""
        return None

    guess = read

    def ways(self, host: Host, edits: Sequence[Edit]) -> Iterator[Sequence[Edit]]:  # noqa: ARG002
        """There are none."""
        yield from ()

    def typed(self, text: str, _host: Host) -> str:
        """Nothing is offered to be typed."""
        return text


def hosted(path: str, name: str, form: Form, file: Source, span: Span, content: Scalar | str) -> Source:  # noqa: PLR0913, PLR0917
    """The source of a text that is written in another way than it is read; only as a text if its places are none."""
    text, stretches = (content, Stretches.of((), 0)) if isinstance(content, str) else (content.text, content.stretches)
    read = filled(text)
    return Source(path, read.text, Host(file, span, name, form, stretches, read.unknown, read.statements))


@lru_cache(maxsize=1)
def _blank(text: str) -> str:
    """All of a file blanked: once for all that is in it."""
    return blanked(text)


def _pieces(host: Host, edits: Sequence[Edit], written: Callable[[str], str]) -> list[Edit]:
    """The edits in the file, each as a piece of its own."""
    start, stretches = host.span.start, host.stretches
    assert stretches is not None  # noqa: S101 -- of texts that are written in another way
    return [
        Edit(Span(stretches.place(edit.span.start) + start, stretches.place(edit.span.end) + start), written(edit.text))
        for edit in edits
    ]


def _newline(host: Host) -> str:
    return "\r\n" if "\r\n" in host.source.text else "\n"


def _is_single(host: Host) -> bool:
    return host.source.text.startswith("'", host.span.start)


def _quoted(text: str, span: Span) -> Scalar | None:
    if not is_quoted(text, span):
        return None
    return (single_quoted if text[span.start] == "'" else double_quoted)(text, span)
