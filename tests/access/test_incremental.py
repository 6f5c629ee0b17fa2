"""An edit recomputes what it touches: answers are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from dial_lsp.access import Access, limits
from dial_lsp.access.difference import difference
from dial_lsp.model.config import Config
from dial_lsp.syntax import parse
from dial_lsp.text import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MODELS = [f"m{number}" for number in range(20)]
ROLES = [f"r{number}" for number in range(10)]


@pytest.fixture
def count(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How many effective limits have been computed since the last time this was asked."""
    computed: list[object] = []
    effective = limits.effective

    def counting(entries: Any, counted: Any) -> limits.Limits:
        computed.append(counted)
        return effective(entries, counted)

    monkeypatch.setattr(limits, "effective", counting)

    def taken() -> int:
        number = len(computed)
        computed.clear()
        return number

    return taken


def files(**changed: str) -> list[str]:
    """One file for each entry, so that an edit of one leaves all others alone."""
    models = dict.fromkeys(MODELS, '{"endpoint": "http://adapter", "userRoles": ["r1", "r2"]}')
    roles = dict.fromkeys(ROLES, '{"limits": {"m1": {"day": 5}, "m2": {"day": 5}}}')
    keys = {f"k{number}": f'{{"project": "P", "role": "r{number % 10}"}}' for number in range(30)}
    texts = []
    for section, entries in (("models", models), ("roles", roles), ("keys", keys)):
        texts += [f'{{"{section}": {{"{name}": {changed.get(name, value)}}}}}' for name, value in entries.items()]
    return texts


def config_of(texts: list[str], previous: Config | None = None) -> Config:
    known: Mapping[str, Any] = {document.source.text: document for document in previous.documents} if previous else {}
    documents = [known.get(text) or parse(Source(f"{number}.json", text)) for number, text in enumerate(texts)]
    return Config.of(documents, previous=previous)


def ask_everything(access: Access) -> None:
    for subject in (*access.keys, access.everyone):
        for _ in access.row(subject):
            pass


def test_callers_who_agree_in_the_roles_that_matter_share_their_answers(count: Callable[[], int]) -> None:
    ask_everything(Access(config_of(files())))
    assert count() == len(MODELS) * 3  # for r1, for r2, and for all who have neither


def edited(count: Callable[[], int], **changed: str) -> int:
    before = Access(config_of(files()))
    ask_everything(before)
    count()
    ask_everything(Access(config_of(files(**changed), before.config), kept=before.kept))
    return count()


def test_an_edit_of_a_model_asks_for_that_model_again(count: Callable[[], int]) -> None:
    assert edited(count, m7='{"endpoint": "http://adapter", "userRoles": ["r3"]}') == 2


def test_an_edit_of_a_role_asks_for_the_names_it_limits_again(count: Callable[[], int]) -> None:
    assert edited(count, r5='{"limits": {"m1": {"day": 6}}}') == 2 * 3  # m1, and m2, which it limited before


def test_an_edit_of_a_key_asks_for_nothing_again(count: Callable[[], int]) -> None:
    assert edited(count, k3='{"project": "Q", "role": "r1"}') == 0


def test_what_was_not_asked_in_between_is_still_known(count: Callable[[], int]) -> None:
    first = Access(config_of(files()))
    ask_everything(first)
    second = Access(config_of(files(k3='{"project": "Q", "role": "r1"}'), first.config), kept=first.kept)
    count()
    ask_everything(Access(config_of(files(), second.config), kept=second.kept))
    assert count() == 0


def test_the_effect_of_an_edit_is_found_by_looking_at_what_it_touches(count: Callable[[], int]) -> None:
    before = Access(config_of(files()))
    ask_everything(before)
    count()
    changed = files(m7='{"endpoint": "http://adapter", "userRoles": ["r3"]}')
    after = Access(config_of(changed, before.config), kept=before.kept)
    assert difference(before, after).changes
    assert count() == 2
