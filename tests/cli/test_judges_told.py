"""What a change does to its own judges is told first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dial_lsp.cli.judges import JUDGES
from tests.cli.judging import COMMENT, COMMENTED, COMMENTS, FILE, IGNORE, KNOWN, NOTHING_KNOWN, SETTINGS
from tests.cli.repositories import CONFIG, WEAK

if TYPE_CHECKING:
    from tests.cli.conftest import Run
    from tests.cli.repositories import Repository

OTHER_IGNORE = '\n[[ignore]]\nrule = "null-value/entry"\npointer = "/roles/a"\nkey = "P"\n'
POLICIES = "dial-policy.toml"
POLICY = '[[policy]]\nname = "b is kept out"\nwho = "role:b"\nreaches-none = "*"\n'
EXCEPTION = '[[policy.except]]\nwho = "role:b"\non = "model:m"\nreason = "a trial"\n'
COMPOSE = """
services:
  core:
    image: epam/ai-dial-core:{}
    environment:
      aidial.config.files: '["aidial.config.json"]'
"""


TOLD: dict[str, tuple[dict[str, str | None], dict[str, str | None], list[str]]] = {
    "new settings": (
        {},
        {SETTINGS: 'core-version = "0.41"\n'},
        ["dial-lint.toml: is new; without it the defaults hold", 'dial-lint.toml:1: core-version: "latest" -> "0.41"'],
    ),
    "settings that go": (
        {SETTINGS: "strict = true\n"},
        {SETTINGS: None},
        ["dial-lint.toml: is gone, so the defaults hold", "dial-lint.toml: strict: true -> false"],
    ),
    "a rule": (
        {SETTINGS: '[rules]\nweak-key = "error"\n'},
        {SETTINGS: '# why not\n[rules]\nweak-key = "off"\n'},
        ['dial-lint.toml:3: rule "weak-key": error -> off'],
    ),
    "a rule that is chosen no more": (
        {SETTINGS: '[rules]\nweak-key = "error"\n'},
        {SETTINGS: "[rules]\n"},
        ['dial-lint.toml: rule "weak-key": error -> default'],
    ),
    "names of a list": (
        {SETTINGS: 'internal-hosts = ["a.example.com", "b.example.com"]\n'},
        {SETTINGS: 'internal-hosts = ["b.example.com", "c.example.com"]\n'},
        ['dial-lint.toml:1: internal-hosts: "c.example.com" added; "a.example.com" removed'],
    ),
    "a list that goes": (
        {SETTINGS: 'idp-roles = ["x"]\n'},
        {SETTINGS: ""},
        ['dial-lint.toml: idp-roles: "x" -> not set'],
    ),
    "a selection": (
        {SETTINGS: ""},
        {SETTINGS: 'select = ["cost"]\n'},
        ['dial-lint.toml:1: select: none -> "cost"'],
    ),
    "settings in a shared file": (
        {"pyproject.toml": "[tool.other]\n"},
        {"pyproject.toml": "[tool.other]\n[tool.dial-lint]\nstrict = true\n"},
        ["pyproject.toml: is new; without it the defaults hold", "pyproject.toml:3: strict: false -> true"],
    ),
    "settings that cannot be used": (
        {SETTINGS: ""},
        {SETTINGS: "[rules"},
        ["dial-lint.toml: cannot be used: Expected ']' at the end of a table declaration"],
    ),
    "an ignore": (
        {SETTINGS: ""},
        {SETTINGS: IGNORE.format("rotated") + OTHER_IGNORE},
        [
            'dial-lint.toml:1: ignores "weak-key" everywhere: rotated',
            'dial-lint.toml:5: ignores "null-value/entry" of key "P" at /roles/a',
        ],
    ),
    "an ignore that goes": (
        {SETTINGS: IGNORE.format("rotated") + f'path = "{FILE}"\n'},
        {SETTINGS: ""},
        [f'dial-lint.toml: no longer ignores "weak-key" in {FILE}'],
    ),
    "another reason": ({SETTINGS: IGNORE.format("a")}, {SETTINGS: f"# moved\n\n{IGNORE.format('b')}"}, []),
    "a comment": (
        {SETTINGS: COMMENTS, FILE: WEAK},
        {FILE: COMMENTED},
        ['aidial.config.json:6: a comment ignores "weak-key": until May'],
    ),
    "a comment that goes": (
        {SETTINGS: COMMENTS, FILE: COMMENTED},
        {FILE: WEAK},
        ['aidial.config.json: a comment no longer ignores "weak-key"'],
    ),
    "a comment on another line": (
        {SETTINGS: COMMENTS, FILE: COMMENTED},
        {FILE: WEAK.replace('["a"]}', f'["a"]}} {COMMENT}')},
        [
            'aidial.config.json:3: a comment ignores "weak-key": until May',
            'aidial.config.json: a comment no longer ignores "weak-key"',
        ],
    ),
    "lines before a comment": ({SETTINGS: COMMENTS, FILE: COMMENTED}, {FILE: f"\n\n{COMMENTED}"}, []),
    "another image of Core": (
        {"compose.yaml": COMPOSE.format("0.41.0")},
        {"compose.yaml": COMPOSE.format("0.48.0")},
        ["compose.yaml: is changed; it says which files and which Core are meant"],
    ),
    "a baseline that knows more": (
        {"known.json": NOTHING_KNOWN},
        {"known.json": KNOWN},
        ["known.json: knows 1 more finding (weak-key 1)"],
    ),
    "a baseline that knows less": (
        {"known.json": KNOWN},
        {"known.json": NOTHING_KNOWN},
        ["known.json: knows 1 finding less (weak-key 1)"],
    ),
    "a new baseline": ({}, {"known.json": NOTHING_KNOWN}, ["known.json: is new"]),
    "a baseline that goes": ({"known.json": NOTHING_KNOWN}, {"known.json": None}, ["known.json: is gone"]),
    "a new policy": ({}, {POLICIES: POLICY}, ['dial-policy.toml:2: policy "b is kept out" is new']),
    "policies that go": ({POLICIES: POLICY}, {POLICIES: None}, ["dial-policy.toml: is gone, with all its policies"]),
    "a policy that goes": (
        {POLICIES: POLICY},
        {POLICIES: ""},
        ['dial-policy.toml: policy "b is kept out" is gone'],
    ),
    "another policy": (
        {POLICIES: POLICY},
        {POLICIES: POLICY.replace('"*"', '"model:n"')},
        ['dial-policy.toml:2: policy "b is kept out" is changed'],
    ),
    "an exception": (
        {POLICIES: POLICY},
        {POLICIES: POLICY + EXCEPTION},
        ['dial-policy.toml:5: policy "b is kept out" has an exception that it had not: a trial'],
    ),
    "policies that cannot be used": (
        {POLICIES: POLICY},
        {POLICIES: "["},
        ["dial-policy.toml: cannot be used, so no policy of it holds"],
    ),
    "policies laid out otherwise": ({POLICIES: POLICY}, {POLICIES: f"# why\n\n{POLICY}"}, []),
    "a baseline that is none": ({"known.json": NOTHING_KNOWN}, {"known.json": "{"}, ["known.json: is no baseline"]),
}


@pytest.mark.parametrize("case", TOLD)
def test_a_change_of_judges_is_told_first(repository: Repository, run: Run, case: str) -> None:
    before, after, told = TOLD[case]
    repository.commit({FILE: CONFIG, **before})
    repository.write(after)
    done = run("diff", "--baseline", "known.json")
    if case == "settings that cannot be used":
        assert "dial-lint.toml:1:7: Expected ']'" in done.stderr
        return
    assert done.returncode == 0
    lines = done.stdout.split("\n\n")[0].splitlines() if told else []
    assert lines[:1] == (["This change also changes what judges it:"] if told else [])
    assert [line.strip() for line in lines[1:-1]] == told
    assert bool(told) == done.stdout.startswith("This change")
    if told:
        assert lines[-1] == "It is judged by its own judges; --judge-by REV takes those of a revision."


def test_every_kind_of_judge_has_a_case_here() -> None:
    kinds = {"settings", "telling", "ignore", "comment", "baseline", "policy"}
    assert {judge.__name__.removesuffix("_changes") for judge in JUDGES} == kinds
