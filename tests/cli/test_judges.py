"""What a change does to its own judges is told first, and with ``--judge-by`` it does not help the change."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from dial_lsp.cli.judges import JUDGES
from tests.cli.repositories import CONFIG, WEAK, Repository

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

FILE, SETTINGS = "aidial.config.json", "dial-lint.toml"
OTHER_IGNORE = '\n[[ignore]]\nrule = "null-value/entry"\npointer = "/roles/a"\nkey = "P"\n'
IGNORE = '[[ignore]]\nrule = "weak-key"\nreason = "{}"\n'
COMMENT = "// dial-lint: ignore[weak-key] until May"
COMMENTS = "comments = true\n"
COMMENTED = WEAK.replace('"role": "a"},', '"role": "a"},').replace('"role": "a"}', f'"role": "a"}} {COMMENT}')
KNOWN = json.dumps(
    {"version": 2, "findings": [{"path": FILE, "rule": "weak-key", "place": "/keys/a@P#1", "count": 1}]}, indent=2
)
POLICIES = "dial-policy.toml"
POLICY = '[[policy]]\nname = "b is kept out"\nwho = "role:b"\nreaches-none = "*"\n'
EXCEPTION = '[[policy.except]]\nwho = "role:b"\non = "model:m"\nreason = "a trial"\n'
NOTHING_KNOWN = json.dumps({"version": 2, "findings": []})
COMPOSE = """
services:
  core:
    image: epam/ai-dial-core:{}
    environment:
      aidial.config.files: '["aidial.config.json"]'
