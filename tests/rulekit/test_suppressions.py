"""What hides findings: comments by their line, ignores of the settings by file, pointer and key."""

from __future__ import annotations

import pytest

from dial_lsp.engine.analysis import Analysis
from dial_lsp.settings import parse_settings
from dial_lsp.syntax import parse
from dial_lsp.text import Source, apply_edits

NULLS = """\
{
  "roles": {
    "reader": null,
    "writer": null
  },
  "models": {"gpt/4": null}
}
"""
KEYS = """\
{
  "keys": {
    "k1-8d7f6a5s4d3f2g1h0j9k8l7z6x5c4v3b": {"project": "Chat", "role": ""},
    "k2-8d7f6a5s4d3f2g1h0j9k8l7z6x5c4v3b": {"project": "Find", "role": ""}
  }
}
"""


def analysis(text: str, settings: str = "", path: str = "conf/a.json", *, ignores: bool = True) -> Analysis:
    return Analysis([parse(Source(path, text))], parse_settings(settings, "dial-lint.toml"), ignores=ignores)


def hidden(found: Analysis, rule: str) -> list[str]:
    return [diagnostic.pointer for diagnostic in found.suppressed if diagnostic.rule == rule]


def ignore(**choices: str | int) -> str:
    return "[[ignore]]\n" + "".join(f"{name} = {value!r}\n" for name, value in choices.items())


@pytest.mark.parametrize(
    ("choices", "pointers"),
    [
        ({}, ["/roles/reader", "/roles/writer", "/models/gpt~14"]),
        ({"path": "conf/a.json"}, ["/roles/reader", "/roles/writer", "/models/gpt~14"]),
        ({"path": "*.json"}, ["/roles/reader", "/roles/writer", "/models/gpt~14"]),
        ({"path": "a.json"}, []),
        ({"pointer": "/roles"}, ["/roles/reader", "/roles/writer"]),
        ({"pointer": "/roles/reader"}, ["/roles/reader"]),
        ({"pointer": "/roles/read"}, []),
        ({"pointer": "/models/gpt~14"}, ["/models/gpt~14"]),
        ({"key": 1}, []),
    ],
)
def test_an_ignore_of_the_settings_hides_what_matches_all_it_says(
    choices: dict[str, str | int], pointers: list[str]
) -> None:
    settings = ignore(rule="null-value/entry", **choices, reason="on purpose")
    assert hidden(analysis(NULLS, settings), "null-value/entry") == pointers


@pytest.mark.parametrize(
    ("choices", "pointers"),
    [
        ({"key": 2}, ["/keys/#2:Find/role"]),
        ({"key": "Chat"}, ["/keys/#1:Chat/role"]),
        ({"key": "Chat", "pointer": "/role"}, ["/keys/#1:Chat/role"]),
        ({"key": "Chat", "pointer": "/project"}, []),
        ({"pointer": "/keys/#2:Find"}, ["/keys/#2:Find/role"]),
        ({"key": "chat"}, []),
    ],
)
def test_an_api_key_is_named_by_position_or_project(choices: dict[str, str | int], pointers: list[str]) -> None:
    settings = ignore(rule="incomplete-key/role", **choices, reason="on purpose")
    assert hidden(analysis(KEYS, settings), "incomplete-key/role") == pointers


@pytest.mark.parametrize(
    "comment",
    [
        "// dial-lint: ignore[null-value/entry] on purpose",
        "//dial-lint:ignore[ null-value/entry ]on purpose",
        "/* dial-lint: ignore[null-value/entry, comment]: on purpose */",
        "# dial-lint: ignore[null-value/entry] -- on purpose",
        "/* dial-lint: ignore[null-value/entry]\n   on purpose */",
    ],
)
def test_a_comment_hides_what_its_line_or_the_next_has(comment: str) -> None:
    above = NULLS.replace('    "reader"', f'    {comment}\n\n    // more\n    "reader"')
    found = analysis(above, path="a.jsonc")
    assert hidden(found, "null-value/entry") == ["/roles/reader"]
    assert [one.suppressed.reason for one in found.suppressed if one.suppressed] == ["on purpose"]
    beside = NULLS.replace("null,", f"null, {comment}")
    assert hidden(analysis(beside, path="a.jsonc"), "null-value/entry") == ["/roles/reader"]


def test_what_is_hidden_still_counts_for_the_verdict() -> None:
    found = analysis(KEYS, ignore(rule="incomplete-key/role"))
    assert hidden(found, "incomplete-key/role") == ["/keys/#1:Chat/role", "/keys/#2:Find/role"]
    assert found.verdict == "rejects"


def test_ignores_can_be_left_aside() -> None:
    text = NULLS.replace("null,", "null, // dial-lint: ignore[null-value/entry, null-value/section]")
    found = analysis(text, ignore(rule="null-value/entry"), "a.jsonc", ignores=False)
    assert found.suppressed == ()
    assert not {"unused-suppression", "unexplained-suppression"} & {one.rule for one in found.diagnostics}


def told(found: Analysis) -> list[tuple[str, int, str]]:
    return [
        (one.location.source.path, one.location.source.position(one.location.span.start).line, one.message)
        for one in found.diagnostics
        if one.rule == "unused-suppression"
    ]


def test_an_unused_ignore_is_told_where_the_settings_have_it() -> None:
    settings = (
        "comments = true\n\n" + ignore(rule="null-value/section", path="conf/a.json") + ignore(rule="null-sektion")
    )
    assert told(analysis(NULLS, 'files = ["conf/a.json"]\n' + settings)) == [
        ("dial-lint.toml", 4, "this suppression has no effect: null-value/section finds nothing here"),
        ("dial-lint.toml", 7, 'there is no rule "null-sektion"; did you mean "null-value/section"?'),
    ]


@pytest.mark.parametrize("choices", [{}, {"path": "*.json"}, {"path": "conf/other.json"}])
def test_an_ignore_that_may_be_meant_for_another_project_is_not_told(choices: dict[str, str | int]) -> None:
    assert told(analysis(NULLS, ignore(rule="null-value/section", **choices))) == []


@pytest.mark.parametrize("before", ["", "comments = true\n\n", "# all of it\n"])
@pytest.mark.parametrize("behind", ["", "\n# another\n[[ignore]]\nrule = 'null-value/entry'\n"])
def test_an_unused_ignore_can_be_removed(before: str, behind: str) -> None:
    text = before + ignore(rule="null-value/section", path="conf/a.json") + behind
    (one,) = [one for one in analysis(NULLS, text).diagnostics if one.rule == "unused-suppression"]
    (fix,) = one.fixes
    assert (fix.safe, fix.effect.value) == (True, "neutral")
    fixed = apply_edits(text, fix.edits["dial-lint.toml"])
    assert fixed.strip("\n") == (before + behind.lstrip("\n")).strip("\n")
    assert told(analysis(NULLS, fixed)) == []
