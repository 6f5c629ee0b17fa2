"""The part of a relation that was asked for, and its answers one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dial_lsp.access.limits import NO_LIMITS
from dial_lsp.model.powers import Power
from dial_lsp.reports.access.values import Places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.access import Access, Because, Object, Subject
    from dial_lsp.access.limits import Limits
    from dial_lsp.masking.wording import Wording
    from dial_lsp.reports.access.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a subject reaches an object, and how much of it."""

    subject: Subject
    object: Object
    reaches: bool
    limits: Limits
    denied: bool  # whether a limit that is not positive refuses every call
    works: bool  # whether calls that are let in should succeed

    @property
    def word(self) -> str:
        """The answer in a cell of a table."""
        if not self.reaches:
            return "-"
        if not self.works:
            return "fails"
        if self.denied:
            return "403"
        return "yes" if self.limits.values == NO_LIMITS.values else "limited"


NOTHING_TO_CALL = "Nothing can be called here.\n"
NOBODY_CALLS = "There is nobody to call.\n"

WORDS = {
    "yes": "may call it without limit",
    "limited": "may call it within limits",
    "403": "is let in, but a limit that is not positive refuses every call",
    "fails": "is let in, but every call fails; --why says where",
    "-": "may not call it",
}


def about(answers: Answers) -> Iterator[str]:
    """What a reader must know before the answers: whether Core would load the file, and who may do more than call."""
    if answers.refusal is not None:
        sentence = answers.refusal.sentence("this configuration", "the previous one")
        yield f"{sentence} The answers are those of the configuration as far as it can be read."
    for power in Power:
        named = [
            f'{subject.label} by role "{role}"'
            for subject in answers.subjects
            if subject.kind == "key" and answers.access.is_alive(subject)
            for role in [answers.access.powers(subject).get(power)]
            if role is not None
        ]
        if named:
            yield f"{_POWERS[power]}: {', '.join(named)}."


_POWERS = {
    Power.ADMINISTRATOR: "Administrators of Core, whatever the answers below say",
    Power.GLOBAL_READER: "Readers of everything that is stored",
}


class Answers:
    """Some subjects and objects of a relation."""

    def __init__(
        self,
        access: Access,
        subjects: Sequence[Subject],
        objects: Sequence[Object],
        refusal: Refusal | None = None,
    ) -> None:
        """``refusal`` says why Core would refuse the configuration, if it would."""
        self.access = access
        self.refusal = refusal
        self.subjects = tuple(subjects)
        self.objects = tuple(objects)
        self.places = Places(access.config)
        self._works = {found.identity: not access.problems(found) for found in objects}

    def of(self, subject: Subject, found: Object) -> Answer:
        """One answer."""
        verdict = self.access.verdict(subject, found)
        reaches = verdict.granted and self.access.is_alive(subject)
        return Answer(subject, found, reaches, verdict.limits, verdict.denied_by_limit, self._works[found.identity])

    def __iter__(self) -> Iterator[Answer]:
        """All answers, subject by subject."""
        for subject in self.subjects:
            for found in self.objects:
                yield self.of(subject, found)

    @property
    def wording(self) -> Wording:
        """What takes secrets out of what is told."""
        return self.access.config.secrecy.wording

    def because(self, answer: Answer) -> tuple[Because, ...]:
        """Why an answer is what it is."""
        return self.access.because(answer.subject, answer.object)
