"""What stands behind the end of the root counts for nothing, and the bracket that ends it too early is told of.

The judge is the JSON reader of the standard library, which stops where Core's does. The texts are correct files that
were indented anew, damaged by a character, and lengthened by tails, one or several of these at once.
"""

from __future__ import annotations

import json
import random
import re
from typing import TYPE_CHECKING, Any

import pytest

from dial_lsp.engine.analysis import Analysis
from dial_lsp.engine.repair import repaired, safe_fix
from dial_lsp.syntax import parse, update
from dial_lsp.text import Edit, Source, Span
from tests.support.reading import described

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.syntax import Document

READ = 4_000
CHECKED = 150
TAILS = (
    "}", "},", ",", "]", "}}", "x", '\n"', '\n"mod', "\n<<<<<<< HEAD", "\nthe end\n", "\n// note\n", "\n/* x",
    "\n}\n}\n", ', "keys": {"abcdefgh12345678": {"project": "p", "role": "x"}}}', ' {"roles": {"q": {}}}',
    '\n"roles": {"z": {}}\n}', ' "models": {\n "a": {\n', '"a": }{', '\n"keys": {"k": {"role": "',
)  # fmt: skip
LINES = """{
  "models": {
    "gpt": {
      "endpoint": "http://gpt.svc/openai/deployments/gpt/chat/completions",
      "type": "chat",
      "userRoles": ["reader", "admin"],
      "upstreams": [
        {"endpoint": "http://a.example/chat/completions", "key": "made-up"},
        {
          "endpoint": "http://b.example/chat/completions"
        }
      ]
    },
    "small": {"type": "chat", "userRoles": ["nobody"]}
  },
  "keys": {
    "k1": {
      "project": "p",
      "role": "reader"
    }
  },
  "globalInterceptors": ["a"],
  "roles": {
    "reader": {
      "limits": {
        "gpt": {"minute": "1000", "day": 10000}
      }
    },
    "admin": {}
  }
}
"""
SEEDS = (LINES, json.dumps(json.loads(LINES)), json.dumps(json.loads(LINES), indent=0), LINES.replace("\n", "\r\n"))


def refuse(constant: str) -> None:
    raise ValueError(constant)


JUDGE = json.JSONDecoder(parse_constant=refuse)


def end_of(text: str) -> int | None:
    """Where Core's reader stops; None where it refuses the text."""
    blanks = re.match(r"[ \t\r\n]*", text)
    try:
        return JUDGE.raw_decode(text, blanks.end() if blanks else 0)[1]
    except ValueError:
        return None


def texts(count: int) -> Iterator[tuple[str, str]]:
    """Correct texts, and what became of each."""
    source = random.Random(20261130)
    for _ in range(count):
        before = source.choice(SEEDS)
        kinds = source.choice(["indent", "damage", "tail", "indent tail", "damage tail", "indent damage tail"])
        yield before, changed(before, kinds, source)


def changed(text: str, kinds: str, source: random.Random) -> str:
    if "indent" in kinds:
        lines = text.split("\n")
        for at in source.choices(range(len(lines)), k=source.choice([1, 1, 2, 5, len(lines)])):
            lines[at] = " " * source.choice([0, 1, 2, 3, 4, 6, 8]) + lines[at].lstrip(" ")
        text = "\n".join(lines)
    if "damage" in kinds:
        at = source.choice([place for place, character in enumerate(text) if character in '{}[]",:\n'])
        inserted = source.choice(["", "", *'}}}{][,":x '])
        text = text[:at] + inserted + text[at + source.choice([0, not inserted]) :]
    if "tail" in kinds:
        text = text.rstrip() + source.choice(TAILS)
    return text


def analysed(text: str) -> Analysis:
    return Analysis([parse(Source("aidial.config.json", text))])


def said(analysis: Analysis) -> set[tuple[object, ...]]:
    """The findings, apart from those on the tail; a damaged tail has unknown words masked, so words do not count."""
    found = ((one.rule, re.sub(r'"[^"]*"', '""', one.message), one.location.span) for one in analysis.diagnostics)
    return {one for one in found if one[0] not in ("trailing-content", "merge-conflict")}


def behind(document: Document) -> list[Any] | None:
    """All that is read by those who write behind the end."""
    return described(document.continued) if document.continued else None


