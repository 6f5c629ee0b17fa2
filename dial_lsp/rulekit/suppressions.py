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
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from dial_lsp.engine.naming import Names
    from dial_lsp.settings import Ignore, Settings
    from dial_lsp.syntax import Document

_COMMENT = compiled(r"(?://|\#|/\*)\s*dial-lint\s*:(?P<said>.*?)\s*(?:\*/)?\Z", re.DOTALL)
_NAMED = "dial-lint"
_IGNORE = compiled(r"\s*ignore\s*\[(?P<rules>[^\[\]]*)\](?P<reason>.*)", re.DOTALL)
_NAME = compiled(r"[^\s,]+")
_KEY = compiled(r"#(?P<number>[0-9]+)(?::(?P<project>.*))?", re.DOTALL)
_COMMA = compiled(r"\s*,[ \t]*")
_BLANKS = compiled(r"[\r\n \t]*")
_LINE_END = compiled(r"[ \t]*+(?:\r\n|\r|\n|\Z)")
_BEFORE_REASONS = " \t\r\n-:\u2013\u2014"


class Identity(NamedTuple):
    """What identifies a finding here: the full name of its code, its place and its JSON Pointer."""

    rule: str
    location: Location
    pointer: str


_Address = tuple[int | str | None, str]
"""An API key that an ignore of the settings names, if it names one, and a JSON Pointer."""


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
        self._relative_paths: dict[str, set[str]] = {}  # by the path of the settings
        self._files = {_relative(file, "") for file in settings.files}
        self.names, self._shown = names, shown
        self.comments = tuple(found for document in documents for found in _comments_of(document))
        self.ignores = tuple(_of_settings(ignore) for ignore in settings.ignore)
        self._by_line: dict[tuple[str, int], list[Suppression]] = {}
        for comment in self.comments:
            self._by_line.setdefault((comment.at.source.path, comment.target), []).append(comment)
        self._of_rules: dict[tuple[str, int, str], tuple[Suppression, ...]] = {}
        self._of_files: dict[str, dict[_Address, list[int]]] = {}
        self._used: set[tuple[Suppression, str]] = set()

    def __bool__(self) -> bool:
        return bool(self.comments or self.ignores)

    def after(self, found: Iterable[Identity]) -> Suppressions:
        """The same, now that the findings of all ordinary rules are known."""
        for one in found:
            for suppression in self._ignoring(one):
                self._used.add((suppression, one.rule))
            line = _line_of(one) if self._by_line else None
            if line is not None and (*line, one.rule) not in self._of_rules:
                self._used.update((comment, one.rule) for comment in self._commenting(line, one.rule))
        return self

    def hiding(self, found: Identity) -> Suppression | None:
        """What hides a finding, if anything does; comments come before settings."""
        comments = self._commenting(_line_of(found), found.rule) if self._by_line else ()
        return comments[0] if comments else next(self._ignoring(found), None)

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

    def _commenting(self, line: tuple[str, int], rule: str) -> tuple[Suppression, ...]:
        """The comments that hide what a rule finds on a line; kept, for all may stand on one."""
        known = self._of_rules.get((*line, rule))
        if known is None:
            comments = self._by_line.get(line, ())
            known = tuple(one for one in comments if any(self._means(name.rule, rule) for name in one.names))
            self._of_rules[*line, rule] = known
        return known

    def _ignoring(self, found: Identity) -> Iterator[Suppression]:
        """The ignores of the settings that hide a finding; only those of its pointer are looked at."""
        if not self.ignores:
            return
        ours = self._ignores_of(found.location.source.file)
        near = sorted({one for at in _addresses(found.pointer) for one in ours.get(at, ())})
        for suppression in (self.ignores[number] for number in near):
            ignore = suppression.ignore
            if ignore is not None and self._means(ignore.rule, found.rule) and _matches(ignore, found.pointer):
                yield suppression

    def _ignores_of(self, file: str) -> dict[_Address, list[int]]:
        """The numbers of the ignores that may be meant for a file, by what they name in it."""
        known = self._of_files.get(file)
        if known is None:
            known = self._of_files[file] = {}
            for number, one in enumerate(self.ignores):
                if one.ignore is not None and _is_meant_for(one.ignore, file):
                    known.setdefault((one.ignore.key, one.ignore.pointer.rstrip("/")), []).append(number)
        return known

    def _means(self, name: str, rule: str) -> bool:
        return name == rule or rule in (self.names.meaning(name) or ())

    def _is_unused(self, suppression: Suppression, name: Name) -> bool:
        shown = (self.names.meaning(name.rule) or frozenset()).intersection(self._shown)
        return bool(shown) and not any((suppression, code) in self._used for code in shown)

    def _is_ours(self, suppression: Suppression) -> bool:
        ignore = suppression.ignore
        if ignore is None or ignore.at is None:
            return False
        settings_path = ignore.at.source.path
        if settings_path not in self._relative_paths:
            self._relative_paths[settings_path] = {_relative(path, settings_path) for path in self._paths}
        ours = self._relative_paths[settings_path]
        if self._files and ours <= self._files:
            return True
        return "*" not in ignore.path and ignore.path in ours


