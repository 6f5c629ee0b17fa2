"""Regular expressions that are right on every Python from 3.11.0 on."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from dial_lsp.text.patterns import compiled, with_atomic_groups

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "dial_lsp").rglob("*.py"))
POSSESSIVE_GROUP = re.compile(r"\)(?:[*+?]|\{\d*,?\d*\})\+")
STRING = r'"(?:[^"\\]++|\\.)*+"'


@pytest.mark.parametrize(
    ("pattern", "spelt"),
    [
        (STRING, r'"(?>(?:[^"\\]++|\\.)*)"'),
        (r"(?:a(?:b|c)?+){1,2}+d", r"(?>(?:a(?>(?:b|c)?)){1,2})d"),
        (r"(?P<name>a|b)++", r"(?>(?P<name>a|b)+)"),
        (r"(?:a) *+", r"(?:a) *+"),
        (r"[()]*+\)++(?:a)+", r"[()]*+\)++(?:a)+"),
        (r"[]()]++[^]()]++#(?:a)*+", r"[]()]++[^]()]++#(?>(?:a)*)"),
    ],
)
def test_possessive_groups_become_atomic_ones(pattern: str, spelt: str) -> None:
    assert with_atomic_groups(pattern) == spelt
    re.compile(spelt)


def test_what_a_verbose_pattern_notes_is_left_alone() -> None:
    pattern = "(?: a | b )*+  # (?: in a note )*+\n (?: c ) *+"
    assert with_atomic_groups(pattern, re.VERBOSE) == "(?>(?: a | b )*)  # (?: in a note )*+\n (?>(?: c )*)"


@pytest.mark.parametrize("text", ['"a"', r'"a\"b"', '"a', r'"a\\"b"', '""', "a"])
def test_both_forms_find_the_same(text: str) -> None:
    before, after = (re.match(pattern, text) for pattern in (STRING, with_atomic_groups(STRING)))
    assert (before and before.span()) == (after and after.span())


def test_every_file_with_a_possessive_group_asks_for_the_right_form() -> None:
    files = [path for path in (ROOT / "dial_lsp").rglob("*.py") if path.name != "patterns.py"]
    texts = {path: path.read_text(encoding="utf-8") for path in files}
    having = {path: text for path, text in texts.items() if POSSESSIVE_GROUP.search(text)}
    assert having
    assert [str(path) for path, text in having.items() if "re.compile(" in text] == []


def test_a_pattern_is_compiled_when_it_is_first_asked_and_is_then_what_re_makes_of_it() -> None:
    pattern = compiled(r"(?P<name>a)|b", re.IGNORECASE)
    before = dict(vars(pattern))
    assert pattern.findall("aB") == ["a", ""]
    assert len(vars(pattern)) > len(before)
    made = re.compile(r"(?P<name>a)|b", re.IGNORECASE)
    assert (pattern.pattern, pattern.flags, pattern.groupindex) == (made.pattern, made.flags, made.groupindex)
    with pytest.raises(AttributeError):
        pattern.replace  # type: ignore[attr-defined]  # noqa: B018
    with pytest.raises(re.error):
        compiled("(").search("")


@pytest.mark.parametrize("path", [path for path in MODULES if "compiled(" in path.read_text(encoding="utf-8")], ids=str)
def test_every_pattern_of_ours_can_be_compiled(path: Path) -> None:
    module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
    patterns = [value for value in vars(module).values() if type(value).__name__ == "_Late"]
    assert all(re.compile(one.pattern, one.flags) for one in patterns)
