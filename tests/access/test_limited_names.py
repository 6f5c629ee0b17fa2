"""What checks say of limited names is asked again only where something changed, and is what a fresh reading says."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest

from dial_lsp.access import Access
from dial_lsp.model.config import Config
from dial_lsp.schema.versions import LATEST, Version
from dial_lsp.syntax import parse, update
from dial_lsp.text import Edit, Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access import LimitedName

NAMES = ("a", "b", "c", "d")
ROLES = ("default", "r1", "r2", "r3")
SECTIONS = ("models", "applications", "toolsets", "interceptors", "routes", "roles")
asked: list[str] = []


def check(limited: LimitedName) -> Iterator[Any]:
    """Everything that a check can know."""
    asked.append(limited.name)
    for said in limited.said:
        objects = [(found.identity, found.allowed, found.shadowed_by) for found in said.objects]
        decided = [found.identity for found in said.decided]
        yield said.role, said.entry.values, list(said.others), said.default, objects, decided


def written(rng: random.Random, section: str) -> Any:
    if section == "roles":
        return {"limits": {name: {"day": rng.randrange(3)} for name in rng.sample(NAMES, rng.randrange(4))}}
    nested = {name: {"userRoles": rng.choice((["r1"], None))} for name in rng.sample(NAMES, rng.randrange(3))}
    return {
        **({"routes": nested} if section == "applications" else {}),
        "userRoles": rng.choice(([], ["r1"], ["r2", "r3"], None, {})),
        "endpoint": "http://a",
        "order": rng.randrange(3),
    }


def config_of(entries: dict[tuple[str, str], Any], version: Version, previous: Config | None = None) -> Config:
    """One file for each entry."""
    known = {document.source.text: document for document in previous.documents} if previous else {}
    texts = [json.dumps({section: {name: value}}) for (section, name), value in entries.items()]
    documents = [known.get(text) or parse(Source(f"{at}.json", text)) for at, text in enumerate(texts)]
    return Config.of(documents, version=version, previous=previous)


@pytest.mark.parametrize("version", [LATEST, Version(0, 30)], ids=str)
@pytest.mark.parametrize("seed", range(4))
def test_what_is_said_after_edits_is_what_a_fresh_reading_says(seed: int, version: Version) -> None:
    rng = random.Random(seed)
    entries = {(section, name): written(rng, section) for section in SECTIONS for name in NAMES}
    entries |= {("roles", name): written(rng, "roles") for name in ROLES}
    config = config_of(entries, version)
    access = Access(config)
    for _ in range(40):
        at = rng.choice(list(entries))
        if rng.random() < 0.1:
            del entries[at]
        else:
            entries[at] = written(rng, at[0])
        config = config_of(entries, version, config)
        access = Access(config, kept=access.kept)
        if rng.random() < 0.7:
            assert dict(access.of_limits(check)) == dict(Access(config_of(entries, version)).of_limits(check))


def after(text: str, old: str, new: str) -> list[str]:
    """The names asked of again when a text becomes another."""
    document = parse(Source("a.json", text))
    before = Access(Config.of([document]))
    before.of_limits(check)
    asked.clear()
    at = text.index(old)
    changed = update(document, [Edit(Span(at, at + len(old)), new)])
    Access(Config.of([changed], previous=before.config), kept=before.kept).of_limits(check)
    return sorted(asked)


TEXT = """{
  "models": {"a": {"userRoles": ["r"]}, "b": {}},
  "roles": {"r": {"limits": {"a": {"day": 1}, "b": {"day": 2}}}, "s": {"limits": {"b": {"day": 3}, "c": {}}}}
}"""


def test_an_edit_of_a_role_asks_of_the_names_it_limits() -> None:
    assert after(TEXT, '"day": 3', '"day": 4') == ["b", "c"]


def test_an_edit_of_what_is_limited_asks_of_its_name() -> None:
    assert after(TEXT, '["r"]', '["s"]') == ["a"]


def test_an_edit_of_anything_else_asks_of_no_name() -> None:
    assert after(TEXT.replace('"roles"', '"keys": {"k": {"role": "r"}}, "roles"'), '"role": "r"', '"role": "s"') == []
