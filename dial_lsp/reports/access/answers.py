"""The part of a relation that was asked for, and its answers one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.matrix import Matrix
from dial_lsp.access.storage import storages_of
from dial_lsp.model.powers import Power
from dial_lsp.reports.access.question import Question
from dial_lsp.reports.access.values import Places
from dial_lsp.reports.words import counted, enumerated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.access import Access, Because, Object, Subject
    from dial_lsp.access.answer import Answer, State
    from dial_lsp.masking.wording import Wording
    from dial_lsp.reports.access.refusal import Refusal


NOTHING_TO_CALL = "Nothing can be called here.\n"
NOBODY_CALLS = "There is nobody to call.\n"

STATES: dict[State, tuple[str, str]] = {
    "unlimited": ("yes", "may call it without limit"),
    "limited": ("limited", "may call it within limits"),
    "partly": ("partly", "may call it, but some calls fail or are refused; --why says which"),
    "refused": ("403", "is let in, but a limit that is not positive refuses every call"),
    "fails": ("fails", "is let in, but every call fails; --why says where"),
    "taken": ("taken", "is let in, but other routes take every request first"),
    "denied": ("-", "may not call it"),
}
"""How calls fare: in a cell of a table, and what that means."""

WORDS = dict(STATES.values())
DENIED = STATES["denied"][0]


def word_of(answer: Answer) -> str:
    """The answer in a cell of a table."""
    return STATES[answer.state][0]


def about(answers: Answers, *, names: bool = True) -> Iterator[str]:
    """What a reader must know before the answers.

    Whether Core would load the file, who may do more than call, and what was asked; of whom and what if ``names``.
    """
    if answers.refusal is not None:
        yield answers.refusal.told
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
    yield from _storages(answers)
    if names:
        yield from answers.question.names(answers.subjects, answers.objects)
    yield from answers.question.told_filters()


def no_answer(answers: Answers) -> str:
    """What to say where there is no answer; empty where there is one."""
    if answers.subjects and answers.objects:
        return ""
    if answers.question.filters and answers.is_filtered:
        return answers.question.nothing
    return NOBODY_CALLS if answers.objects else NOTHING_TO_CALL


def _storages(answers: Answers) -> Iterator[str]:
    """What is stored under the name of a project and of something that is asked for."""
    access, asked = answers.access, set(answers.objects)
    keys = {key for key in answers.subjects if access.is_alive(key)}
    for found in storages_of(filter(access.is_alive, access.keys), access.objects).values():
        objects = [one.label for one in found.objects if one in asked]
        sharing = [key.label for key in found.keys if key in keys]
        if objects and sharing:
            yield f"All that is stored is shared by {enumerated([*sharing[:_FEW], *_rest(sharing), *objects])}."


def _rest(labels: Sequence[str]) -> list[str]:
    return [counted(len(labels) - _FEW, "more key")] if len(labels) > _FEW else []


_FEW = 5  # labels; of more the rest is counted


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
        question: Question | None = None,
    ) -> None:
        """``refusal`` says why Core would refuse the configuration, if it would; ``question`` what was asked.

        Subjects and objects without any answer that the question keeps are left out.
        """
        self.access = access
        self.refusal = refusal
        self.question = question or Question()
        self.matrix = Matrix(access, tuple(subjects), tuple(objects))
        self.is_filtered = bool(self.matrix.subjects and self.matrix.objects and self.question.filters)
        if self.is_filtered:
            self.matrix = Matrix(access, *self._kept())
        self.subjects = self.matrix.subjects
        self.objects = self.matrix.objects
        self.places = Places(access.config)

    def __iter__(self) -> Iterator[tuple[Subject, Answer]]:
        """All answers that are shown, subject by subject."""
        for subject in self.subjects:
            number = self.matrix.numbers[subject]
            for row in self.matrix.rows:
                answer = row.of(number)
                if self.shows(answer):
                    yield subject, answer

    def shows(self, answer: Answer) -> bool:
        """Whether the question keeps an answer."""
        return not self.question.filters or self.question.keeps(answer)

    def _kept(self) -> tuple[list[Subject], list[Object]]:
        """The subjects and objects with an answer that is shown."""
        shown = {
            row.object: {number for number, at in enumerate(row.cells) if self.shows(row.answers[at])}
            for row in self.matrix.rows
        }
        classes = set().union(*shown.values())
        numbers = self.matrix.numbers
        subjects = [one for one in self.matrix.subjects if numbers[one] in classes]
        return subjects, [found for found, kept in shown.items() if kept]

    @property
    def wording(self) -> Wording:
        """What takes secrets out of what is told."""
        return self.access.config.secrecy.wording

    def because(self, subject: Subject, answer: Answer) -> tuple[Because, ...]:
        """Why an answer is what it is."""
        return self.matrix.because(subject, answer)
