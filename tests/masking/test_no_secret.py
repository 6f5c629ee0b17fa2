"""The law: no secret occurs in any output, wherever it stands and however it is misspelt, misplaced or damaged."""

from __future__ import annotations

import os
from collections import Counter
from random import Random
from typing import TYPE_CHECKING

from tests.masking.crowds import crowded
from tests.masking.outputs import of_analysis, of_assistant, of_changes, of_check, of_commands, of_server
from tests.masking.planted_files import damages
from tests.masking.plants import plants
from tests.server.raw import PULLS, running

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pytest

    from tests.masking.plant import Plant

SEED = 20_26
MANY = int(os.environ.get("DIAL_LINT_LAWS", "1"))
"""How many times as much is tried as in the usual suite."""


def told(plant: Plant, outputs: Iterable[tuple[str, str]], counts: Counter[str]) -> list[str]:
    """The outputs that tell the secret, with what they tell."""
    found = []
    for name, said in outputs:
        counts["outputs"] += 1
        lower = said.lower()
        leaks = (word for word in plant.words if word.lower() in lower)
        found += [f"{plant.kind}: {name}: {_around(said, word)}\n  of {_around(plant.text, word)}" for word in leaks]
    return found


def _around(text: str, word: str) -> str:
    at = text.lower().find(word.lower())
    return repr(text[max(0, at - 120) : at + 120])


def report(counts: Counter[str], found: list[str]) -> None:
    """Say how much was tried, and fail with the first of what was told."""
    print(", ".join(f"{count} {name}" for name, count in sorted(counts.items())))  # noqa: T201 -- the count is the point
    assert not found, f"{len(found)} tell, such as: " + "\n".join(found[:20])


def test_no_place_tells_its_secret() -> None:
    counts: Counter[str] = Counter()
    found: list[str] = []
    for plant in plants(SEED, many=MANY):
        counts["secrets"] += len(plant.words)
        counts[f"places ({plant.kind})"] += 1
        found += told(plant, of_analysis(plant), counts)
    report(counts, found)


def test_no_damage_tells_a_secret() -> None:
    counts: Counter[str] = Counter()
    found: list[str] = []
    for plant in damages(SEED, 60 * MANY):
        counts["damages"] += 1
        found += told(plant, of_analysis(plant), counts)
    report(counts, found)


def some() -> list[Plant]:
    """Few files with many secrets, and files of each other kind."""
    kinds = ("yaml", "folded", "structure", "coded", "merged", "inside", "comment")
    alone = {plant.kind: plant for plant in plants(SEED) if plant.kind in kinds}
    mixed = list(plants(SEED, many=MANY))
    Random(SEED).shuffle(mixed)
    crowds = sorted((one for one in crowded(mixed) if one.kind == "crowd"), key=lambda one: -len(one.words))
    return [*crowds[:MANY], *alone.values(), *damages(SEED + 1, 2 * MANY)]


def test_no_command_tells_a_secret(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    counts: Counter[str] = Counter()
    found: list[str] = []
    changes = tmp_path_factory.mktemp("changes")
    for plant in some():
        counts["files"] += 1
        counts["secrets"] += len(plant.words)
        found += told(plant, of_check(plant, tmp_path), counts)
        found += told(plant, of_commands(plant, tmp_path), counts)
        found += told(plant, of_changes(plant, changes), counts)
        found += told(plant, of_assistant(plant, tmp_path), counts)
    report(counts, found)


def test_no_answer_of_the_server_tells_a_secret() -> None:
    counts: Counter[str] = Counter()
    found: list[str] = []
    with running() as (client, _):
        client.start(**PULLS)
        for number, plant in enumerate(one for one in some() if not one.more):
            counts["files"] += 1
            counts["secrets"] += len(plant.words)
            found += told(plant, of_server(plant, client, number), counts)
    report(counts, found)
