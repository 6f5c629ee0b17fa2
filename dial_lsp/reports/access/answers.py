"""The part of a relation that was asked for, and its answers one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.matrix import Matrix
from dial_lsp.access.storage import storages_of
from dial_lsp.model.powers import Power
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


def word_of(answer: Answer) -> str:
    """The answer in a cell of a table."""
    return STATES[answer.state][0]


def about(answers: Answers) -> Iterator[str]:
    """What a reader must know before the answers: whether Core would load the file, and who may do more than call."""
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
    ) -> None:
        """``refusal`` says why Core would refuse the configuration, if it would."""
        self.access = access
        self.refusal = refusal
        self.subjects = tuple(subjects)
        self.objects = tuple(objects)
        self.matrix = Matrix(access, self.subjects, self.objects)
        self.places = Places(access.config)

    def __iter__(self) -> Iterator[tuple[Subject, Answer]]:
        """All answers, subject by subject."""
        for subject in self.subjects:
            number = self.matrix.numbers[subject]
            for row in self.matrix.rows:
                yield subject, row.of(number)

    @property
    def wording(self) -> Wording:
        """What takes secrets out of what is told."""
        return self.access.config.secrecy.wording

    def because(self, subject: Subject, answer: Answer) -> tuple[Because, ...]:
        """Why an answer is what it is."""
        return self.matrix.because(subject, answer)
