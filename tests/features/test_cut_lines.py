"""Completion in lines that are cut off anywhere, with all they have opened left open.

What is open before the cursor is open there, whatever stands on the lines behind it. Where the cursor is, is read here
by brackets alone, and what is offered where roles stand are roles. Only right before a value that is on the next line
nothing may be known.
"""

from __future__ import annotations

import json
import os
import random
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from dial_lsp.engine.analysis import Analysis
from dial_lsp.features.completion import completion
from dial_lsp.features.completion.spot import spot_at
from dial_lsp.schema.fields import field_at
from dial_lsp.syntax import parse
from dial_lsp.text import Source
from tests.features.test_half_written import laid_out
from tests.support.open_places import Place, places_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dial_lsp.syntax.tree import Pointer

SAMPLE = 100
LAWS = bool(os.environ.get("DIAL_LINT_LAWS"))
PARTS = 64 if LAWS else 1  # of all cuts, which take an hour and more of computing
PATH = "aidial.config.json"
REALWORLD = sorted((Path(__file__).parents[1] / "realworld").glob("*/*.json"))
_VALUE = re.compile(r'\s*[{\["\w-]')


class Cut(NamedTuple):
    """A text that is cut from one offset up to another, and where the cursor then is."""

    text: str
    at: int
    end: int
    place: Place

    @property
    def left(self) -> str:
        return self.text[: self.at] + self.text[self.end :]


def sound(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        text = path.read_text(encoding="utf-8")
        try:
            is_config = isinstance(json.loads(text), dict)
        except ValueError:
            continue
        if is_config:
            yield text


def cuts(texts: Iterable[str]) -> Iterator[Cut]:
    """Every line cut behind each of its characters, with the lines behind it and without.

    Of a line that stands at the same place in several texts, as most do, only the first is taken.
    """
    seen: set[tuple[Place | None, str]] = set()
    for text in texts:
        places = places_in(text)
        start = 0
        for line in text.splitlines(keepends=True):
            first, end = start + len(line) - len(line.lstrip()), start + len(line.rstrip())
            if (places[start], line) not in seen:
                seen.add((places[start], line))
                here = [(at, place) for at in range(first, end + 1) if (place := places[at])]
                yield from (Cut(text, at, behind, place) for at, place in here for behind in (end, len(text)))
            start += len(line)


def problem(cut: Cut) -> str:
    """What is wrong with the completions at a cut; "" for nothing."""
    document = parse(Source(PATH, cut.left))
    spot = spot_at(document, cut.at)
    if spot is None:
        return "" if cut.place.role != "name" and _VALUE.match(cut.left, cut.at) else "nothing is known of this place"
    if (found := Place(spot.steps, spot.role)) != cut.place:
        return f"{found.role} at {found.steps} instead of {cut.place.role} at {cut.place.steps}"
    if cut.place.role == "name" or not refers_to_role(cut.place.steps):
        return ""
    items = completion(Analysis([document]), PATH, cut.at).items
    odd = [item.label for item in items if item.topic[:1] != ("role",) and item.label not in ("[]", "{}")]
    return f"{odd} are offered where roles stand" if odd else ""


@cache
def published(corpus: Path) -> list[Cut]:
    return list(cuts(sound(path for path in sorted(corpus.glob("*.json")) if "admin_format" not in path.name)))


def refers_to_role(steps: Pointer) -> bool:
    section, inside = str(steps[0]), steps[2:]
    field = field_at(section, inside) or field_at(section, inside[:-1]) if inside else None
    return field is not None and field.refers == "role"


def check(found: list[Cut]) -> None:
    assert found
    wrong = [f"{told}: {shown(cut)}" for cut in found if (told := problem(cut))]
    assert wrong == []


def shown(cut: Cut) -> str:
    left, at = cut.left, cut.at
    return f"{left[max(at - 200, 0) : at]}¦{left[at : at + 80]}"


@pytest.mark.parametrize("seed", range(2))
def test_what_is_offered_belongs_to_the_place_however_a_file_is_laid_out(seed: int) -> None:
    source = random.Random(seed)
    texts = [laid_out(json.loads(text), source, depth=seed) for text in sound(REALWORLD)]
    check(source.sample(list(cuts(texts)), SAMPLE // 2))


@pytest.mark.parametrize("part", range(PARTS))
def test_what_is_offered_belongs_to_the_place_in_published_files(shared: Path, part: int) -> None:
    found = published(shared / "corpus")
    check(found[part::PARTS] if LAWS else random.Random(1).sample(found, SAMPLE))


def test_places_are_read_by_brackets() -> None:
    text = '{"a": {"b": [1, "c"]}, "d": true}'
    expected = {
        0: None,
        1: Place((), "name"),
        3: Place((), "name"),
        4: None,
        5: Place(("a",), "value"),
        7: Place(("a",), "name"),
        13: Place(("a", "b", 0), "element"),
        14: Place(("a", "b", 0), "element"),
        17: Place(("a", "b", 1), "element"),
        19: None,
        21: None,
        22: Place((), "name"),
        32: Place(("d",), "value"),
        len(text): None,
    }
    places = places_in(text)
    assert {at: places[at] for at in expected} == expected
