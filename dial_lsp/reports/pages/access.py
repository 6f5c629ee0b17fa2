"""The access page: who may call what, with which limits, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dial_lsp.reports.frame import printable
from dial_lsp.reports.pages.document import document
from dial_lsp.reports.pages.facts import facts
from dial_lsp.reports.pages.places import Told
from dial_lsp.reports.pages.relation_value import RelationValue
from dial_lsp.reports.pages.spending import spending_of, spending_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.reports.access.answers import Answers


def render(answers: Answers, view: str | None = None) -> Iterator[str]:
    """The text of the page; ``view`` is the one to begin with, such as "spending"."""
    data = {**described(answers), "view": view}
    yield document(f"Who may call what: {data['title']}", "access", data)


def described(answers: Answers) -> dict[str, Any]:
    """All that the page knows, without any secret."""
    told = Told(answers.access.config)
    spending = spending_of(answers)
    value = RelationValue(answers.matrix, told).value()
    paths = dict.fromkeys(document.source.file for document in answers.access.config.documents)
    return {
        **value,
        "title": ", ".join(printable(told.text(path)) for path in paths),
        "refused": told.text(answers.refusal.told) if answers.refusal else None,
        "facts": facts(answers.matrix, spending),
        "spending": spending_value(answers, spending, told),
        **told.tables(),
    }
