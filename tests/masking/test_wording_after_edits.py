"""The wording after an edit is that of a fresh start, wherever the edit puts a secret or takes one away."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from dial_lsp.engine.analysis import Analysis
from dial_lsp.masking import following
from dial_lsp.masking.comments import masked_in_comment
from dial_lsp.masking.documents import Reading
from dial_lsp.settings import Settings
from dial_lsp.syntax import parse
from dial_lsp.text import Edit, Source, Span

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from dial_lsp.masking.masks import Masked
    from dial_lsp.syntax import Entry

SECRET = "7c1f3b9a5d2e4860b1c3d5e7f9a1b3c5"
TEXT = """{
  COMMENT "models": {
    "m": {"endpoint": "http://m.svc/chat/completions", "type": "chat"},
    "n": {"endpoint": "http://n.svc/chat/completions", "type": "chat", "displayName": "N"}
  },
  "keys": {"k8Zr1yB0mX3nV7cJ5hD9sF2gL4pQ6w": {"project": "p", "role": "r"}},
  "roles": {"r": {}},
  "more": {"a": {}}
}"""


def analysed(text: str) -> Analysis:
    analysis = Analysis([parse(Source("x.json", text))], Settings())
    assert analysis.secrecy.wording is not None
    return analysis


EDITS = [
    ("a note", f"key: {SECRET}"),
    ("a note", "another note"),
    ('"n"', '/* "displayed" */ "n"'),
    ("// a note\n ", ""),
    ('"p", "role": "r"}', '"p", "role": "r" // "swordfish"\n}'),
    ('"type": "chat"},', '"type": "chat", /* key: swordfish */},'),
    ('"displayName": "N"', f'"apiKey": "{SECRET}"'),
    ("// a note", ""),
    ("a note", f'"role": "{SECRET}"'),
    ('"N"', f'"{SECRET}"'),
    ('"chat", "displayName"', '"chat" lost-word-1 "displayName"'),
    ('"r": {}', f'"r": {{"token": "{SECRET}"}}'),
    ('"r": {}', f'"{SECRET}": {{}}'),
    ('"more"', f'"{SECRET}"'),
    ('"k8Zr1yB0mX3nV7cJ5hD9sF2gL4pQ6w"', f'"{SECRET}"'),
    ('"role": "r"', f'"role": "r", "key": "{SECRET}"'),
    ('"a": {}', f'"a": ["{SECRET}"]'),
    ('"roles": {"r": {}}', f'"roles": {{"r": {{}}}} "{SECRET}"'),
    ('"n": {', '"pasted": {"type": "chat"}, "n": {'),
    ('"n": {', f'"pasted": {{"upstreams": [{{"key": "{SECRET}"}}]}}, "n": {{'),
    ('"n": {', '"k8Zr1yB0mX3nV7cJ5hD9sF2gL4pQ6w": {}, "n": {'),
    ('"r": {}', '"r": {}, "swordfish": {}'),
    ('"r": {}', ""),
    ('"a": {}', '"a": {}, "b": ["swordfish"]'),
    ('"keys": {', f'"keys": {{"{SECRET}": {{"project": "q"}}, '),
    ('"type": "chat"}', '"type: "chat"}'),
    ('"n": {', '"n": '),
    ('"N"', f'"N" /* key: {SECRET}'),
    ('"displayName"', '/* "displayName"'),
    ('"role": "r"}', '"role": "r}'),
    ('"r": {}', '"r: {}'),
    ('"a": {}', '"a": {'),
    ("  },", "  ,"),
]
CASES = [
    (comment, *edit)
    for comment in ("", "// a note\n ")
    for edit in EDITS
    if edit[0] in TEXT.replace("COMMENT", comment)
]


@pytest.mark.parametrize(("comment", "old", "new"), CASES)
def test_an_edit_leaves_the_wording_of_a_fresh_start(comment: str, old: str, new: str) -> None:
    text = TEXT.replace("COMMENT", comment)
    at = text.index(old)
    before = analysed(text)
    after = before.after({"x.json": [Edit(Span(at, at + len(old)), new)]})
    assert after.secrecy.wording == analysed(text.replace(old, new, 1)).secrecy.wording
    back = after.after({"x.json": [Edit(Span(at, at + len(new)), old)]})
    assert back.secrecy.wording == before.secrecy.wording


DAMAGED = """{
  "models": {
    "m": {"endpoint": "http://m.svc/chat/completions", "type": "chat", "userRoles": ["reader"]},
    "n": {"endpoint": "http://n.svc/chat/completions", "displayNam": "Nice-name-1", "userRoles": ["writer-role-1"]},
    "o": {"endpoint": "http://o.svc/chat/completions", "type": "chatt", "userRoles": ["reader"]}
  },
  "applications": {
    "writer-role-1": {"endpoint": "http://n.svc/chat/completions", "userRoles": ["readr", "other-role-22"]}
  },
  "keys": {"k8Zr1yB0mX3nV7cJ5hD9sF2gL4pQ6w": {"project": "p", "role": "reader"}},
  "roles": {
    "reader": {},
    "displayNam": {"limits": {"writer-role-1": {}}}
  }
}"""
PIECES = [
    '"',
    "{",
    "}",
    ",",
    "/*",
    "*/",
    "writer-role-1",
    "other-role-22",
    "Nice-name-1",
    "displayNam",
    "reader",
    " x ",
]


def chosen_edit(text: str, rng: random.Random) -> Edit:
    """A piece is deleted or put somewhere."""
    piece = rng.choice(PIECES)
    places = [at for at in range(len(text)) if text.startswith(piece, at)]
    if places and rng.random() < 0.5:
        at = rng.choice(places)
        return Edit(Span(at, at + len(piece)), "")
    at = rng.randrange(2, len(text) - 2)
    return Edit(Span(at, at), piece)


@pytest.mark.parametrize("seed", range(40))
def test_damage_that_comes_and_goes_leaves_the_words_of_a_fresh_start(seed: int) -> None:
    rng = random.Random(seed)
    texts = [f'it says "{piece}" and {piece}' for piece in PIECES]
    now = analysed(DAMAGED)
    undo: list[Edit] = []
    for _ in range(8):
        text = now.documents[0].source.text
        edit = undo.pop() if undo and rng.random() < 0.6 else chosen_edit(text, rng)
        start, end = edit.span
        undo = [*undo[-1:], Edit(Span(start, start + len(edit.text)), text[start:end])]
        now = now.after({"x.json": [edit]})
        if rng.random() < 0.3:  # nobody looks at it
            continue
        fresh = analysed(now.documents[0].source.text)
        assert now.secrecy.wording == fresh.secrecy.wording
        hidden, expected = now.secrecy.wording.hidden, fresh.secrecy.wording.hidden
        assert [hidden(text) for text in texts] == [expected(text) for text in texts]
        assert [(one.pointer, one.message) for one in now.diagnostics] == [
            (one.pointer, one.message) for one in fresh.diagnostics
        ]


def test_a_secret_that_a_comment_held_is_none_when_the_comment_is_gone() -> None:
    text = TEXT.replace("COMMENT", f"// key: {SECRET}\n ")
    comment = text[text.index("//") : text.index("\n ", text.index("//"))]
    at = text.index(comment)
    after = analysed(text).after({"x.json": [Edit(Span(at, at + len(comment)), "")]})
    assert not after.secrecy.wording.is_secret(SECRET)


def test_edits_that_nobody_looked_at_in_between_leave_the_wording_of_a_fresh_start() -> None:
    text = TEXT.replace("COMMENT", "")
    first, second = text.replace('"N"', f'"{SECRET}"'), text.replace('"N"', '"M"')
    at = text.index('"N"')
    now = analysed(text).after({"x.json": [Edit(Span(at, at + 3), f'"{SECRET}"')]})
    now = now.after({"x.json": [Edit(Span(at, at + len(SECRET) + 2), '"M"')]})
    assert now.secrecy.wording == analysed(second).secrecy.wording
    now = now.after({"x.json": [Edit(Span(at, at + 3), f'"{SECRET}"')]})
    assert now.secrecy.wording == analysed(first).secrecy.wording


def test_comments_that_an_edit_leaves_alone_are_not_searched_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before = analysed(TEXT.replace("COMMENT", "/* trailing */ // a note\n ").replace('"N"}', '"N",}'))
    searched: list[str] = []

    def search(comment: str, *, in_keys: bool) -> Iterator[Masked]:
        searched.append(comment)
        return masked_in_comment(comment, in_keys=in_keys)

    monkeypatch.setattr(following, "masked_in_comment", search)
    at = before.documents[0].source.text.index('"N"')
    after = before.after({"x.json": [Edit(Span(at + 1, at + 2), "M")]})
    assert after.secrecy.wording is before.secrecy.wording
    assert searched == []
    at = after.documents[0].source.text.index("a note")
    again = after.after({"x.json": [Edit(Span(at, at), "not ")]})
    assert again.secrecy.wording is before.secrecy.wording
    assert searched == ["// a note", "// not a note"]


def searching(monkeypatch: pytest.MonkeyPatch) -> list[Reading]:
    """What is searched for secrets as a whole from now on."""
    searched: list[Reading] = []
    masked = Reading.masked

    def search(reading: Reading, known: Container[str]) -> Iterator[tuple[Entry, tuple[Masked, ...]]]:
        searched.append(reading)
        return masked(reading, known)

    monkeypatch.setattr(Reading, "masked", search)
    return searched


def test_damage_inside_of_an_entry_has_no_other_entry_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    now = analysed(DAMAGED)
    searched = searching(monkeypatch)
    for found in ('"displayNam"', "/chat/completions", '"chat"'):
        at = DAMAGED.index(found)
        for edit in (Edit(Span(at, at + 1), ""), Edit(Span(at, at), found[0])):
            now = now.after({"x.json": [edit]})
            assert now.secrecy.wording is not None
    assert searched == []


def test_edits_of_which_nobody_sees_every_other_one_have_no_other_entry_searched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = TEXT.replace("COMMENT", "")
    at = text.index('"N"') + 1
    now = analysed(text)
    assert now.diagnostics
    searched = searching(monkeypatch)
    for _ in range(3):
        now = now.after({"x.json": [Edit(Span(at, at), "x")]})
        assert now.secrecy.wording is not None
        now = now.after({"x.json": [Edit(Span(at, at + 1), "")]})
    assert searched == []
