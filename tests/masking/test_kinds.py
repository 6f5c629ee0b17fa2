"""Each way to know a secret is needed: without it the plants of its kind are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from dial_lsp.masking import documents, entries, files, names, random_text, standing, texts
from dial_lsp.masking.wording import Wording
from tests.masking.outputs import of_analysis
from tests.masking.planted_files import damages
from tests.masking.plants import plants

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.masking.plant import Plant

SEED = 7


def nothing(*_: Any, **__: Any) -> Any:
    return ()


def no(*_: Any, **__: Any) -> bool:
    return False


def by_name_only(around: standing.Standing, name: str) -> standing.Standing:
    """As if the schema told no secret fields."""
    found = IN_KNOWN(around, name)
    return standing.FREE if found.mode is standing.Mode.SECRET and not names.may_hold_secret(name) else found


IN_KNOWN: Callable[..., standing.Standing] = standing._in_known
KINDS: dict[str, list[tuple[Any, str, Any]]] = {
    "field": [(standing, "_in_known", by_name_only)],
    "misspelt": [(names, "is_slip", no), (names, "is_slip_among", no)],
    "name": [(names, "names_secret", no)],
    "section": [(names, "is_keys_name", no)],
    "inside": [(documents, "looks_like_key", no), (texts, "looks_like_key", no)],
    "again": [(Wording, "found_in", nothing), (Wording, "is_secret", no)],
    "random": [(texts, "random_parts", nothing), (texts, "looks_random", no)],
    "url": [(texts, "secrets_in_urls", nothing)],
    "json": [(texts, "_in_json", nothing), (texts, "assigned", nothing)],
    "comment": [(documents, "masked_in_comment", nothing)],
    "damage": [(documents, "masked_words", nothing)],
    "yaml": [(files, "_around", nothing)],
}


@pytest.fixture(autouse=True)
def forgetting() -> Iterator[None]:
    """What is kept of names and places is kept as long as the process lives."""
    forget()
    yield
    forget()


def forget() -> None:
    for known in (
        *(names.says_secret, names.may_hold_secret, names.is_keys_name),
        *(random_text.looks_random, standing.of_section, standing.inside, entries.of_plain_name),
        texts.held_in_short,
    ):
        if hasattr(known, "cache_clear"):  # it may be switched off
            known.cache_clear()


def of_kind(kind: str) -> Iterator[Plant]:
    return damages(SEED, 60) if kind == "damage" else (one for one in plants(SEED) if one.kind == kind)


def tells(plant: Plant) -> bool:
    return any(word in said for _, said in of_analysis(plant) for word in plant.words)


@pytest.mark.parametrize("kind", KINDS)
def test_without_it_secrets_of_its_kind_are_told(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for where, name, instead in KINDS[kind]:
        monkeypatch.setattr(where, name, instead)
    forget()
    assert any(map(tells, of_kind(kind)))
