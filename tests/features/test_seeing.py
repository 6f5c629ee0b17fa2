"""Inlay hints and code lenses: answers in files, and what they never show."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from dial_lsp.engine.analysis import Analysis
from dial_lsp.features.code_lenses import code_lens_text, code_lenses
from dial_lsp.features.inlay_hints import inlay_hints
from dial_lsp.syntax import parse
from dial_lsp.text import Source, Span
from tests.support.cursor_cases import CursorCase, cursor_cases, title_of
from tests.support.reading import nearly_json

HERE = Path(__file__).parent
PATH = "aidial.config.json"


@pytest.mark.parametrize("case", cursor_cases(HERE / "inlay_hints"), ids=title_of)
def test_inlay_hints(case: CursorCase) -> None:
    text = case.files[case.path]
    found = inlay_hints(case.analysis, case.path, Span(case.offset, case.end))
    notes = []
    for hint in reversed(found):
        text = f"{text[: hint.offset]}<<{hint.label}>>{text[hint.offset :]}"
    for hint in found:
        notes += [f"{hint.label}: {line}" for line in hint.tooltip.split("\n")]
    case.check(text + "".join(f"{note}\n" for note in notes))


@pytest.mark.parametrize("case", cursor_cases(HERE / "code_lenses"), ids=title_of)
def test_code_lenses(case: CursorCase) -> None:
    analysis, text = case.analysis, case.files[case.path]
    source = Source(case.path, text)
    notes: dict[int, str] = {}
    for span in code_lenses(analysis, case.path):
        said = code_lens_text(analysis, case.path, span.start)
        notes[source.position(span.start).line] = f"{' ' * (source.position(span.start).column - 1)}<<{said}>>\n"
    lines = text.splitlines(keepends=True)
    case.check("".join(notes.get(number, "") + line for number, line in enumerate(lines, 1)))


@settings(max_examples=100, deadline=None)
@given(text=nearly_json)
def test_damaged_text_has_an_answer(text: str) -> None:
    analysis = Analysis([parse(Source(PATH, text))])
    hints = inlay_hints(analysis, PATH, Span(0, len(text)))
    assert all(0 <= hint.offset <= len(text) for hint in hints)
    assert all(code_lens_text(analysis, PATH, span.start) for span in code_lenses(analysis, PATH))


def test_no_secret_is_shown() -> None:
    secrets = ["quiet-secret-of-mine", "hunter2hunter2"]
    text = f"""{{
      "keys": {{"{secrets[0]}": {{"project": "{secrets[0]}", "role": "{secrets[0]}"}},
                "a": {{"key": "{secrets[1]}", "role": "r", "allowedIpAddressRanges": []}}}},
      "models": {{"m": {{"userRoles": ["r"]}}}}
    }}"""
    analysis = Analysis([parse(Source(PATH, text))])
    said = [str(hint) for hint in inlay_hints(analysis, PATH, Span(0, len(text)))]
    said += [str(code_lens_text(analysis, PATH, span.start)) for span in code_lenses(analysis, PATH)]
    assert not any(secret in line for line in said for secret in secrets)
    assert len(said) > 3
