"""What hides findings, with a reason: comments beside the code, and the ignores of the settings.

``// dial-lint: ignore[rule, rule] reason`` hides what those rules find on its own line or, if nothing stands before the
comment there, on the line of whatever comes next. An ignore of the settings names a rule and may narrow it by file,
JSON Pointer and API key. What is hidden stays known: it counts for the verdict and is told to who asks.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.diagnostics import Suppressed
from dial_lsp.syntax.layout import Begin, Layout
from dial_lsp.text import Edit, Location, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from dial_lsp.engine.naming import Names
    from dial_lsp.settings import Ignore, Settings
    from dial_lsp.syntax import Document

_COMMENT = re.compile(r"(?://|\#|/\*)\s*dial-lint\s*:(?P<said>.*?)\s*(?:\*/)?\Z", re.DOTALL)
_IGNORE = re.compile(r"\s*ignore\s*\[(?P<rules>[^\[\]]*)\](?P<reason>.*)", re.DOTALL)
_NAME = re.compile(r"[^\s,]+")
_KEY = re.compile(r"#(?P<number>[0-9]+)(?::(?P<project>.*))?", re.DOTALL)
_COMMA = re.compile(r"\s*,[ \t]*")
_LINE_END = re.compile(r"[ \t]*+(?:\r\n|\r|\n|\Z)")
_BEFORE_REASONS = " \t\r\n-:\u2013\u2014"


class Identity(NamedTuple):
    """What identifies a finding here: the full name of its code, its place and its JSON Pointer."""

    rule: str
    location: Location
    pointer: str


class Name(NamedTuple):
    """A rule that a suppression names, and where it does."""

    rule: str
    at: Location


@dataclass(frozen=True, slots=True, eq=False)
class Suppression:
    """One comment, or one ignore of the settings. A comment that is not understood names no rules."""

    at: Location
    names: tuple[Name, ...]
    reason: str
    target: int = 0  # the line whose findings a comment hides
    ignore: Ignore | None = None  # None: a comment

    def told(self) -> Suppressed:
        """What a diagnostic says of it."""
        return Suppressed(self.reason, self.at, is_comment=self.ignore is None)


class Suppressions:
    """All that hides findings of one project, and what of it does nothing."""

    def __init__(
        self, documents: Sequence[Document], settings: Settings, *, shown: Collection[str], names: Names
    ) -> None:
        """``shown`` are the full names of what is on, ``names`` all there are."""
        self._paths = tuple(dict.fromkeys(document.source.file for document in documents))
        self._files = {_relative(file, "") for file in settings.files}
        self.names, self._shown = names, shown
        self.comments = tuple(found for document in documents for found in _comments_of(document))
        self.ignores = tuple(_of_settings(ignore) for ignore in settings.ignore)
        self._by_line: dict[tuple[str, int], list[Suppression]] = {}
        for comment in self.comments:
            self._by_line.setdefault((comment.at.source.path, comment.target), []).append(comment)
        self._used: set[tuple[Suppression, str]] = set()

    def __bool__(self) -> bool:
        return bool(self.comments or self.ignores)

    def after(self, found: Iterable[Identity]) -> Suppressions:
        """The same, now that the findings of all ordinary rules are known."""
        self._used = {(suppression, one.rule) for one in found for suppression in self._all_hiding(one)}
        return self

    def hiding(self, found: Identity) -> Suppression | None:
        """What hides a finding, if anything does; comments come before settings."""
        return next(self._all_hiding(found), None)

    @property
    def all(self) -> tuple[Suppression, ...]:
        """The suppressions of this project and of its settings."""
        return (*self.comments, *self.ignores)

    @property
    def of_this_project(self) -> tuple[Suppression, ...]:
        """The suppressions that can only be meant for this project: it may say that they do nothing."""
        return (*self.comments, *(ignore for ignore in self.ignores if self._is_ours(ignore)))

    def unknown(self, suppression: Suppression) -> tuple[Name, ...]:
        """The names that no rule has, or none any more."""
        return tuple(name for name in suppression.names if not self.names.meaning(name.rule))

    def unused(self, suppression: Suppression) -> tuple[Name, ...]:
        """The rules that are on and find nothing there."""
        return tuple(name for name in suppression.names if self._is_unused(suppression, name))

    def _all_hiding(self, found: Identity) -> Iterator[Suppression]:
        if self._by_line:
            source, span = found.location.source, found.location.span
            for comment in self._by_line.get((source.path, source.position(span.start).line), ()):
                if any(self._means(name.rule, found) for name in comment.names):
                    yield comment
        for suppression in self.ignores:
            ignore = suppression.ignore
            if ignore is not None and self._means(ignore.rule, found) and _matches(ignore, found):
                yield suppression

    def _means(self, name: str, found: Identity) -> bool:
        return name == found.rule or found.rule in (self.names.meaning(name) or ())

    def _is_unused(self, suppression: Suppression, name: Name) -> bool:
        shown = (self.names.meaning(name.rule) or frozenset()).intersection(self._shown)
        return bool(shown) and not any((suppression, code) in self._used for code in shown)

    def _is_ours(self, suppression: Suppression) -> bool:
        ignore = suppression.ignore
        if ignore is None or ignore.at is None:
            return False
        settings_path = ignore.at.source.path
        ours = {_relative(path, settings_path) for path in self._paths}
        if self._files and ours <= self._files:
            return True
        return "*" not in ignore.path and ignore.path in ours


def _comments_of(document: Document) -> Iterator[Suppression]:
    source = document.source
    layout = Layout(source.text, document.comments, begin=Begin.of(source))
    end = len(source.text) if document.trailing is None else document.trailing.start
    for span in document.comments:
        if span.start > end:
            return  # among what Core does not read, and of which nothing is found
        said = _COMMENT.match(source.text[span.start : span.end])
        if said is None:
            continue
        ignore = _IGNORE.match(said["said"])
        start = span.start + said.start("said")
        target = layout.skip(span.end) if layout.starts_line(span.start) else span.start
        line = source.position(target).line
        if ignore is None:
            yield Suppression(Location(source, span), (), "", line)
            continue
        names = tuple(
            Name(found[0], Location(source, Span(*found.span()).shifted(start + ignore.start("rules"))))
            for found in _NAME.finditer(ignore["rules"])
        )
        yield Suppression(Location(source, span), names, ignore["reason"].strip(_BEFORE_REASONS), line)


def _of_settings(ignore: Ignore) -> Suppression:
    at = ignore.at
    assert at is not None  # noqa: S101 -- the reader of the settings knows the place
    written = re.search(re.escape(f'"{ignore.rule}"'), at.source.text[at.span.start : at.span.end])
    place = Location(at.source, Span(*written.span()).shifted(at.span.start)) if written else at
    return Suppression(at, (Name(ignore.rule, place),), ignore.reason.strip(), ignore=ignore)


def _matches(ignore: Ignore, found: Identity) -> bool:
    if ignore.path:
        settings_path = ignore.at.source.path if ignore.at else ""
        if not fnmatchcase(_relative(found.location.source.file, settings_path), ignore.path):
            return False
    pointer = found.pointer
    if ignore.key is not None:
        section, _, rest = pointer.removeprefix("/").partition("/")
        step, slash, inner = rest.partition("/")
        if section != "keys" or not _is_key(step, ignore.key):
            return False
        pointer = slash + inner
    return not ignore.pointer or pointer == ignore.pointer or pointer.startswith(ignore.pointer.rstrip("/") + "/")


def _is_key(step: str, key: int | str) -> bool:
    """Whether a step such as ``#2:PROJECT`` is about the key at that position or of that project."""
    found = _KEY.fullmatch(step.replace("~1", "/").replace("~0", "~"))
    return found is not None and key == (int(found["number"]) if isinstance(key, int) else found["project"])


