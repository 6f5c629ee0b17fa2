"""Names known after an edit are those a fresh reading knows, and who asks for one kind depends on no other."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dial_lsp.model import reads
from dial_lsp.model.config import Config
from dial_lsp.names.references import Kind, References
from dial_lsp.syntax import parse, update
from dial_lsp.text import Edit, Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable

DEMO = Path(__file__).parents[2] / "docs" / "demo" / "aidial.config.json"
TEXT = DEMO.read_text(encoding="utf-8")
LISTS = ('"userRoles": [', '"interceptors": [', '"roles": [', '"dependencies": [')


def known(references: References) -> object:
    uses = {
        kind: {name: [(use.at, use.field) for use in found] for name, found in names.items()}
        for kind, names in references.uses.items()
    }
    definitions = {
        kind: {name: [found.at for found in same] for name, same in names.items()}
        for kind, names in references.definitions.items()
    }
    return uses, definitions


@pytest.mark.parametrize("seed", range(4))
def test_names_after_edits_are_those_of_a_fresh_reading(seed: int) -> None:
    rng = random.Random(seed)
    config = Config.of([parse(Source("demo.json", TEXT))])
    references = References(config)
    for _ in range(60):
        document = config.documents[0]
        text = document.source.text
        starts = [at for part in LISTS for at in range(len(text)) if text.startswith(part, at)]
        at = text.index("[", rng.choice(starts)) + 1
        end = text.index("]", at)
        names = rng.sample(("default", "analyst", "nobody", "pii-filter"), rng.randrange(3))
        new = ", ".join(f'"{name}"' for name in names)
        document = update(document, [Edit(Span(at, end), new)])
        config = Config.of([document], previous=config)
        references = References(config, references)
        assert known(references) == known(References(config))


def test_who_asks_for_uses_of_one_kind_depends_on_no_other() -> None:
    references = References(Config.of([parse(Source("a.json", '{"keys": {"k": {"role": "a"}}, "roles": {}}'))]))
    with reads.recording() as seen:
        references.uses_of(Kind.ROLE, "a")
        list(references.unresolved(Kind.ROLE))
    assert seen == {(section, reads.part_of("names", "role")) for section in ("keys", "roles")}


@pytest.mark.parametrize(
    ("asks", "kinds"),
    [
        (lambda references: references.uses, tuple(Kind)),
        (lambda references: references.used(Kind.ROUTE), (Kind.ROUTE,)),
        (lambda references: references.uses_of(Kind.ROUTE, "a"), (Kind.ROUTE,)),
        (lambda references: list(references.unresolved(Kind.ROUTE)), (Kind.ROUTE,)),
    ],
    ids=["all uses", "used names", "uses of a name", "unresolved uses"],
)
def test_who_asks_for_uses_depends_on_those_of_all_sections(
    asks: Callable[[References], object], kinds: tuple[Kind, ...]
) -> None:
    references = References(Config.of([parse(Source("a.json", '{"keys": {"k": {"role": "a"}}, "roles": {}}'))]))
    with reads.recording() as seen:
        asks(references)
    assert seen == {(section, reads.part_of("names", kind)) for section in ("keys", "roles") for kind in kinds}


def test_who_asks_for_definitions_depends_on_no_field() -> None:
    references = References(Config.of([parse(Source("a.json", TEXT))]))
    with reads.recording() as seen:
        assert references.names(Kind.ROLE)
        assert references.is_defined(Kind.DEPLOYMENT, "gpt-4o")
    assert seen == set()
