"""What targets are given: the project's own cases, damaged by a few edits."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from dial_lsp.engine.analysis import Analysis
from dial_lsp.syntax import parse
from dial_lsp.text import Edit, Source, Span, apply_edits
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
def mendable() -> tuple[str, ...]:
    """Configurations for which a safe fix is offered; of all others few have one, however they are damaged."""
    analyses = ((text, Analysis([parse(Source("aidial.config.json", text))])) for text in configs())
    return tuple(text for text, found in analyses if any(fix.safe for one in found.diagnostics for fix in one.fixes))


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


@cache
def policy_files() -> tuple[str, ...]:
    """Policies of their cases."""
    return _small(_files("policies", "*.toml"))


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A configuration of which Core's own classes said whether it loads, and the same written in another way."""

    case: str
    core: str
    text: str


@st.composite
def rewritten(draw: st.DrawFn) -> Rewritten:
    """A case of one file with other blanks, escapes, sections that Core does not know, and words behind its end."""
    number, core, text = draw(st.sampled_from(_verdicts()))
    tokens = [draw(_written(token)) for token in _TOKEN.findall(text)]
    if draw(st.booleans()) and tokens[1] != "}":
        tokens[1:1] = ['"dial-lsp-unread"', ":", draw(st.sampled_from(["{}", "[[1e999], null]", '"\\ud800"'])), ","]
    blanks = st.sampled_from(["", "", " ", "\n", "\r\n\t"])
    spaced = "".join(draw(blanks) + token for token in tokens)
    return Rewritten(
        number, core, spaced + draw(st.sampled_from(["", "\n", "}", ' {"keys": 1}', " // nothing", "\x00"]))
    )


_OBJECT = re.compile(r"\s*\{\s*(?P<members>\S.*?)\s*\}\s*", re.DOTALL)
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\],:]|[^\s{}\[\],:"]+')


def _written(token: str) -> st.SearchStrategy[str]:
    """A text with other escapes; all else as it is."""
    if not token.startswith('"') or "\\" in token:
        return st.just(token)
    escaped = "".join(f"\\u{ord(char):04x}" for char in token[1:-1] if ord(char) < 0x10000)
    return st.sampled_from([token, token, f'"{escaped}"'] if len(escaped) == 6 * len(token[1:-1]) else [token])


@cache
def _verdicts() -> tuple[tuple[str, str, str], ...]:
    names = ("loading.jsonl", "loading-2.jsonl")
    lines = [line for name in names for line in (TESTS / "oracle" / name).read_text(encoding="utf-8").splitlines()]
    plain = (
        case for case in map(json.loads, lines) if case.keys() == {"id", "core", "files"} and len(case["files"]) == 1
    )
    return tuple((case["id"], case["core"], text) for case in plain if _is_object(text := case["files"][0]))


def _is_object(text: str | list[object]) -> bool:
    if not isinstance(text, str) or len(text) > LARGEST:
        return False
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


def _files(folder: str, pattern: str) -> set[str]:
    return {path.read_bytes().decode("utf-8", "replace") for path in (TESTS / folder).rglob(pattern)}


def _small(texts: set[str]) -> tuple[str, ...]:
    return tuple(sorted((text for text in texts if len(text) <= LARGEST), key=lambda text: (len(text), text)))


@st.composite
def inputs(draw: st.DrawFn, seeds: tuple[str, ...], others: tuple[str, ...] | None = None) -> Input:
    """A seed or several in one, damaged before the edits or not."""
    text = together(draw(st.lists(st.sampled_from(seeds), min_size=1, max_size=4)))
    other = draw(st.sampled_from(others or seeds))
    if draw(st.booleans()):
        text = apply_edits(text, draw(_edits(text)))
    return Input(text, draw(_edits(text)), other)


def together(texts: list[str]) -> str:
    """One text with what stands in all, as far as they are objects; else the first."""
    members = [found["members"].rstrip(",") for text in texts if (found := _OBJECT.fullmatch(text))]
    return "{\n" + ",\n".join(members) + "\n}\n" if len(members) > 1 else texts[0]


@st.composite
def _edits(draw: st.DrawFn, text: str) -> tuple[Edit, ...]:
    ends = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=6)) if text else {0})
    spans = [Span(start, end) for start, end in zip(ends[::2], ends[1::2], strict=False)]
    short = [Span(span.start, min(span.end, span.start + draw(st.sampled_from([0, 0, 1, 8, 80])))) for span in spans]
    return tuple(Edit(span, draw(st.sampled_from(["", *WORDS]))) for span in short)