def _relative(path: str, settings_path: str) -> str:
    """A file as seen from the folder of the settings file, with slashes."""
    if not settings_path:
        return os.path.normpath(path).replace(os.sep, "/")
    folder = os.path.dirname(os.path.abspath(settings_path))  # noqa: PTH100, PTH120 -- text only, no file is touched
    return os.path.relpath(os.path.abspath(path), folder).replace(os.sep, "/")  # noqa: PTH100


def _whole_ignore(text: str, span: Span) -> Span:
    """A table with the blank lines behind it; one in a list of one line with one of its commas."""
    start, end = span
    if text.startswith("[", start):
        return Span(start, end + len(text[end:]) - len(text[end:].lstrip("\r\n \t")))
    if comma := _COMMA.match(text, end):
        return Span(start, comma.end())
    before = text[:start].rstrip()
    return Span(len(before) - 1, end) if before.endswith(",") else span


def without(suppression: Suppression, names: Collection[Name]) -> Edit:
    """The edit that takes these names, or the whole suppression if they are all it has, out of its file."""
    text, span = suppression.at.source.text, suppression.at.span
    kept = [name for name in suppression.names if name not in names]
    if kept:
        start, end = suppression.names[0].at.span.start, suppression.names[-1].at.span.end
        return Edit(Span(start, end), ", ".join(name.rule for name in kept))
    if suppression.ignore is not None:
        return Edit(_whole_ignore(text, span), "")
    line = text[: span.start].rstrip(" \t")
    ends_line = _LINE_END.match(text, span.end)
    if ends_line and (not line or line.endswith(("\r", "\n"))):
        return Edit(Span(len(line), ends_line.end()), "")
    if ends_line:
        return Edit(Span(len(line), span.end), "")
    return Edit(Span(span.start, span.end + (text[span.end : span.end + 1] == " ")), "")
