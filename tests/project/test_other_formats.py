"""A configuration is never taken for a file of another kind, however broken it is."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from dial_lsp.engine.analysis import Analysis
from dial_lsp.project import other_formats
from dial_lsp.project.other_formats import format_of
from dial_lsp.syntax import parse, update
from dial_lsp.text import Edit, Source, Span
from tests.yaml.test_unknowns import SOUND

SETTINGS = '{"config": {"files": ["a.json"]}, "encryption": {"password": "made-up-secret", "salt": "made-up-salt"}}'
CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


@cache
def configs() -> list[str]:
    paths = (path for path in sorted(CORPUS.glob("*.json")) if "admin_format" not in path.name)
    return [json.dumps(SOUND, indent=2), *(path.read_text(encoding="utf-8", errors="replace") for path in paths)]


def is_other(text: str) -> bool:
    return format_of(parse(Source("a.json", text))) is not None


def test_no_configuration_is_of_another_kind() -> None:
    assert not [text[:200] for text in configs() if is_other(text)]


def test_a_damaged_configuration_is_of_no_other_kind() -> None:
    random = Random(1)
    for text in configs():
        for _ in range(5):
            start = random.randrange(len(text) + 1)
            end = start + random.randrange(100)
            assert not is_other(text[:start] + text[end:]), (start, end)


@pytest.mark.parametrize("section", SOUND)
def test_any_section_makes_a_configuration(section: str) -> None:
    others: dict[str, Any] = {"config": {"files": []}, "identityProviders": {}, "openapi": "3", "info": {}}
    others |= {"apiVersion": "v1", "kind": "Secret", "realm": "r", "clients": [], "services": {"core": {"image": "i"}}}
    assert is_other(json.dumps(others))
    assert not is_other(json.dumps({**others, section: SOUND[section]}))


def test_it_is_the_only_finding_and_there_is_no_verdict() -> None:
    texts = {"a.json": SETTINGS, "b.json": '{"roles": {"reader": {"limit": {}}}}'}
    analysis = Analysis([parse(Source(path, text)) for path, text in texts.items()])
    assert [one.rule for one in analysis.diagnostics] == ["other-format"]
    assert analysis.verdict == "none"


def test_its_texts_are_secrets() -> None:
    (document,) = Analysis([parse(Source("a.json", SETTINGS))]).documents
    secrets = [SETTINGS[one.start : one.end] for one in Analysis([document]).secrecy.masked(document)]
    assert {"made-up-secret", "made-up-salt"} <= set(secrets)


def test_after_an_edit_inside_an_entry_that_entry_alone_is_searched_for_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    document = parse(Source("a.json", json.dumps(SOUND, indent=2)))
    assert format_of(document) is None
    searched: list[str] = []
    monkeypatch.setattr(other_formats, "_has_a_mark", searched.append)
    section = next(one for one in document.sections if one.name == "models")
    entry = section.entries[0]
    at = document.offset_of(entry) + entry.text.index("{") + 1
    following = update(document, [Edit(Span(at, at), '"displayName": "x", ')])
    assert format_of(following) is None
    assert [text[:9] for text in searched] == [entry.text[:9]]
    assert '"displayName": "x"' in searched[0]


def test_a_mark_that_an_edit_brings_is_found() -> None:
    admin = '{"models": {"m": {"endpoint": "http://m", "isPublik": true}}}'
    document = parse(Source("a.json", admin))
    assert format_of(document) is None
    at = admin.index('k"')
    following = update(document, [Edit(Span(at, at + 1), "c")])
    assert format_of(following) is not None
    assert format_of(update(following, [Edit(Span(at, at + 1), "k")])) is None
