"""The access page: who may call what, with which limits, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dial_lsp.access.comparison import finished
from dial_lsp.reports.pages.document import document
from dial_lsp.reports.pages.facts import facts
from dial_lsp.reports.pages.places import Told
from dial_lsp.reports.pages.relation_value import RelationValue
from dial_lsp.reports.pages.spending import spending_of, spending_value

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from dial_lsp.reports.access.answers import Answers
    from dial_lsp.reports.pages.places import Spelling

TITLE = "Who may call what"


def render(answers: Answers, view: str | None = None) -> Iterator[str]:
    """The text of the page; ``view`` is the one to begin with, such as "spending"."""
    yield page({**described(answers), "view": view})


def page(data: dict[str, Any] | None) -> str:
    """The text of the page that shows what ``described`` has said; without it, of one that waits for an editor."""
    return document(f"{TITLE}: {data['title']}" if data else TITLE, "access", data)


def described(answers: Answers) -> dict[str, Any]:
    """All that the page knows, without any secret."""
    return finished(in_steps(answers))


def in_steps(answers: Answers, spelling: Spelling | None = None) -> Generator[None, None, dict[str, Any]]:
    """The same with a break after each piece of work; ``spelling`` says what files are called, and where they are."""
    told = Told(answers.access.config, spelling=spelling)
    yield from answers.matrix.steps()
    spending = spending_of(answers)
    yield
    value = yield from RelationValue(answers.matrix, told).in_steps()
    paths = dict.fromkeys(document.source.file for document in answers.access.config.documents)
    return {
        **value,
        "title": ", ".join(map(told.spelt, paths)),
        "refused": told.spelt(answers.refusal.told) if answers.refusal else None,
        "facts": facts(answers.matrix, spending),
        "spending": spending_value(answers, spending, told),
        **told.tables(),
    }
