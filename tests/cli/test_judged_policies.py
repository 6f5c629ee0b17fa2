"""Policies of a revision judge a change, and what the change does to them is told first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.repositories import CONFIG, WIDER

if TYPE_CHECKING:
    from tests.cli.conftest import Run
    from tests.cli.repositories import Repository

FILE, SETTINGS, POLICIES = "aidial.config.json", "dial-lint.toml", "dial-policy.toml"
POLICY = '[[policy]]\nname = "b is kept out"\nwho = "role:b"\nreaches-none = "*"\n'
EXCEPTION = '[[policy.except]]\nwho = "role:b"\non = "model:m"\nreason = "a trial"\n'


@pytest.mark.parametrize("style", ["text", "json", "markdown", "github", "html", "sarif", "junit"])
def test_policies_of_a_revision_judge_a_change(repository: Repository, run: Run, style: str) -> None:
    repository.commit({FILE: CONFIG, POLICIES: POLICY})
    repository.write({FILE: WIDER, POLICIES: POLICY + EXCEPTION, SETTINGS: 'core-version = "0.41"\n'})
    assert run("test", "--format", style).returncode == 0
    done = run("test", "--judge-by", "main", "--format", style)
    assert done.returncode == 1
    shown = done.stdout.replace("\\", "")
    told = "This change also changes what judges it"
    first = shown.find("judges" if style == "json" else told)
    assert (first >= 0) is (style not in ("sarif", "junit"))
    assert first < shown.find("role" if style == "json" else "a caller with role")
    assert ("has an exception that it had not" in shown) is (style not in ("sarif", "junit"))
    assert ("main:dial-policy.toml" in shown) is (style in ("text", "json", "html"))


def test_policies_that_only_a_change_has_judge_nothing_yet(repository: Repository, run: Run) -> None:
    repository.commit({FILE: CONFIG})
    repository.write({FILE: WIDER, POLICIES: POLICY, "other.toml": POLICY})
    assert run("test").returncode == 1
    for options in ((), ("--policy", "other.toml")):
        done = run("test", "--judge-by", "main", *options)
        assert (done.returncode, done.stderr) == (0, "")
        assert 'policy "b is kept out" is new' in done.stdout
        assert "There are no policies." in done.stdout


def test_policies_that_a_change_takes_away_judge_it(repository: Repository, run: Run) -> None:
    repository.commit({FILE: CONFIG, POLICIES: POLICY})
    repository.write({FILE: WIDER, POLICIES: None})
    done = run("test", "--judge-by", "main")
    assert (done.returncode, "is gone, with all its policies" in done.stdout) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--judge-by", "nothing"), '"nothing" is no revision of the git repository here.'),
        (("--judge-by", "main"), "there is no dial-policy.toml, neither here nor in main."),
        (("--judge-by", "main", "--policy", "x.toml"), "there is no x.toml, neither here nor in main."),
        (("--judge-by", "main", "--policy", "/x.toml"), "lies outside of the git repository here."),
        (("--judge-by", "main", "--init"), "--judge-by needs files, and goes with neither --init nor --suggest."),
    ],
)
def test_what_cannot_judge_policies(repository: Repository, run: Run, arguments: tuple[str, ...], said: str) -> None:
    repository.commit({FILE: CONFIG})
    done = run("test", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