def _comments_of(document: Document) -> Iterator[Suppression]:
    source = document.source
    layout = Layout(source.text, document.comments, begin=Begin.of(source))
    end = len(source.text) if document.trailing is None else document.trailing.start
    # Nothing is found in what Core does not read.
    spans = [span for span in document.comments if span.start <= end and source.text.find(_NAMED, *span) >= 0]
    behind = _behind(document.comments, layout) if spans else {}
    for span in spans:
        said = _COMMENT.match(source.text[span.start : span.end])
        if said is None:
            continue
        ignore = _IGNORE.match(said["said"])
        start = span.start + said.start("said")
        target = behind[span] if layout.starts_line(span.start) else span.start
        line = source.position(target).line
        if ignore is None:
            yield Suppression(Location(source, span), (), "", line)
            continue
        names = tuple(
            Name(found[0], Location(source, Span(*found.span()).shifted(start + ignore.start("rules"))))
            for found in _NAME.finditer(ignore["rules"])
        )
        yield Suppression(Location(source, span), names, ignore["reason"].strip(_BEFORE_REASONS), line)


def _behind(comments: Sequence[Span], layout: Layout) -> dict[Span, int]:
    """What comes after each comment that is neither blank nor a comment; one look for as many as stand in a row."""
    found: dict[Span, int] = {}
    for span in reversed(comments):
        at = layout.skip_blanks(span.end)
        following = layout.comment_from(at)
        found[span] = at if following is None else found[following]
    return found


def _of_settings(ignore: Ignore) -> Suppression:
    at = ignore.at
    assert at is not None  # noqa: S101 -- the reader of the settings knows the place
    written = re.search(re.escape(f'"{ignore.rule}"'), at.source.text[at.span.start : at.span.end])
    place = Location(at.source, Span(*written.span()).shifted(at.span.start)) if written else at
    return Suppression(at, (Name(ignore.rule, place),), ignore.reason.strip(), ignore=ignore)


def _is_meant_for(ignore: Ignore, file: str) -> bool:
    settings_path = ignore.at.source.path if ignore.at else ""
    return not ignore.path or fnmatchcase(_relative(file, settings_path), ignore.path)


def _matches(ignore: Ignore, pointer: str) -> bool:
    if ignore.key is not None:
        section, _, rest = pointer.removeprefix("/").partition("/")
        step, slash, inner = rest.partition("/")
        if section != "keys" or not _is_key(step, ignore.key):
            return False
        pointer = slash + inner
    return not ignore.pointer or pointer == ignore.pointer or pointer.startswith(ignore.pointer.rstrip("/") + "/")


def _line_of(found: Identity) -> tuple[str, int]:
    source, span = found.location.source, found.location.span
    return source.path, source.position(span.start).line


def _addresses(pointer: str) -> Iterator[_Address]:
    """All that an ignore may say to mean a place: a pointer to it or to what it is in, from the root or from a key."""
    steps = pointer.split("/")
    yield from ((None, "/".join(steps[:count])) for count in range(1, len(steps) + 1))
    key = _KEY.fullmatch(_plain(steps[2])) if steps[1:2] == ["keys"] and len(steps) > 2 else None  # noqa: PLR2004
    for one in (int(key["number"]), key["project"]) if key else ():
        yield from ((one, "/".join(["", *steps[3:count]])) for count in range(3, len(steps) + 1))


def _is_key(step: str, key: int | str) -> bool:
    """Whether a step such as ``#2:PROJECT`` is about the key at that position or of that project."""
    found = _KEY.fullmatch(_plain(step))
    return found is not None and key == (int(found["number"]) if isinstance(key, int) else found["project"])


def _plain(step: str) -> str:
    return step.replace("~1", "/").replace("~0", "~")


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
        blanks = _BLANKS.match(text, end)
        return Span(start, blanks.end() if blanks else end)
    if comma := _COMMA.match(text, end):
        return Span(start, comma.end())
    before = Layout(text).skip_blanks_back(start)
    return Span(before - 1, end) if text[before - 1 : before] == "," else span


def without(suppression: Suppression, names: Collection[Name]) -> Edit:
    """The edit that takes these names, or the whole suppression if they are all it has, out of its file."""
    text, span = suppression.at.source.text, suppression.at.span
    gone = frozenset(names)
    kept = [name for name in suppression.names if name not in gone]
    if kept:
        start, end = suppression.names[0].at.span.start, suppression.names[-1].at.span.end
        return Edit(Span(start, end), ", ".join(name.rule for name in kept))
    if suppression.ignore is not None:
        return Edit(_whole_ignore(text, span), "")
    before = Layout(text).skip_blanks_back(span.start, " \t")
    ends_line = _LINE_END.match(text, span.end)
    if ends_line and (not before or text[before - 1] in "\r\n"):
        return Edit(Span(before, ends_line.end()), "")
    if ends_line:
        return Edit(Span(before, span.end), "")
    return Edit(Span(span.start, span.end + (text[span.end : span.end + 1] == " ")), "")
