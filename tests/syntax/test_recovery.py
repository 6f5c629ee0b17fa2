"""How much of a file survives one mistake: 300 single mutations, most of quotes, brackets, commas and colons."""

from __future__ import annotations

import random
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, Any

import pytest

from dial_lsp.syntax import Document, parse
from dial_lsp.text import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

MUTANTS = 300
STRUCTURAL_SHARE = 0.7
STRUCTURE = '{}[]",:'
OTHER = "ab1 \n/\\-"


@pytest.fixture(scope="module")
def text() -> str:
    return (Path(__file__).parent / "realistic.json").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def mutants(text: str) -> list[str]:
    source = random.Random(20240229)
    return [mutated(text, source) for _ in range(MUTANTS)]


def mutated(text: str, source: random.Random) -> str:
    """The text with one character inserted, left out or replaced."""
    alphabet = STRUCTURE if source.random() < STRUCTURAL_SHARE else OTHER
    if source.random() < 0.4:
        at = source.randrange(len(text) + 1)
        return text[:at] + source.choice(alphabet) + text[at:]
    places = [at for at, character in enumerate(text) if (character in STRUCTURE) == (alphabet is STRUCTURE)]
    at = source.choice(places)
    return text[:at] + source.choice(["", source.choice(alphabet)]) + text[at + 1 :]


def leaves(document: Document) -> set[tuple[object, ...]]:
    """Every scalar of a document with the path to it."""
    found: set[tuple[object, ...]] = set()
    for section in document.sections:
        for entry in section.entries:
            found.update(paths(entry.value, (section.name, entry.name)))
    return found


def paths(value: Any, path: tuple[object, ...]) -> Iterator[tuple[object, ...]]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from paths(part, (*path, name))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from paths(part, (*path, index))
    else:
        yield (*path, value)


def test_the_text_itself_is_sound(text: str) -> None:
    document = parse(Source("realistic.json", text))
    assert not document.problems
    assert len(leaves(document)) > 90


def test_a_mistake_costs_little_of_what_it_does_not_touch(text: str, mutants: list[str]) -> None:
    original = leaves(parse(Source("realistic.json", text)))
    kept = [len(original & leaves(parse(Source("mutant.json", mutant)))) / len(original) for mutant in mutants]
    assert mean(kept) >= 0.97
    assert sum(share >= 0.95 for share in kept) / MUTANTS >= 0.9


def test_a_mistake_is_said_once_or_twice(mutants: list[str]) -> None:
    counts = [len(parse(Source("mutant.json", mutant)).problems) for mutant in mutants]
    assert mean(counts) <= 2
