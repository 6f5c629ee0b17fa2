"""Changes in words, those that are the same for several callers told once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Effect
from dial_lsp.reports.access.labels import short_subject
from dial_lsp.reports.access.sentences import SENTENCES
from dial_lsp.reports.access.values import Places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dial_lsp.access import Because, Change
    from dial_lsp.access.difference import Difference
    from dial_lsp.masking.wording import Wording
    from dial_lsp.model.config import Config

WORDS = {
    Effect.WIDENS: "widened",
    Effect.NARROWS: "narrowed",
    Effect.BOTH: "widened and narrowed",
    Effect.NEUTRAL: "changed",
}
_FIRST = (Effect.WIDENS, Effect.BOTH, "ways", Effect.NARROWS, Effect.NEUTRAL)
_WAYS = ("destination", "interceptors")
_NAMED = 8


@dataclass(frozen=True, slots=True)
class Told:
    """Changes that differ in their subject only."""

    changes: tuple[Change, ...]

    @property
    def first(self) -> Change:
        """The change whose reasons are given."""
        return self.changes[0]

    @property
    def who(self) -> str:
        """The callers, or nothing where there are none."""
        names = [short_subject(change.subject) for change in self.changes if change.subject is not None]
        rest = len(names) - _NAMED
        return ", ".join(names[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")


def told(changes: Iterable[Change]) -> Iterator[Told]:
    """All changes, those that widen first, then other hosts."""
    groups: dict[object, list[Change]] = {}
    for change in sorted(changes, key=rank):
        same: object = (change.kind, change.what, change.field, str(change.before.value), str(change.after.value))
        groups.setdefault((same, change.effect, change.about if change.kind == "subject" else ""), []).append(change)
    for alike in groups.values():
        yield Told(tuple(alike))


def rank(change: Change) -> int:
    """What a reviewer must hear first: what widens, then what goes another way, then the rest."""
    if change.effect is Effect.NEUTRAL and change.kind in _WAYS:
        return _FIRST.index("ways")
    return _FIRST.index(change.effect)


def sentence(difference: Difference, found: Told) -> str:
    """What changed."""
    return masked(difference, SENTENCES[found.first.kind](found))


def masked(difference: Difference, text: str) -> str:
    """A text without the secrets of either config."""
    return _wordings(difference)[1].names(_wordings(difference)[0].names(text))


def _wordings(difference: Difference) -> tuple[Wording, Wording]:
    return difference.before.config.secrecy.wording, difference.after.config.secrecy.wording


def reasons(difference: Difference, change: Change) -> Iterator[tuple[str, str, str]]:
    """(was or now, place, message) of each step, old ones first."""
    before, after = difference.because(change)
    for when, at, message in (
        *_reasons("was", difference.before.config, before),
        *_reasons("now", difference.after.config, after),
    ):
        yield when, at, masked(difference, message)


def _reasons(when: str, config: Config, steps: tuple[Because, ...]) -> Iterator[tuple[str, str, str]]:
    places = Places(config)
    for step in steps:
        yield when, places.text(step.at), step.message
