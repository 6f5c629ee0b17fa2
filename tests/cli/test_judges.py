"""What a change does to its own judges does not help it with ``--judge-by``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.judging import COMMENT, COMMENTED, COMMENTS, FILE, IGNORE, KNOWN, NOTHING_KNOWN, SETTINGS
from tests.cli.repositories import CONFIG, WEAK

if TYPE_CHECKING:
    from tests.cli.conftest import Run
    from tests.cli.repositories import Repository


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
        (("--judge-by", "nowhere"), '"nowhere" is no revision of the git repository here.'),
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
