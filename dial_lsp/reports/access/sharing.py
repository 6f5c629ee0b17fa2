"""How far callers may share things, for people: those together for whom the same holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.access.because import Because
from dial_lsp.reports.frame import printable
from dial_lsp.reports.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access import Subject
    from dial_lsp.access.share import ShareLimit
    from dial_lsp.reports.access.answers import Answers
    from dial_lsp.reports.access.labels import Labels

HEAD = "Sharing, where roles limit it:"


class Shared(NamedTuple):
    """A limit of a type of resource in words, those who have it, and what the roles say that give it."""

    words: str
    names: list[str]
    because: list[Because]


def sharing(answers: Answers, labels: Labels) -> Iterator[Shared]:
    """The limits that callers have; nothing where no role limits anything, or where certain answers are asked for."""
    if answers.question.objects or answers.question.filters:
        return
    found: dict[str, list[tuple[Subject, ShareLimit]]] = {}
    for subject in answers.subjects:
        for name, limit in answers.access.share(subject).items():
            if limit.sources:
                found.setdefault(_words(name, limit), []).append((subject, limit))
    for words, some in found.items():
        sources = dict.fromkeys(source for _, limit in some for source in limit.sources)
        because = [Because("share", f'role "{source.role}"', source.at) for source in sources]
        names = labels.subjects([subject for subject, _ in some])
        yield Shared(printable(answers.wording.names(words)), names, because)


def _words(resource: str, limit: ShareLimit) -> str:
    users = "any number of users" if limit.users is None else counted(limit.users, "user")
    return f"{resource} with {users}, invitations live {counted(limit.ttl, 'hour')}"
