"""What was asked of a relation: whom and what somebody named, and which answers are shown at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dial_lsp.reports.words import enumerated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from dial_lsp.access import Object, Subject
    from dial_lsp.access.answer import Answer, State

FAILING: Final[frozenset[State]] = frozenset({"partly", "refused", "fails", "taken"})
"""The states in which somebody is let in and calls, or some of them, fail all the same."""

FILTERS: Final[Mapping[str, tuple[str, Callable[[Answer], bool]]]] = {
    "granted": ("granted", lambda answer: answer.reaches),
    "open": ("open to anybody", lambda answer: answer.access.reaches(answer.access.everyone, answer.object)),
    "unlimited": ("without any limit", lambda answer: answer.state == "unlimited"),
    "fails": ("let in but failing", lambda answer: answer.state in FAILING),
}
"""The filters by their options: what is left in words, and whether an answer is."""

_FEW: Final = 5  # labels; of more the rest is counted


@dataclass(frozen=True, slots=True)
class Question:
    """Callers and objects that were named, none where all are meant, and the names of the filters, which all hold."""

    subjects: tuple[Subject, ...] = ()
    objects: tuple[Object, ...] = ()
    filters: tuple[str, ...] = ()

    def keeps(self, answer: Answer) -> bool:
        """Whether an answer is shown."""
        return all(FILTERS[name][1](answer) for name in self.filters)

    def names(self, subjects: Sequence[Subject], objects: Sequence[Object]) -> Iterator[str]:
        """Of whom and what was asked, a line each; of those that are answered for the only one, too."""
        if self.subjects or (objects and len(subjects) == 1):
            yield f"Callers: {_listed([one.label for one in self.subjects or subjects])}"
        if self.objects or (subjects and len(objects) == 1):
            yield f"Objects: {_listed([one.label for one in self.objects or objects])}"

    def told_filters(self) -> Iterator[str]:
        """Which answers are shown, unless all are."""
        if self.filters:
            options = " ".join(f"--{name}" for name in self.filters)
            yield f"Filter: only what is {self._adjectives} ({options})"

    @property
    def nothing(self) -> str:
        """What to say where no answer is left."""
        return f"Nothing that was asked for is {self._adjectives}.\n"

    @property
    def _adjectives(self) -> str:
        return enumerated([FILTERS[name][0] for name in self.filters])


def _listed(labels: Sequence[str]) -> str:
    rest = len(labels) - _FEW
    return ", ".join(labels[:_FEW]) + (f" and {rest} more" if rest > 0 else "")
