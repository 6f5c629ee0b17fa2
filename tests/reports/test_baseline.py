"""What a baseline knows again, and what is new to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from dial_lsp.cli.checking import Secrets
from dial_lsp.engine.analysis import Analysis
from dial_lsp.reports.baseline import Baseline, baseline_of, read, without_known, written
from dial_lsp.reports.report import Checked, Report
from dial_lsp.syntax import parse
from dial_lsp.text import Source

if TYPE_CHECKING:
    from collections.abc import Callable

CHAT = '"k1-8d7f6a5s4d3f2g1h0j9k8l7z6x5c4v3b": {"project": "Chat", "role": ""}'
FIND = '"k2-8d7f6a5s4d3f2g1h0j9k8l7z6x5c4v3b": {"project": "Find", "role": ""}'


def two(first: str, second: str) -> str:
    return f"""\
{{
  "keys": {{
    {first},
    {second}
  }},
  "roles": {{"reader": null}}
}}
"""


TWO = two(CHAT, FIND)
RULES = ("incomplete-key/role", "null-value/entry")


def same(path: str) -> str:
    return path


def checked(text: str) -> Report:
    analysis = Analysis([parse(Source("a.json", text))])
    found = tuple(one for one in analysis.diagnostics if one.rule in RULES)
    return Report((Checked((analysis.documents[0].source,), found, "rejects", Secrets(analysis)),))


def new(text: str, baseline: Baseline) -> tuple[list[str], int]:
    report, gone = without_known(checked(text), baseline, same)
    return [one.pointer for _, one in report.findings], gone


KNOWN = baseline_of(checked(TWO), same)


def test_what_is_written_is_read() -> None:
    assert written(KNOWN) == (
        "{\n"
        '  "version": 2,\n'
        '  "findings": [\n'
        '    {"path": "a.json", "rule": "incomplete-key/role", "place": "/keys/@Chat#1/role", "count": 1},\n'
        '    {"path": "a.json", "rule": "incomplete-key/role", "place": "/keys/@Find#1/role", "count": 1},\n'
        '    {"path": "a.json", "rule": "null-value/entry", "place": "/roles/reader", "count": 1}\n'
        "  ]\n"
        "}\n"
    )
    assert read(written(KNOWN)) == KNOWN
    assert read(written(Baseline({}))) == Baseline({})


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text,
        lambda text: "\n\n" + text,
        lambda text: re.sub(r"\s+", "", text),
        lambda text: text.replace('"keys": {', '"keys": {"k0-8d7f6a5s4d3f2g1h0j9k": {"project": "New", "role": "r"},'),
        lambda text: text.replace("k1-8d7f", "another-secret"),
        lambda _: two(FIND, CHAT),
    ],
    ids=["nothing", "moved lines", "other formatting", "renumbered keys", "a rotated secret", "another order"],
)
def test_what_is_known_is_known_again_after(change: Callable[[str], str]) -> None:
    assert new(change(TWO), KNOWN) == ([], 0)


def test_a_baseline_of_an_earlier_version_is_read() -> None:
    earlier = written(KNOWN).replace('"version": 2', '"version": 1')
    assert read(earlier) == Baseline(KNOWN.counts, version=1)
    assert new(TWO, read(earlier)) == ([], 0)


def test_only_what_is_new_is_left() -> None:
    more = two(CHAT.replace('""', '"reader"'), FIND).replace('"roles": {', '"roles": {"writer": null, ')
    assert new(more, KNOWN) == (["/roles/writer"], 1)


def test_no_secret_and_nothing_made_from_one_is_in_it() -> None:
    twin = TWO.replace("k1-8d7f6a5s4d3f2g1h0j9k8l7z6x5c4v3b", "Chat")
    assert "Chat" not in written(baseline_of(checked(twin), same))
    other = TWO.replace("k1-8d7f6a5s4d3f2g1h0j9k8l7z6x5c4v3b", "weak")
    assert written(baseline_of(checked(other), same)) == written(KNOWN)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it is no baseline"),
        ("[]", "it is no baseline"),
        ('{"version": 1, "findings": [{}]}', "it is no baseline"),
        ("[" * 100_000, "it is no baseline"),
        ('{"version": 2, "findings": [{"path": "a", "rule": "b", "place": "c", "count": 1e999}]}', "it is no baseline"),
        ('{"version": 3}', "it is of version 3, and this dial-lint reads versions up to 2"),
    ],
)
def test_what_is_no_baseline_is_said(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read(text)
