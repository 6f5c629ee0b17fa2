"""What targets are given: the project's own cases, damaged by a few edits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from dial_lsp.text import Edit, Span, apply_edits
from tests.support.cases import cases_in
from tests.support.reading import SEEDS, TOKENS

TESTS = Path(__file__).parents[1]
LARGEST = 6_000  # characters; larger ones are slow and say no more
WORDS = (
    *TOKENS,
    "null",
    '"*"',
    '""',
    '"default"',
    '"gpt-4"',
    '"userRoles": []',
    '"limits": {}',
    '"keys": {"k": {"role": "r"}},',
    "// dial-lint: ignore\n",
    "// dial-lint: ignore[unused-role]\n",
    '"${VAR}"',
    "9" * 400,
    "[" * 200,
)


@dataclass(frozen=True, slots=True)
class Input:
    """A text, edits of it that keep clear of each other, and another text for what takes two."""

    text: str
    edits: tuple[Edit, ...]
    other: str

    @property
    def edited(self) -> str:
        """The text after the edits."""
        return apply_edits(self.text, self.edits)


@cache
def configs() -> tuple[str, ...]:
    """Configurations: of the cases of rules, of real projects, and those of the reader's tests."""
    pages = sorted((TESTS / "rules").rglob("*.md"))
    cases = (case for page in pages for case in cases_in(page.read_text(encoding="utf-8"), separate=True))
    texts = {text for case in cases for name, text in case.files.items() if name.endswith("json")}
    return _small(texts | set(SEEDS.values()) | _files("realworld", "*.json"))


@cache
def yaml_files() -> tuple[str, ...]:
    """YAML that holds configurations."""
    return _small(_files("yaml", "*.yaml") | _files("yaml", "*.yml") | _files("realworld", "*.yaml"))


@cache
def settings_files() -> tuple[str, ...]:
    """Settings of projects and of cases."""
    pages = sorted((TESTS / "rules").rglob("*.md"))
    cases = (case for page in pages for case in cases_in(page.read_text(encoding="utf-8"), separate=True))
    return _small({case.settings for case in cases} | _files("realworld", "*.toml"))


def _files(folder: str, pattern: str) -> set[str]:
    return {path.read_bytes().decode("utf-8", "replace") for path in (TESTS / folder).rglob(pattern)}


def _small(texts: set[str]) -> tuple[str, ...]:
    return tuple(sorted((text for text in texts if len(text) <= LARGEST), key=lambda text: (len(text), text)))


@st.composite
def inputs(draw: st.DrawFn, seeds: tuple[str, ...]) -> Input:
    """A seed, damaged before the edits or not."""
    text, other = draw(st.sampled_from(seeds)), draw(st.sampled_from(seeds))
    if draw(st.booleans()):
        text = apply_edits(text, draw(_edits(text)))
    return Input(text, draw(_edits(text)), other)


@st.composite
def _edits(draw: st.DrawFn, text: str) -> tuple[Edit, ...]:
    ends = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=6)) if text else {0})
    spans = [Span(start, end) for start, end in zip(ends[::2], ends[1::2], strict=False)]
    short = [Span(span.start, min(span.end, span.start + draw(st.sampled_from([0, 0, 1, 8, 80])))) for span in spans]
    return tuple(Edit(span, draw(st.sampled_from(["", *WORDS]))) for span in short)
