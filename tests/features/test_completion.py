"""Completion, by the cases beside this file and by laws over sound files at every place.

An answer has a paragraph for each item: its label, kind and detail, then the lines that accepting it changes or adds.
The words behind ``text`` say how many items are written down, and which character has been typed last.
"""

from __future__ import annotations

import difflib
import json
import re
import secrets
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dial_lsp.engine.analysis import Analysis
from dial_lsp.features.completion import Completions, Item, completion, spot
from dial_lsp.features.completion.documentation import documentation
from dial_lsp.features.completion.policies import policies_completion
from dial_lsp.features.completion.settings import settings_completion
from dial_lsp.syntax import parse
from dial_lsp.syntax.parser import Members, parse_members
from dial_lsp.text import Edit, Source, Span, apply_edits
from tests.support.cursor_cases import CursorCase, cursor_cases, judged, title_of

HERE = Path(__file__).parent
CASES = cursor_cases(HERE / "completion")
SETTINGS = cursor_cases(HERE / "completion" / "settings")
POLICIES = cursor_cases(HERE / "completion" / "policies")
SNIPPETS = cursor_cases(HERE / "completion" / "snippets")
RESOLVED = cursor_cases(HERE / "completion" / "documentation")
SOUND = sorted((HERE / "completion" / "sound").glob("*.json"))
MANY = 100  # so many, such as all rules, are not counted


@pytest.fixture(autouse=True)
def _predictable_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secrets, "token_urlsafe", lambda _bytes: "NEW-SECRET")


@pytest.mark.parametrize("case", CASES, ids=title_of)
def test_completion(case: CursorCase) -> None:
    typed = re.search(r"typed (\S+)", case.arguments)
    found = completion(case.analysis, case.path, case.offset, typed[1].replace("blank", " ") if typed else "")
    case.check(listed(case.files[case.path], found, case.arguments))


@pytest.mark.parametrize("case", SETTINGS, ids=title_of)
def test_settings(case: CursorCase) -> None:
    is_shared, files = case.path == "pyproject.toml", ("a.json", "values.yaml")
    found = settings_completion(case.files[case.path], case.offset, shared=is_shared, files=files)
    case.check(listed(case.files[case.path], found, case.arguments))


@pytest.mark.parametrize("case", POLICIES, ids=title_of)
def test_policies(case: CursorCase) -> None:
    found = policies_completion(case.files[case.path], case.offset, [judged(case)])
    case.check(listed(case.files[case.path], found, case.arguments))


@pytest.mark.parametrize("case", POLICIES, ids=title_of)
def test_policies_tell_no_secret(case: CursorCase) -> None:
    text = case.files["config.json"].replace('"analyst"', '"proxyKey-4c3f1b5d7e9a2b4c6d8e0f1a2b3c4d5e"')
    analysis = Analysis([parse(Source("config.json", text))])
    found = policies_completion(case.files[case.path], case.offset, [analysis])
    assert "proxyKey" not in "".join(item.label + item.text for item in found.items)


@given(data=st.data())
def test_half_a_policy_file_has_completions_like_any_text(data: st.DataObject) -> None:
    case = data.draw(st.sampled_from(POLICIES))
    text = case.files[case.path]
    cut = text[: data.draw(st.integers(0, len(text)))] + text[data.draw(st.integers(0, len(text))) :]
    offset = data.draw(st.integers(0, len(cut)))
    for item in policies_completion(cut, offset).items:
        assert item.span.start <= offset <= item.span.end


@pytest.mark.parametrize("case", SNIPPETS, ids=title_of)
def test_snippets(case: CursorCase) -> None:
    found = completion(case.analysis, case.path, case.offset)
    case.check("\n".join(f"{item.label}\n{item.snippet or item.plain}\n" for item in found.items))


