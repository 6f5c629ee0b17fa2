"""Where a whole file holds secrets, also one of which the configuration is only a part.

Around a configuration in YAML stands what nobody here understands: passwords of other charts, coded Secrets. So all
of that is kept secret, but for the names that lead each line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dial_lsp.model.secrets import secret_spans
from dial_lsp.text import Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dial_lsp.syntax import Document

_NAMED = re.compile(
    r"[ \t]*(?:-[ \t]+)*(?:[A-Za-z][\w./-]*:(?:[ \t]+[|>][+-]?[1-9]?[+-]?(?=[ \t\r\n]|\Z))?|---)?[ \t]*"
)


def file_secrets(documents: Sequence[Document]) -> tuple[Span, ...]:
    """The spans of secrets in the file that these documents are, or stand in; in order."""
    found: list[Span] = []
    for document in documents:
        host = document.source.host
        spans = secret_spans(document)
        if host is None:
            found += spans
        elif host.is_coded:
            found.append(host.span)
        else:
            found += map(host.span_of, spans)
    return tuple(sorted([*found, *_around(documents)]))


def _around(documents: Iterable[Document]) -> Iterator[Span]:
    """What stands outside the documents in their file, line by line."""
    hosts = sorted((one.source.host for one in documents if one.source.host), key=lambda host: host.span)
    if not hosts:
        return
    file = hosts[0].source
    at = 0
    for host in hosts:
        yield from _lines(file, Span(at, host.span.start))
        at = max(at, host.span.end)
    yield from _lines(file, Span(at, len(file.text)))


def _lines(file: Source, outside: Span) -> Iterator[Span]:
    at = outside.start
    while at < outside.end:
        line = file.lines.span(file.position(at).line)
        named = _NAMED.match(file.text, at) if at == line.start else None
        start = named.end() if named else at
        end = min(line.start + len(file.text[line.start : line.end].rstrip("\r\n")), outside.end)
        if file.text[start:end].strip():
            yield Span(start, end)
        at = line.end
