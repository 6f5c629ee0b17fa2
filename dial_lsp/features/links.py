"""Document links: urls that a browser can reach, references inside schemas and ids of schemas lead to what they mean.

Links are found in the text, without any tree, because an editor asks for all of a file at once.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit, urlunsplit

from dial_lsp.masking.urls import secrets_in_urls
from dial_lsp.model.urls import host_of, is_internal
from dial_lsp.names.references import Kind
from dial_lsp.syntax.tree import find, pointer_at
from dial_lsp.text import Location, Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.syntax import Document
    from dial_lsp.syntax.tree import Pointer

_URL = compiled(r'"(https?://[^"\\\s]+)"(?!\s*:)')
_REFERENCE = compiled(r'"\$ref"\s*:\s*"(#[^"\\]*)"')


@dataclass(frozen=True, slots=True)
class Link:
    """A text to follow: to a url, or to a place of the project; ``tooltip`` says where it leads, without secrets."""

    span: Span
    target: str | Location
    tooltip: str


def links(analysis: Analysis, path: str) -> tuple[Link, ...]:
    """All links of a file in the order of its text."""
    analysis = analysis.continued
    document = analysis.document(path)
    if document is None:
        return ()
    comments = [comment.start for comment in document.comments]
    found = (*_urls(analysis, document), *_references(document))
    in_text = (link for link in found if not _is_inside(document, comments, link.span.start))
    return tuple(sorted(in_text, key=lambda link: link.span))


def _urls(analysis: Analysis, document: Document) -> Iterator[Link]:
    schemas = {
        definition.name: definition.at
        for kind in (Kind.APPLICATION_SCHEMA, Kind.CATALOG_SCHEMA)
        for same in analysis.references.definitions[kind].values()
        for definition in same
    }
    own = analysis.settings.internal_hosts
    for match in _URL.finditer(document.source.text):
        text, span = match[1], Span(*match.span(1))
        if text in schemas:
            location = analysis.locate(schemas[text])
            if location.source is not document.source or not location.span.start <= span.start < location.span.end:
                yield Link(span, location, "Go to the schema")
        elif is_internal(text, own) is not False:
            continue  # a browser of the reader's does not get there
        elif (target := _opened(text)) and not analysis.secrecy.wording.is_known(target[0]):
            yield Link(span, *target)


@lru_cache(maxsize=1 << 16)
def _opened(text: str) -> tuple[str, str] | None:
    """What to open for a url and what to say of it; None where it is no url yet. The same urls come again and again."""
    if host_of(text) is None:
        return None
    plain = _without_secrets(text)
    return (plain if any(secrets_in_urls(text)) else text), f"Open {plain.partition('://')[2]}"


def _references(document: Document) -> Iterator[Link]:
    """References inside a schema: they count from the schema, which is one element of its section's list."""
    for match in _REFERENCE.finditer(document.source.text):
        entry = document.entry_at(match.start())
        if entry is None or entry.name is not None:
            continue
        start = document.offset_of(entry)
        schema = pointer_at(entry.tree, match.start() - start)[:1]
        node = find(entry.tree, (*schema, *_steps(match[1])))
        if node is not None:
            yield Link(
                Span(*match.span(1)), Location(document.source, node.span.shifted(start)), "Go to the definition"
            )


def _steps(reference: str) -> Pointer:
    """The steps of a JSON Pointer in the fragment of a reference."""
    parts = reference.removeprefix("#").split("/")[1:]
    return tuple(unquote(part).replace("~1", "/").replace("~0", "~") for part in parts)


def _without_secrets(text: str) -> str:
    """The url without the parts that may hold a secret: user, query and fragment."""
    url = urlsplit(text)
    return urlunsplit((url.scheme, url.netloc.rpartition("@")[2], url.path, "", ""))


def _is_inside(document: Document, starts: list[int], offset: int) -> bool:
    """Whether an offset is in a comment; ``starts`` are those of all comments."""
    before = bisect_right(starts, offset) - 1
    return before >= 0 and offset < document.comments[before].end