@pytest.mark.parametrize("case", RESOLVED, ids=title_of)
def test_documentation(case: CursorCase) -> None:
    found = completion(case.analysis, case.path, case.offset).items
    told = [(item.label, documentation(case.analysis, item.topic)) for item in found]
    case.check("\n".join(f"{label}\n{text or 'nothing'}\n" for label, text in told))


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.stem)
def test_accepting_anything_anywhere_in_a_sound_file_leaves_it_sound(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    analysis = Analysis([parse(Source("a.json", text))])
    for offset in range(len(text) + 1):
        for item in completion(analysis, "a.json", offset).items:
            json.loads(accepted(text, item))


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.stem)
def test_no_secret_of_a_file_is_ever_offered(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    analysis = Analysis([parse(Source("a.json", text))])
    hidden = [text[one.start : one.end] for one in analysis.secrecy.masked(analysis.documents[0])]
    assert hidden
    for offset in range(len(text) + 1):
        for item in completion(analysis, "a.json", offset).items:
            told = f"{item.label} {item.detail} {item.text} {' '.join(item.topic)}"
            assert not any(secret in told for secret in hidden)


@given(data=st.data())
def test_half_a_file_has_completions_like_any_text(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(SOUND)).read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(start + 200, len(text))))
    cut = text[:start] + text[end:]
    found = completion(Analysis([parse(Source("a.json", cut))]), "a.json", start)
    for item in found.items:
        assert item.span.start <= start <= item.span.end
        assert not re.search(r"[\r\n]", cut[item.span.start : item.span.end])
        apply_edits(cut, [Edit(item.span, item.plain), *item.edits])


def test_only_what_stands_around_the_cursor_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = ",\n".join(f'    "model-{number}": {{\n      "type": "chat"\n    }}' for number in range(500))
    text = f'{{\n  "models": {{\n{entries}\n  }}\n}}\n'
    start = text.index('"type"', len(text) // 2)
    analysis = Analysis([parse(Source("a.json", text))]).after({"a.json": [Edit(Span(start, start), '"na')]})
    read: list[str] = []

    def counting(text: str, depth: int) -> Members:
        read.append(text)
        return parse_members(text, depth)

    monkeypatch.setattr(spot, "parse_members", counting)
    assert completion(analysis, "a.json", start + 3).items
    assert [len(part) < 100 for part in read] == [True, True], "once with what follows, and once without"
    sections = analysis.documents[0].sections
    trees = [entry.name for section in sections for entry in section.entries if "tree" in entry.__dict__]
    assert len(trees) <= 1, "only the damaged entry has a tree, and parsing made that"


def test_a_file_of_another_project_has_no_completions() -> None:
    assert completion(Analysis([]), "other.json", 0) == Completions()


def listed(text: str, found: Completions, arguments: str) -> str:
    """Items as the cases write them."""
    most = re.search(r"first ([0-9]+)", arguments)
    count = int(most[1]) if most else len(found.items)
    told = [shown(text, item) for item in found.items[:count]]
    if len(found.items) > count:
        more = "" if len(found.items) - count > MANY else f"{len(found.items) - count} "
        told.append(f"and {more}more{', and others after another letter' * found.incomplete}\n")
    return "\n".join(told) or "nothing\n"


def shown(text: str, item: Item) -> str:
    """One item: what people see of it, and the lines it changes."""
    tags = " (deprecated)" if item.deprecated else ""
    head = f"{item.label} | {item.kind}{tags}{f' | {item.detail}' if item.detail else ''}\n"
    changes = difflib.ndiff(text.splitlines(), accepted(text, item).splitlines())
    return head + "".join(f"    {line[2:]}\n" for line in changes if line.startswith("+ "))


def accepted(text: str, item: Item) -> str:
    """The text after accepting an item in an editor without snippets."""
    return apply_edits(text, [Edit(item.span, item.plain), *item.edits])


@pytest.mark.parametrize("typed", ["null-value/el", '"null-value/el'])
def test_a_code_is_written_in_quotes(typed: str) -> None:
    text = f"[rules]\n{typed}"
    items = {item.label: item for item in settings_completion(text, len(text)).items}
    item = items["null-value/element"]
    assert text[item.span.start : item.span.end] == typed
    assert item.text.startswith('"null-value/element" = ')
    assert items["security"].detail == "tag of rules"
