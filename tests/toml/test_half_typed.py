"""Where the cursor is in TOML, by examples and by laws over sound texts that are cut anywhere."""

from __future__ import annotations

import random

import pytest

from dial_lsp.settings.choices import ABOUT
from dial_lsp.toml.half_typed import spot_at
from dial_lsp.toml.places import TomlPath, spots

SETTINGS = "\n".join(about.example for about in ABOUT.values()) + "\n"
POLICIES = """[groups]
business = ["key:Reports", "key:Legal *"] # comments stay
frontier = { models = "*", price-above = "10 USD" }

[[policy]]
name = 'Only analysts: "reach" [it]'
on = "model:gpt-4*"
only = [
  "role:analyst",
  "role:admin", # and so do these
]

[[policy]]
use = "bounded-spend"
at-most.day = 1_000
except = [{ who = "key:Batch", until = 2027-01-31, reason = "contract 17" }]
"""
WITHIN_TOOL = """[tool.ruff]
line-length = 120

[tool.dial-lint]
strict = true

[tool.dial-lint.rules]
weak-key = "off"
"""
TEXTS = {"settings": SETTINGS, "policies": POLICIES, "shared": WITHIN_TOOL}


def names(path: TomlPath) -> tuple[str, ...]:
    return tuple(step for step in path if isinstance(step, str))


def scalars(text: str) -> dict[TomlPath, int]:
    """Where each text, number, date and truth value of a sound text starts."""
    found = spots(text)
    inner = {path[:length] for path in found for length in range(len(path))}
    return {path: spot.value.start for path, spot in found.items() if path not in inner}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_place_in_a_sound_text_is_the_one_that_the_reader_finds(text: str) -> None:
    for path, start in scalars(text).items():
        found = spot_at(text, start + 1)
        assert found is not None
        assert found.steps() == names(path)
        assert found.role == ("element" if isinstance(path[-1], int) else "value")


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_place_in_a_line_that_is_cut_there_is_the_same(text: str) -> None:
    for path, start in scalars(text).items():
        for at in (start, start + 1, start + 2):
            end = text.index("\n", at) if text[at : at + 1] != "\n" else at
            found = spot_at(text[:at] + text[end:], at)
            assert found is not None
            assert found.steps() == names(path)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_line_that_is_cut_anywhere_leaves_what_follows_where_it_is(text: str) -> None:
    """What follows is what stands in another member of a table; a header that is cut is another table."""
    known = scalars(text)
    for at in range(len(text)):
        end = text.index("\n", at)
        line = text[text.rfind("\n", 0, at) + 1 : end]
        if line.startswith("["):
            continue
        for path, start in known.items():
            if start > end and text.rfind("=", end, start) > 0 and "\n" in text[end : text.rfind("=", end, start)]:
                found = spot_at(text[:at] + text[end:], start + 1 - (end - at))
                assert found is not None, (text[:at], path)
                assert found.steps() == names(path), (text[:at], path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("¦", "name in (): '' others "),
        ("a = 1\nb¦\nc = 2", "name in (): 'b' others a,c"),
        ("[rules]\n¦\nx = 1\n[[ignore]]\ny = 1", "name in ('rules',): '' others x"),
        ('[rules]\n"null-value/el¦', "name in ('rules',): 'null-value/el' others "),
        ('select = ["a", "¦\nstrict = true', "element in ('select',): '' others a"),
        ('files = [\n  "a",\n  ¦\n]\n', "element in ('files',): '' others a"),
        ("[ru¦", "table in ('ru',): 'ru' others "),
        ("x = { a = 1, ¦ }", "name in ('x',): '' others a"),
        ('a = "x" ¦', "nothing"),
        ("# a ¦", "nothing"),
        ('a = "x" # b ¦', "nothing"),
    ],
)
def test_places(text: str, told: str) -> None:
    found = spot_at(text.replace("¦", ""), text.index("¦"))
    if found is None:
        assert told == "nothing"
        return
    steps = found.steps() or ()
    around = steps[:-1] if found.role == "name" else steps
    assert f"{found.role} in {around}: {found.said!r} others {','.join(sorted(found.others))}" == told


def test_any_text_has_places() -> None:
    source = random.Random(1)
    for _ in range(2000):
        text = "".join(source.choice("[]{}=,#\"'\n\\ ab.") for _ in range(12))
        at = source.randrange(len(text) + 1)
        found = spot_at(text, at)
        assert found is None or found.span.start <= at <= found.span.end