"""


@pytest.fixture
def repository(folder: Path) -> Repository:
    for file in folder.iterdir():
        file.unlink()
    return Repository(folder)


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


HIDES = {
    "a rule that is off": {SETTINGS: '[rules]\nweak-key = "off"\n'},
    "a rule that is a hint": {SETTINGS: '[rules]\nweak-key = "hint"\n'},
    "a selection": {SETTINGS: 'select = ["cost"]\n'},
    "an ignore": {SETTINGS: IGNORE.format("never mind")},
    "a comment": {FILE: COMMENTED},
    "a baseline": {"known.json": KNOWN},
    "other files": {SETTINGS: 'files = ["harmless.json"]\n', "harmless.json": CONFIG},
    "settings in a shared file": {"pyproject.toml": '[tool.dial-lint.rules]\nweak-key = "off"\n'},
}


@pytest.mark.parametrize("way", HIDES)
def test_a_change_does_not_switch_off_its_judges(repository: Repository, run: Run, way: str) -> None:
    is_about_comments = way == "a comment"
    kept = {SETTINGS: COMMENTS} if is_about_comments else {}
    repository.commit({FILE: CONFIG, "known.json": NOTHING_KNOWN, **kept})
    repository.write({FILE: WEAK, **HIDES[way]})
    own = run(
        "--baseline",
        "known.json",
        "--select" if is_about_comments else "--min-severity",
        "weak-key" if is_about_comments else "warning",
    )
    assert own.returncode == 0, own.stdout
    done = run("--judge-by", "HEAD", "--baseline", "known.json", "--format", "json")
    assert done.returncode == 1
    report = json.loads(done.stdout)
    assert [one["rule"] for one in report["diagnostics"] if one["severity"] == "warning"] == ["weak-key"]
    assert report["judges"]


def test_the_report_begins_with_the_judges(repository: Repository, run: Run) -> None:
    repository.commit({FILE: CONFIG})
    repository.write({FILE: WEAK, SETTINGS: IGNORE.format("never mind")})
    done = run("--judge-by", "HEAD")
    assert done.stdout.splitlines()[:5] == [
        "This change also changes what judges it:",
        "  dial-lint.toml: is new; without it the defaults hold",
        '  dial-lint.toml:1: ignores "weak-key" everywhere: never mind',
        "It is judged by what HEAD has; its own judges count once it is merged.",
        "",
    ]
    for name, first in (
        ("markdown", "## dial-lint\n\n<!-- judges -->\n> [!WARNING]\n> **This change also changes what judges it:**"),
        ("github", "::warning title=judges,file=dial-lint.toml::This change also changes what judges it: is new"),
        ("concise", "This change also changes what judges it:\n  dial-lint.toml: is new"),
    ):
        assert run("--judge-by", "HEAD", "--format", name).stdout.startswith(first)
    page = run("--judge-by", "HEAD", "--format", "html").stdout
    assert page.index("This change also changes what judges it:") < page.index('id="file-1"')


def test_judges_that_did_not_change_are_not_mentioned(repository: Repository, run: Run) -> None:
    repository.commit({FILE: WEAK, SETTINGS: IGNORE.format("as it is")})
    repository.write({FILE: f"\n{WEAK}"})
    done = run("--judge-by", "HEAD")
    assert (done.returncode, "judge" in done.stdout) == (0, False)


def test_who_makes_judges_stricter_is_taken_at_their_word(repository: Repository, run: Run) -> None:
    """An ignore that is taken out does not hide; nor is it said that the one of the revision hides nothing."""
    repository.commit({FILE: WEAK, SETTINGS: IGNORE.format("as it is")})
    repository.write({SETTINGS: ""})
    assert "weak-key" in run("--judge-by", "HEAD").stdout
    repository.write({FILE: CONFIG})
    assert run("--judge-by", "HEAD").returncode == 0


def test_a_comment_hides_what_it_hid_wherever_that_has_moved(repository: Repository, run: Run) -> None:
    repository.commit({FILE: COMMENTED, SETTINGS: COMMENTS})
    first = '"c7Nw2eR9tY4uI6oP1aS3dF5gH8jK0l": {"project": "Q", "role": "a"},\n    "proxy'
    repository.write({FILE: "\n" + COMMENTED.replace('"proxy', first)})
    assert run("--judge-by", "HEAD").returncode == 0
    repository.write(
        {
            FILE: COMMENTED.replace(
                '"proxyKey1"', f'"proxyKey2": {{"project": "Q", "role": "a"}}, {COMMENT}\n "proxyKey1"'
            )
        }
    )
    done = run("--judge-by", "HEAD", "--format", "json")
    assert [one["pointer"] for one in json.loads(done.stdout)["diagnostics"] if one["rule"] == "weak-key"] == [
        "/keys/#1:Q"
    ]
    repository.commit({})
    repository.git("mv", FILE, "other.config.json")
    assert run("--judge-by", "HEAD").returncode == 0


def test_files_that_are_listed_may_be_renamed(repository: Repository, run: Run) -> None:
    repository.commit({"a.json": CONFIG, SETTINGS: 'files = ["a.json"]\n'})
    repository.git("mv", "a.json", "b.json")
    repository.write({SETTINGS: 'files = ["b.json"]\n'})
    done = run("--judge-by", "HEAD")
    assert (done.returncode, done.stderr) == (0, "")
    assert 'dial-lint.toml:1: files: "a.json" -> "b.json"' in done.stdout
    assert run("diff", "--judge-by", "HEAD").stdout.endswith("No difference in access.\n")


def test_the_difference_is_judged_too(repository: Repository, run: Run) -> None:
    """Whether a key is an administrator is what the settings say, and a change must not say it of itself."""
    repository.commit({FILE: CONFIG})
    repository.write(
        {FILE: CONFIG.replace('"role": "a"', '"roles": ["a", "dial-admin"]'), SETTINGS: "admin-roles = []\n"}
    )
    assert "becomes an administrator" not in run("diff").stdout
    done = run("diff", "--judge-by", "HEAD", "--fail-on", "widened")
    assert "widened: key 1 P becomes an administrator" in done.stdout
    assert "It is judged by what HEAD has" in done.stdout
    assert done.returncode == 1


def test_mistakes_in_new_settings_are_found_all_the_same(repository: Repository, run: Run) -> None:
    repository.commit({FILE: CONFIG, SETTINGS: "[rules]\nweak-kye = 'off'\n"})
    repository.write({SETTINGS: 'surprise = 1\n[rules]\nweek-key = "off"\n'})
    done = run("--judge-by", "HEAD", "--format", "concise")
    assert [line.split(" ")[:2] for line in done.stdout.splitlines() if line.startswith("dial-lint.toml")] == [
        ["dial-lint.toml:1:1", "warning[unknown-setting]"],
        ["dial-lint.toml:3:1", "warning[unknown-setting/rule]"],
    ]
    repository.write({SETTINGS: "["})
    assert run("--judge-by", "HEAD").returncode == 2


def test_settings_that_a_revision_could_not_use_are_none(repository: Repository, run: Run) -> None:
    repository.commit({FILE: WEAK, SETTINGS: "["})
    repository.write({SETTINGS: '[rules]\nweak-key = "off"\n'})
    assert "weak-key" in run("--judge-by", "HEAD").stdout


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("--judge-by", "nowhere"), '"nowhere" is no revision of a git repository here.'),
        (("--judge-by", "HEAD", "--fix"), "--judge-by goes with no option that writes files"),
        (("--judge-by", "HEAD", "--write-baseline", "known.json"), "--judge-by goes with no option that writes files"),
        (("--judge-by", "HEAD", "-"), "--judge-by needs files: standard input is in no revision."),
        (("--judge-by", "HEAD", "missing.json"), "there is no missing.json, neither here nor in HEAD."),
        (("--judge-by", "HEAD", "--config", "missing.toml"), "missing.toml: there is no such file."),
    ],
)
def test_what_cannot_be_judged(repository: Repository, run: Run, arguments: tuple[str, ...], error: str) -> None:
    repository.commit({FILE: CONFIG})
    done = run(*arguments)
    assert (done.returncode, error in done.stderr) == (2, True), done.stderr


def test_no_secret_is_told_of_judges(repository: Repository, run: Run) -> None:
    repository.commit({FILE: WEAK, SETTINGS: ""})
    reason = "it was k8Zr1yB0mX3nV7cJ5hD9sF2gL4pQ6w before"
    repository.write({SETTINGS: f'[[ignore]]\nrule = "weak-key"\nkey = "proxyKey1"\nreason = "{reason}"\n'})
    for arguments in (
        ("diff",),
        ("diff", "--format", "json"),
        ("--judge-by", "HEAD"),
        ("--judge-by", "HEAD", "--format", "json"),
    ):
        done = run(*arguments)
        assert "•••" in done.stdout
        assert "proxyKey1" not in done.stdout
        assert "k8Zr1yB0" not in done.stdout
