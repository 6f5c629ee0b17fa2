"""Callers and objects as tables and lists name them, without secrets and with all of a control character visible."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from dial_lsp.reports.frame import printable
from dial_lsp.reports.words import counted, enumerated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dial_lsp.access import Object, Subject
    from dial_lsp.reports.access.answers import Answers

MARK = "*"
"""Behind a key that is not accepted from everywhere."""
MARKED = "accepted from some addresses only; --why says which"
ANYBODY, NO_ROLE = "anybody", "no role"


def short_subject(subject: Subject) -> str:
    """A subject in a table."""
    return f"{_kind_of(subject)} {_rest_of(subject)}".lstrip()


def short_object(found: Object) -> str:
    """An object in a table."""
    return f"{found.kind} {_name_of(found)}"


class Labels:
    """The names of a report; each is looked at once for secrets."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._known: dict[str, str] = {}
        self._is_marked = {subject: self._is_bound(subject) for subject in answers.subjects}

    @property
    def has_marks(self) -> bool:
        """Whether any caller is marked."""
        return any(self._is_marked.values())

    def subject(self, subject: Subject) -> str:
        """A caller, marked where calls are not accepted from everywhere."""
        return self._shown(short_subject(subject)) + self._mark(subject)

    def object(self, found: Object) -> str:
        """What is called."""
        return self._shown(short_object(found))

    def subjects(self, subjects: Iterable[Subject]) -> list[str]:
        """Callers in a sentence, those of a kind behind one word: "keys 1 P,", "2 Q;", "role a;", "anybody"."""
        return _in_kinds([(_kind_of(one), self._shown(_rest_of(one)) + self._mark(one)) for one in subjects])

    def objects(self, objects: Iterable[Object]) -> list[str]:
        """Objects in a sentence, those of a kind behind one word."""
        return _in_kinds([(one.kind, self._shown(_name_of(one))) for one in objects])

    def _shown(self, label: str) -> str:
        known = self._known.get(label)
        if known is None:
            known = self._known[label] = printable(self._answers.wording.names(label))
        return known

    def _mark(self, subject: Subject) -> str:
        return MARK if self._is_marked[subject] else ""

    def _is_bound(self, subject: Subject) -> bool:
        access = self._answers.access
        return access.addresses(subject) is not None and access.is_alive(subject)


def number_of_objects(objects: Iterable[Object]) -> str:
    """How many there are of each kind."""
    return enumerated([counted(number, kind) for kind, number in Counter(one.kind for one in objects).items()])


def number_of_subjects(subjects: Iterable[Subject]) -> str:
    """How many keys and roles there are, and anybody."""
    counts: Counter[str] = Counter(one.kind for one in subjects)
    said = [counted(counts[kind], word) for kind, word in (("key", "key"), ("roles", "role")) if counts[kind]]
    return enumerated([*said, ANYBODY] if counts["everyone"] else said)


def _in_kinds(names: Sequence[tuple[str, str]]) -> list[str]:
    """Names by kind, each with what stands between it and the next one."""
    pieces: list[str] = []
    for kind, found in groupby(names, key=itemgetter(0)):
        some = [name for _, name in found]
        if kind:
            some[0] = f"{kind}{'s' if len(some) > 1 else ''} {some[0]}"
        pieces += [f"{name}," for name in some[:-1]]
        pieces.append(f"{some[-1]};")
    return [*pieces[:-1], pieces[-1][:-1]] if pieces else []


def _kind_of(subject: Subject) -> str:
    if subject.kind == "key":
        return "key"
    return "role" if subject.roles else ""


def _rest_of(subject: Subject) -> str:
    """What tells a caller from others of the kind."""
    if subject.kind == "key":
        return f"{subject.position}" + (f" {subject.project}" if subject.project else "")
    return "+".join(role or "null" for role in subject.roles) or (ANYBODY if subject.kind == "everyone" else NO_ROLE)


def _name_of(found: Object) -> str:
    return found.name if found.application is None else f"{found.application}/{found.name}"
