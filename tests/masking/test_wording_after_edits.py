"""The wording after an edit is that of a fresh start, wherever the edit puts a secret or takes one away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dial_lsp.engine.analysis import Analysis
from dial_lsp.masking import following
from dial_lsp.masking.comments import masked_in_comment
from dial_lsp.settings import Settings
from dial_lsp.syntax import parse
from dial_lsp.text import Edit, Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.masking.masks import Masked

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