def difference(before: str, after: str) -> Edit:
    start = next((at for at, (old, new) in enumerate(zip(before, after, strict=False)) if old != new), None)
    start = min(len(before), len(after)) if start is None else start
    most = min(len(before), len(after)) - start
    same = next((n for n in range(most) if before[-1 - n] != after[-1 - n]), most)
    return Edit(Span(start, len(before) - same), after[start : len(after) - same])


def test_reading_stops_where_core_stops() -> None:
    stopped = 0
    for _, text in texts(READ):
        document, end = parse(Source("", text)), end_of(text)
        assert document.end == end, text
        assert document.is_json == (end is not None and not any(each.start < end for each in document.comments)), text
        if end is not None:
            whole, cut = described(document), described(parse(Source("", text[:end])))
            assert whole[2] == cut[2] or document.comments
            assert whole[5:] == cut[5:], text
            stopped += document.trailing is not None
    assert stopped > READ // 4


def test_an_edit_makes_what_a_fresh_start_makes() -> None:
    for before, text in texts(READ // 4):
        fresh = parse(Source("", text))
        after = update(parse(Source("", before)), (difference(before, text),))
        back = update(after, (difference(text, before),))
        assert described(after) == described(fresh), text
        assert after.end == fresh.end
        assert (after.continued and described(after.continued)) == (fresh.continued and described(fresh.continued)), (
            text
        )
        assert described(back) == described(parse(Source("", before))), text


def test_the_verdict_and_the_findings_are_those_of_what_core_reads() -> None:
    count = 0
    for _, text in texts(CHECKED * 2):
        end = end_of(text)
        if end is None:
            assert analysed(text).verdict == "rejects", text
            continue
        count += 1
        whole, cut = analysed(text), analysed(text[:end])
        assert whole.verdict == cut.verdict, text
        lost = any(one.rule == "trailing-content" and one.severity.name == "ERROR" for one in whole.diagnostics)
        assert said(whole) <= said(cut) if lost else said(whole) == said(cut), text
    assert count > CHECKED // 2


def test_safe_fixes_leave_what_core_loads_loadable() -> None:
    for _, text in texts(CHECKED):
        analysis = analysed(text)
        if analysis.verdict == "accepts":
            done = repaired(analysis, safe_fix)
            assert done.analysis.verdict == "accepts", text
            assert all(end_of(after) is not None for _, after in done.texts.values()), text


def test_every_fix_of_a_file_with_a_tail_can_be_looked_at() -> None:
    for _, text in texts(CHECKED):
        for diagnostic in analysed(text).diagnostics:
            assert not diagnostic.message.startswith("the rule"), text
            assert all(fix.title for fix in diagnostic.fixes)


@pytest.mark.parametrize("tail", ['}, "roles": {}', '},\n"roles": {"a": {}}}', ' {"roles": {"a": {}}}'])
def test_the_bracket_goes_to_the_end(tail: str) -> None:
    text = '{"models": {"m": {"type": "chat"}}' + ("}" if tail.startswith(" ") else "") + tail
    told = next(one for one in analysed(text).diagnostics if one.rule == "trailing-content")
    (fix,) = told.fixes
    assert not fix.safe
    after = analysed(text).after(fix.edits)
    assert [section.name for section in after.documents[0].sections] == ["models", "roles"]
    assert after.documents[0].trailing is None


def test_what_comes_of_an_early_end_is_told_once() -> None:
    text = LINES.replace('  "roles": {\n', '},\n  "roles": {\n').replace('["a"],', '["a"]')
    found = [one for one in analysed(text).diagnostics if "not declared" in one.message]
    assert [one.message[:20] for one in found] == ['role "nobody" is not']


@pytest.mark.parametrize("text", ["null,", 'null"a"', "null", "null}", "null {}", "null$"])
def test_null_may_be_followed_by_anything_but_a_word(text: str) -> None:
    assert parse(Source("", text)).is_json
    assert analysed(text).verdict == "accepts"


@pytest.mark.parametrize("text", ["nullx", "null_", "null1", "nullé", "\ufeff\ufeff{}"])
def test_these_are_refused(text: str) -> None:
    assert not parse(Source("", text)).is_json
    assert analysed(text).verdict == "rejects"
