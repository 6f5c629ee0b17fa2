"""What a user sees: diagnostics, their severity and impact, and the fixes offered with them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from dial_lsp.text import Edit, Location

MORE_FINDINGS = "more-findings"
"""The rule of the diagnostic that counts what is left out of a file with too many."""


class Severity(IntEnum):
    """LSP's scale; a smaller number is worse.

    error: Core rejects or drops it, a call must fail, or DIAL's documentation says must. warning: works, but unsafe,
    unlimited or dead. information and hint: advice.
    """

    ERROR = 1
    WARNING = 2
    INFORMATION = 3
    HINT = 4

    @property
    def word(self) -> str:
        """The severity as reports and settings spell it."""
        return self.name.lower()


class Impact(StrEnum):
    """What Core does about it."""

    FILE_REJECTED = "file-rejected"
    ENTRY_DROPPED = "entry-dropped"
    CALL_FAILS = "call-fails"
    NO_EFFECT = "no-effect"
    EXPOSED = "exposed"
    UNLIMITED = "unlimited"
    ADVICE = "advice"


class Group(StrEnum):
    """Which question a finding answers; see ``labels.QUESTIONS``."""

    REFUSED = "refused"
    LOST = "lost"
    FAILS = "fails"
    OPEN = "open"
    SECRETS = "secrets"
    SPEND = "spend"
    OUTAGE = "outage"
    MERGE = "merge"
    TIDY = "tidy"
    TOOL = "tool"


class Effect(StrEnum):
    """What a fix does to the effective access."""

    NEUTRAL = "neutral"
    NARROWS = "narrows"
    WIDENS = "widens"
    BOTH = "narrows and widens"

    @property
    def may_widen(self) -> bool:
        """Whether anybody may do more afterwards than before."""
        return self in (Effect.WIDENS, Effect.BOTH)


@dataclass(frozen=True, slots=True)
class Fix:
    """An offered change: edits by file, all of them or none."""

    title: str
    edits: Mapping[str, tuple[Edit, ...]]  # path of a source -> edits in its text
    judged: Effect | Callable[[], Effect] = Effect.NEUTRAL
    safe: bool = False  # may be applied without asking, unless it widens access
    holds_secret: bool = False  # a newly made one, which no report may show
    mends: bool = False  # made for mistakes of syntax, so it is of use only where these get fewer

    @property
    def effect(self) -> Effect:
        """What the change does to access; worked out when somebody asks, for it takes a second relation."""
        return self.judged if isinstance(self.judged, Effect) else self.judged()

    def __reduce__(self) -> tuple[Any, ...]:
        """Between processes travels the answer, not the way to it."""
        return Fix, (self.title, dict(self.edits), self.effect, self.safe, self.holds_secret, self.mends)


class Related(NamedTuple):
    """Another place that explains a diagnostic."""

    location: Location
    message: str


class Suppressed(NamedTuple):
    """Why a diagnostic is not shown: a comment, or an ignore of the settings."""

    reason: str  # empty where nobody gave one
    at: Location
    is_comment: bool


class Diagnostic(NamedTuple):
    """One finding as the user sees it: named, weighed and placed."""

    rule: str
    severity: Severity
    impact: Impact
    message: str
    location: Location
    pointer: str  # JSON Pointer from the root; API keys by position and project, never by secret
    help: str = ""
    related: tuple[Related, ...] = ()
    fixes: Sequence[Fix] = ()
    tags: frozenset[str] = frozenset()  # "unnecessary", "deprecated"
    anchor: str = ""  # the pointer in a form that stays when API keys are added, moved or get other secrets
    suppressed: Suppressed | None = None
    inside: Location | None = None  # in the text that is a part of the file

    @property
    def in_text(self) -> Location:
        """Where it stands in its text, whether that is all of the file or a part."""
        return self.inside or self.location

    @property
    def part(self) -> str:
        """Which text of a file it stands in, such as ``Secret/dial stringData."aidial.config.json"``, or nothing."""
        host = self.in_text.source.host
        return host.name if host is not None else ""

    @property
    def resource(self) -> str:
        """The Kubernetes object of that text, such as ``Secret/dial``, or nothing."""
        kind, is_followed, _ = self.part.partition(" ")
        return kind if is_followed and '"' not in kind else ""

    @property
    def in_file(self) -> Diagnostic:
        """The same with all places in the files that the sources are a part of; edits of fixes stay by source."""
        if self.location.source.host is None and all(one.location.source.host is None for one in self.related):
            return self
        return self._replace(
            message=_told_in_file(self.message, self.location),
            location=self.location.in_file,
            inside=self.location,
            related=tuple(
                Related(related.location.in_file, _told_in_file(related.message, related.location))
                for related in self.related
            ),
        )

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Diagnostics are reported by file, then place, then rule."""
        span = self.location.span
        return (self.location.source.path, span.start, span.end, self.rule, self.message)


def told_once(found: Iterable[Diagnostic], said: set[object]) -> Iterator[Diagnostic]:
    """Diagnostics in files, without those said before in the same words of the same place, which become ``said``.

    A text that an alias makes a part of two configurations has its findings in both.
    """
    for one in found:
        key = (one.rule, one.message, one.location.source.path, one.location.span)
        if key not in said:
            said.add(key)
            yield one


def _told_in_file(message: str, at: Location) -> str:
    """The message, with the place in a coded text, which is none in the file."""
    if at.source.host is None or not at.source.host.is_coded:
        return message
    line, column = at.source.position(at.span.start)
    return f"{message} (line {line}, column {column} of the decoded text)"
