"""What is shown of a line is the same whether the line is asked for or the whole file, in all files of this folder."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from benchmarks.generate import generate
from dial_lsp.masking.masks import Masked, touching
from dial_lsp.masking.secrecy import Secrecy
from dial_lsp.syntax import parse
from dial_lsp.text import Source, Span
from tests.masking.planted_files import damages, right
from tests.masking.test_shown import FOLDER, texts_of
from tests.masking.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FORMS = ("ya29.abcdefghijklmnop1", "SG.abcdefghijkl.abcdefghijkl", "eyJhbGciOiJ9.eyJz.x", "AKIAABCDEFGHIJKLMNOP")
SEED = 20261201
FILLER = "  // nothing is said here\n"


def lines_of(text: str) -> Iterator[Span]:
    """Each line, and some of its parts."""
    at = 0
    for line in text.splitlines(keepends=True):
        yield Span(at, at + len(line))
        yield Span(at + len(line) // 3, at + len(line) // 2)
        at += len(line)


def clipped(found: Iterable[Masked], window: Span) -> list[tuple[int, int, str]]:
    return [(max(one.start, window.start), min(one.end, window.end), one.shown) for one in found]


def assert_same(text: str, secrecy: Secrecy | None = None) -> int:
    """How many windows have something to hide."""
    document = parse(Source("a.json", text))
    known = secrecy or Secrecy([document])
    whole = known.masked(document)
    hiding = 0
    for window in lines_of(text):
        found = clipped(known.masked(document, window), window)
        assert found == clipped(touching(whole, window), window), (text, window)
        hiding += bool(found)
    return hiding


def test_in_all_files_of_the_cases() -> None:
    texts = texts_of((FOLDER / "files.txt").read_text(encoding="utf-8"))
    assert sum(map(assert_same, texts)) > len(texts)


def test_in_damaged_files() -> None:
    assert sum(assert_same(plant.text) for plant in damages(SEED, 60)) > 60


def test_in_what_a_fix_makes_of_a_file() -> None:
    config, _ = right(Words(SEED))
    secrecy = Secrecy([parse(Source("a.json", json.dumps(config, indent=2)))])
    other = json.dumps({"models": config["models"], "note": str(config["keys"])}, indent=2)
    assert assert_same(other, secrecy)


@pytest.mark.parametrize("comments", [False, True])
def test_in_a_large_file(*, comments: bool) -> None:
    assert assert_same(generate(20_000, comments=comments))


def repeated(secret: str) -> str:
    """A file with a key, which stands in comments once more, long before and behind its place, and escaped."""
    filler = FILLER * (1 + len(secret) // 5)
    escaped = "".join(f"\\u{ord(char):04x}" for char in secret)
    said = json.dumps(secret)
    model = f'"displayName": "a {said[1:-1]} b",\n      "description": "{escaped}"'
    keys = f'"keys": {{\n    "one": {{"key": {said}, "project": "p"}}\n  }}'
    parts = (f"  // {said}\n", f"  {keys},\n", f"  /* {secret} */\n", f'  "models": {{\n    "m": {{{model}}}\n  }}\n')
    return f"{{\n{filler.join(parts)}}}\n"


@pytest.mark.parametrize("secret", ["hunter", "hunter-two/three~four", "line\nbreak-and-more", "x1-" * 400, *FORMS])
def test_of_secrets_of_any_length_and_form(secret: str) -> None:
    assert assert_same(repeated(secret)) > 1


def test_behind_a_private_key_nothing_is_shown() -> None:
    model = '"models": {\n    "m": {"displayName": "-----BEGIN PRIVATE KEY-----MII"}\n  }'
    assert assert_same(f"{{\n  {model}\n{FILLER * 20}}}\n") > 20


def test_what_goes_on_unlike_a_long_secret_is_hidden_to_its_last_character() -> None:
    secret = "x1-" * 400
    comment = f"// {secret[:600]}{'y' * 40_000}\n"
    assert assert_same(f'{{\n  {comment}  "keys": {{\n    "{secret}": {{"project": "p"}}\n  }}\n}}\n') > 2


@pytest.mark.parametrize("secret", FORMS)
def test_a_line_that_has_nothing_else_tells_no_form_of_a_secret(secret: str) -> None:
    assert Secrecy([]).wording.hidden(f"it is {secret}") == "it is •••"
