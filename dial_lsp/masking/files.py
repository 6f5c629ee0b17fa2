"""Secrets in whole files, also in those of which a configuration is only a part.

Around a configuration in YAML stands what nobody here understands: passwords of other charts, coded Secrets. So all
of that is kept secret, but for the names that lead each line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dial_lsp.masking.masks import Masked, joined
from dial_lsp.masking.random_text import looks_random, random_parts
from dial_lsp.text import Source, Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dial_lsp.masking.secrecy import Secrecy
    from dial_lsp.masking.wording import Wording
    from dial_lsp.syntax import Document
    from dial_lsp.text import Host

_NAMED = compiled(
    r"""[ \t]*(?:-[ \t]+)*
        (?:(?P<quote>["']?)(?P<name>[A-Za-z][\w./-]*)(?P=quote):(?:[ \t]+[|>][+-]?[1-9]?[+-]?(?=[ \t\r\n]|\Z))?|---)?
        [ \t]*""",
    re.VERBOSE,
)
_PROSE = compiled(r"^[ \t]*(?:#|reason[ \t]*=)[^\r\n]*", re.MULTILINE)


def masked_in_file(documents: Sequence[Document], secrecy: Secrecy, window: Span | None = None) -> tuple[Masked, ...]:
    """What may not be seen of the file that these documents are, or stand in; in order.

    With ``window`` what touches it is enough, which takes less time in a file that is one document.
    """
    if window is not None and len(documents) == 1 and documents[0].source.host is None:
        return secrecy.masked(documents[0], window)
    found: list[Masked] = []
    for document in documents:
        host = document.source.host
        masked = secrecy.masked(document)
        if host is None:
            found += masked
        elif host.is_coded:
            found.append(Masked(*host.span))
        else:
            found += (_in_host(one, host) for one in masked)
    hosts = sorted((one.source.host for one in documents if one.source.host), key=lambda host: host.span)
    if hosts:
        found += _around(hosts[0].source, [host.span for host in hosts], secrecy.wording)
        found += secrecy.wording.found_in(hosts[0].source.text)
    return joined(found)


def masked_in_settings(text: str, wording: Wording) -> tuple[Masked, ...]:
    """What may not be seen of a settings file: secrets of the project, and what looks like one in remarks."""
    prose = (
        Masked(start + found.start(), end + found.start())
        for found in _PROSE.finditer(text)
        for start, end in random_parts(found[0])
    )
    return joined([*wording.found_in(text), *prose])


def _in_host(one: Masked, host: Host) -> Masked:
    start, end = host.span_of(Span(one.start, one.end))
    return one._replace(start=start, end=end)


def _around(file: Source, known: Iterable[Span], wording: Wording) -> Iterator[Masked]:
    """What stands outside the documents in their file, line by line."""
    at = 0
    for span in known:
        yield from _lines(file, Span(at, span.start), wording)
        at = max(at, span.end)
    yield from _lines(file, Span(at, len(file.text)), wording)


def _lines(file: Source, outside: Span, wording: Wording) -> Iterator[Masked]:
    at = outside.start
    while at < outside.end:
        line = file.lines.span(file.position(at).line)
        named = _NAMED.match(file.text, at) if at == line.start else None
        start = named.end() if named else at
        if named and named["name"] and (looks_random(named["name"]) or wording.is_secret(named["name"])):
            start = named.start("name")
        end = min(line.start + len(file.text[line.start : line.end].rstrip("\r\n")), outside.end)
        if file.text[start:end].strip():
            yield Masked(start, end)
        at = line.end
