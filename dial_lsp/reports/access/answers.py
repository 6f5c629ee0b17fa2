"""The part of a relation that was asked for, and its answers one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access import Access, Because, Object, Subject
    from dial_lsp.access.limits import Limits


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a subject reaches an object, and how much of it."""

    subject: Subject
    object: Object
    reaches: bool
    limits: Limits
    works: bool  # whether calls that are let in should succeed

    @property
    def word(self) -> str:
        """The answer in a cell of a table."""
        if not self.reaches:
            return "-"
        if not self.works:
            return "fails"
        if self.limits.is_denied:
            return "403"
        return "limited" if any(value is not None for value in self.limits.as_mapping().values()) else "yes"


WORDS = {
    "yes": "may call it without limit",
    "limited": "may call it within limits",
    "403": "is let in, but a limit that is not positive refuses every call",
    "fails": "is let in, but every call fails; --why says where",
    "-": "may not call it",
}


@dataclass(frozen=True, slots=True)
class Answers:
    """Some subjects and objects of a relation."""

    access: Access
    subjects: tuple[Subject, ...]
    objects: tuple[Object, ...]

    def of(self, subject: Subject, found: Object) -> Answer:
        """One answer."""
        access = self.access
        reaches = access.reaches(subject, found)
        limits = access.verdict(subject, found).limits
        return Answer(subject, found, reaches, limits, not access.problems(found))

    def __iter__(self) -> Iterator[Answer]:
        """All answers, subject by subject."""
        for subject in self.subjects:
            for found in self.objects:
                yield self.of(subject, found)

    def because(self, answer: Answer) -> tuple[Because, ...]:
        """Why an answer is what it is."""
        return self.access.because(answer.subject, answer.object)
