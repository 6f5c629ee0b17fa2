"""The action on pull requests, step by step as a runner of GitHub runs it, with a forge in this process."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.action.conftest import NUMBER, PullRequest
from tests.cli.repositories import CONFIG, WEAK, WIDER

if TYPE_CHECKING:
    from pathlib import Path

    from tests.action.forge import Forge

FILE = "conf/aidial.config.json"
MARK = "<!-- dial-lint: dial-lint -->\n"


def test_a_comment_is_made(pull_request: PullRequest, forge: Forge) -> None:
    pull_request.push({FILE: WIDER})
    job = pull_request.job()
    assert job.run(diff="true", comment="true") == 0, job.log
    (comment,) = forge.comments
    body = comment["body"]
    assert body.startswith(f"{MARK}## dial-lint\n\n### Who may do more or less\n\n**1 change; access is widened.**\n")
    assert f"- `{FILE}:3:" in body
    assert f"`{pull_request.base[:12]}:{FILE}:3:" in body
    assert "### Findings\n\n✅ **Core would load this file.**" in body
    assert body.endswith("<sub>[The whole report](https://github.com/our-org/our-repository/actions/runs/7)</sub>\n")
    assert "issuecomment-1" in job.log
    assert job.summary.startswith("## dial-lint\n\n### Who may do more or less\n\n**1 change; access is widened.**\n")
    assert sorted(path.name for path in job.reports.glob("*.html")) == ["check.html", "diff.html"]
    assert job.artifact["name"] == "dial-lint"


def test_a_flood_does_not_bury_the_one_error(pull_request: PullRequest, forge: Forge) -> None:
    config = json.loads(CONFIG)
    models = {f"m{at:03}": {"endpoint": f"http://h{at}/v1"} for at in range(400)}
    pull_request.push(
        {FILE: json.dumps({**config, "models": {**config["models"], **models}, "surprise": {}}, indent=1)}
    )
    job = pull_request.job()
    job.run(diff="false", comment="true")
    for text in (forge.comments[0]["body"], job.summary):
        rows = [line for line in text.splitlines() if line.startswith("| conf/")]
        assert [row.split(" | ")[1] for row in rows[:2]] == ["warning", "hint"]
        assert len(rows) < 12
        assert "more like this" in text


def test_what_it_does_to_its_judges_comes_first_and_does_not_help(pull_request: PullRequest, forge: Forge) -> None:
    settings = '[rules]\nweak-key = "off"\n'
    pull_request.push({FILE: WEAK, "conf/dial-lint.toml": settings})
    job = pull_request.job()
    assert job.run(diff="true", comment="true") == 1
    body = forge.comments[0]["body"]
    first = "> **This change also changes what judges it:**"
    assert body.split("\n\n")[1].splitlines()[2] == first
    assert body.count(first) == job.summary.count(first) == 1
    assert "| warning | [weak-key]" in body
    assert job.log.index("title=judges,file=conf/dial-lint.toml") < job.log.index("title=weak-key")
    assert pull_request.job().run(judge_by="head") == 0


@pytest.mark.parametrize(("fails", "code"), [("narrowed", 0), ("widened", 1)])
def test_it_fails_for_what_it_is_told_to_fail_for(pull_request: PullRequest, fails: str, code: int) -> None:
    pull_request.push({FILE: WIDER})
    job = pull_request.job()
    assert job.run(diff="true", fail_on_diff=fails) == code
    assert "access is widened" in job.summary


def test_the_last_commit_of_a_branch_may_be_checked_out_instead(pull_request: PullRequest, forge: Forge) -> None:
    pull_request.push({FILE: WIDER})
    forge.merge_base = pull_request.base
    pull_request.origin.commit({"README.md": "main has moved on"})
    for depth in (0, 1):
        job = pull_request.job(f"refs/pull/{NUMBER}/head", depth=depth)
        assert job.run(diff="true") == 0, job.log
        assert "access is widened" in job.summary


def test_a_base_that_cannot_be_had_is_an_error(pull_request: PullRequest) -> None:
    pull_request.push({FILE: WIDER})
    job = pull_request.job()
    (job.workspace / ".git" / "config").write_text('[remote "origin"]\n\turl = file:///nowhere\n')
    assert job.run(diff="true") == 1
    assert "cannot be fetched. Let actions/checkout fetch more (fetch-depth: 0)" in job.log
    assert job.run(judge_by="head") == 0


def test_a_configuration_may_be_moved_added_or_gone(pull_request: PullRequest, forge: Forge) -> None:
    pull_request.push({FILE: None, "europe/aidial.config.json": CONFIG})
    assert pull_request.job().run(diff="true", comment="true") == 0
    assert "### `europe/aidial.config.json` (before: conf/aidial.config.json)" in forge.comments[0]["body"]
    pull_request.push({"asia/aidial.config.json": CONFIG.replace('"m"', '"n"')})
    assert pull_request.job().run(diff="true", comment="true") == 0
    assert "### `asia/aidial.config.json` (new)" in forge.comments[0]["body"]


def test_a_folder_of_the_repository(pull_request: PullRequest, forge: Forge) -> None:
    pull_request.push({FILE: WIDER})
    job = pull_request.job()
    assert job.run(diff="true", comment="true", working_directory="conf", files="aidial.config.json") == 0, job.log
    assert f"- `{FILE}:3:" in forge.comments[0]["body"]
    assert job.outputs["check"]["sarif"] == str(job.workspace / "conf" / "dial-lint.sarif")


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({"name": "a b"}, "the input name has only letters"),
        ({"name": "x\nplanted=yes"}, "the input name has more than one line."),
        ({"name": "x --><b>"}, "the input name has only letters"),
        ({"judge_by": "main"}, 'the input judge-by is base or head, not "main".'),
        ({"judge_by": "head\r\nplanted=yes"}, "the input judge-by has more than one line."),
        ({"comment": "true\nplanted=yes"}, "the input comment has more than one line."),
        ({"fail_on_diff": "$(touch hacked)", "diff": "true"}, "Invalid value for '--fail-on'"),
        ({"fail_on": "`touch hacked`"}, "Invalid value for '--fail-on'"),
        ({"baseline": "$(touch hacked)"}, "$(touch hacked): there is no such file."),
        ({"files": "$(touch hacked)"}, "there is no $(touch hacked), neither here nor in"),
        ({"files": "--fix"}, "there is no --fix, neither here nor in"),
    ],
)
def test_inputs_run_nothing_and_add_nothing(
    pull_request: PullRequest, tmp_path: Path, inputs: dict[str, str], said: str
) -> None:
    pull_request.push({FILE: WIDER})
    job = pull_request.job()
    assert job.run(**inputs) != 0
    assert said in job.log
    assert list(tmp_path.rglob("hacked")) == []
    assert not any("planted" in outputs for outputs in job.outputs.values())


def test_a_fork_is_compared_without_being_checked_out(pull_request: PullRequest, forge: Forge) -> None:
    """As in the recipe of docs/ci.md: a second workflow, of the base, asks GitHub which pull request it is about."""
    pull_request.push({FILE: WIDER, "conf/dial-lint.toml": '[rules]\nweak-key = "off"\n'})
    forge.pulls = [pull_request.told]
    job = pull_request.job("refs/heads/main", "workflow_run", depth=0)
    job.event = {
        "workflow_run": {
            "event": "pull_request",
            "head_sha": pull_request.head,
            "head_branch": "feature",
            "head_repository": {"owner": {"login": "somebody"}},
            "pull_requests": [],
        }
    }
    before = {
        path: path.read_bytes() for path in job.workspace.rglob("*") if path.is_file() and ".git" not in path.parts
    }
    assert job.run(diff="true", comment="true") == 0, job.log
    body = forge.comments[0]["body"]
    assert "**1 change; access is widened.**" in body
    assert 'rule "weak-key": default -\\> off' in body
    assert "It is judged by what" in body
    assert "### Findings" not in body
    assert "The files of the pull request are not checked out, so they are only compared." in job.log
    after = {
        path: path.read_bytes() for path in job.workspace.rglob("*") if path.is_file() and ".git" not in path.parts
    }
    assert after == before
    job.event["workflow_run"]["head_sha"] = pull_request.base
    forge.comments = []
    assert job.run(diff="true", comment="true") == 0
    assert "::notice title=dial-lint::this event is about no change" in job.log
    assert forge.comments == []


def test_an_event_of_a_pull_request_with_the_base_checked_out(pull_request: PullRequest, forge: Forge) -> None:
    pull_request.push({FILE: WIDER})
    job = pull_request.job("refs/heads/main", "pull_request_target")
    forge.merge_base = pull_request.base
    assert job.run(diff="true", comment="true") == 0, job.log
    assert "access is widened" in forge.comments[0]["body"]
    assert "### Findings" not in forge.comments[0]["body"]


def test_a_push_is_compared_with_what_was_there(pull_request: PullRequest, forge: Forge) -> None:
    before = pull_request.origin.git("rev-parse", "main")
    pull_request.origin.commit({FILE: WIDER})
    job = pull_request.job("refs/heads/main", "push")
    job.event = {"before": before}
    assert job.run(diff="true", comment="true") == 0, job.log
    assert "access is widened" in job.summary
    assert forge.comments == []
    for event in ({"before": "0" * 40}, {}):
        job.event = event
        assert job.run(diff="true") == 0


def test_a_merge_queue_is_compared_with_its_base(pull_request: PullRequest) -> None:
    base = pull_request.origin.git("rev-parse", "main")
    pull_request.origin.commit({FILE: WIDER})
    job = pull_request.job("refs/heads/main", "merge_group")
    job.event = {"merge_group": {"base_sha": base}}
    assert job.run(diff="true", fail_on_diff="widened") == 1
    job.event = {"merge_group": {"base_sha": "--upload-pack=touch hacked"}}
    assert job.run(diff="true") == 1
    assert "the event names no commit to compare with." in job.log
