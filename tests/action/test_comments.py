"""The scripts beside the action: one comment, found again and kept up to date, and what is done where that fails."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.action.forge import LONGEST, Forge

ROOT = Path(__file__).resolve().parents[2]
MARK = "<!-- dial-lint: dial-lint -->"
JUDGES = "<!-- judges -->\n> [!WARNING]\n> **This change also changes what judges it:**\n<!-- /judges -->\n\n"
FINDINGS = "## dial-lint\n\n✅ **Core would load this file.** Found no problems in 1 file.\n"
DIFFERENCE = "**1 change; access is widened.**\n\n- `a.json:3:1` something\n"


@dataclass
class Script:
    """A script of a forge, run with reports in a folder."""

    forge: Forge
    folder: Path
    log: str = ""
    reports: dict[str, str] = field(default_factory=lambda: {"check.md": FINDINGS, "diff.md": DIFFERENCE})

    def run(self, name: str = "github", **variables: str) -> int:
        for path, text in self.reports.items():
            (self.folder / path).write_text(text, encoding="utf-8")
        github = {
            "GITHUB_API_URL": self.forge.url,
            "GITHUB_REPOSITORY": "our-org/our-repository",
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_RUN_ID": "7",
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary"),
            "NAME": "dial-lint",
            "COMMENT": "true",
            "PULL_REQUEST": "5",
            "TOKEN": "made-up-token",
            "REPORTS": str(self.folder),
        }
        gitlab = {
            "CI_API_V4_URL": f"{self.forge.url}/api/v4",
            "CI_PROJECT_ID": "12",
            "CI_MERGE_REQUEST_IID": "5",
            "CI_JOB_URL": "https://gitlab.com/our-org/our-repository/-/jobs/7",
            "DIAL_LINT_TOKEN": "made-up-token",
        }
        done = subprocess.run(
            [sys.executable, "-I", str(ROOT / "publish"), name, "report"],
            cwd=self.folder,
            env={"PATH": os.environ["PATH"], **(github if name == "github" else gitlab), **variables},
            capture_output=True,
            text=True,
            check=False,
        )
        self.log = done.stdout + done.stderr
        return done.returncode

    @property
    def bodies(self) -> list[str]:
        """What the comments say."""
        return [one["body"] for one in self.forge.comments]

    @property
    def summary(self) -> str:
        """What stands in the summary of the job."""
        return (self.folder / "summary").read_text(encoding="utf-8")


@pytest.fixture
def script(forge: Forge, tmp_path: Path) -> Script:
    return Script(forge, tmp_path)


FORGES = pytest.mark.parametrize("name", ["github", "gitlab"])


@FORGES
def test_a_comment_is_made_and_then_changed(script: Script, name: str) -> None:
    script.forge.login = "our-machine" if name == "gitlab" else ""
    assert script.run(name) == 0, script.log
    (body,) = script.bodies
    assert body.startswith(f"{MARK}\n## dial-lint\n\n### Who may do more or less\n\n{DIFFERENCE}\n### Findings\n\n✅ ")
    assert body.endswith(")</sub>\n")
    script.reports["diff.md"] = "No difference in access.\n"
    assert script.run(name) == 0
    (body,) = script.bodies
    assert "No difference in access." in body
    methods = [request.split()[0] for request in script.forge.requests if not request.startswith("GET")]
    assert methods == ["POST", "PATCH" if name == "github" else "PUT"]


@FORGES
def test_it_is_found_on_a_later_page(script: Script, name: str) -> None:
    forge = script.forge
    forge.login = "our-machine" if name == "gitlab" else ""
    forge.comments = [forge.comment("something else", number, "somebody") for number in range(1, 251)]
    forge.comments[220] = forge.comment(f"{MARK}\nas it was", 221)
    assert script.run(name) == 0
    assert len(forge.comments) == 250
    assert "access is widened" in forge.comments[220]["body"]
    assert [request[-6:] for request in forge.requests if "page=" in request] == ["page=1", "page=2", "page=3"]


@FORGES
def test_a_comment_that_somebody_else_has_written_is_left_alone(script: Script, name: str) -> None:
    """Whoever has written a comment may change it, so that one with our mark in it would say what they like."""
    forge = script.forge
    forge.login = "our-machine" if name == "gitlab" else ""
    forge.comments = [forge.comment(f"{MARK}\nNo difference in access.", 1, "mallory")]
    forge.comments.append(forge.comment(f"I quote:\n{MARK}", 2))
    assert script.run(name) == 0
    assert [body.endswith("</sub>\n") for body in script.bodies] == [False, False, True]


def test_a_token_of_a_user_knows_their_comments(script: Script) -> None:
    forge = script.forge
    forge.comments = [forge.comment(f"{MARK}\nof a bot", 1), forge.comment(f"{MARK}\nours", 2, "our-machine")]
    forge.login = "our-machine"
    assert script.run() == 0
    assert [body.endswith("of a bot") for body in script.bodies] == [True, False]


@pytest.mark.parametrize("status", [401, 403, 404])
@FORGES
def test_a_token_that_may_not_comment_leaves_it_at_the_summary(script: Script, status: int, name: str) -> None:
    script.forge.login = "our-machine" if name == "gitlab" else ""
    script.forge.failures = [("POST", status, {})]
    assert script.run(name) == 0
    assert script.bodies == []
    if name == "github":
        assert f"::notice title=dial-lint::The token may not comment on this pull request ({status} " in script.log
        assert "docs/ci.md#pull-requests-from-forks" in script.log
        assert "access is widened" in script.summary
    else:
        assert f"The token may not comment here ({status} " in script.log


NOW = {"Retry-After": "0"}


@pytest.mark.parametrize(
    "failures",
    [
        [("POST", 500, NOW)],
        [("POST", 503, NOW), ("POST", 429, NOW)],
        [("GET", 502, NOW), ("GET", 500, NOW)],
        [("POST", 403, {**NOW, "X-RateLimit-Remaining": "0"})],
        [("POST", 0, NOW)],
    ],
    ids=["down", "down twice", "down while reading", "too many requests", "made, and then down"],
)
@FORGES
def test_it_is_tried_again(script: Script, failures: list[tuple[str, int, dict[str, str]]], name: str) -> None:
    script.forge.login = "our-machine" if name == "gitlab" else ""
    script.forge.failures = list(failures)
    assert script.run(name) == 0, script.log
    assert len(script.bodies) == 1


@pytest.mark.parametrize(("method", "status"), [("POST", 500), ("GET", 503), ("PATCH", 502), ("POST", 418)])
def test_a_forge_that_stays_down_is_an_error(script: Script, method: str, status: int) -> None:
    """What an earlier run has said is not true any more, so nobody must think that it was said now."""
    if method == "PATCH":
        script.forge.comments = [script.forge.comment(MARK, 1)]
    script.forge.failures = [(method, status, NOW)] * 20
    assert script.run() == 1
    assert f"::error title=dial-lint::{method} /" in script.log
    assert f": {status} " in script.log
    assert "Traceback" not in script.log
    assert "made-up-token" not in script.log
    assert "access is widened" in script.summary


@pytest.mark.parametrize("url", ["file:///etc/passwd", "127.0.0.1:80", ""])
def test_an_address_that_is_none_is_an_error(script: Script, url: str) -> None:
    assert script.run(GITHUB_API_URL=url) == 1
    assert f'::error title=dial-lint::"{url}" is no address of an API.' in script.log


def long(count: int) -> str:
    """A report with so many lines in a fold."""
    lines = "".join(f"  - **widened**: model {at}: role a may call it @somebody\n" for at in range(count))
    return f"**Many changes.**\n\n- `a.json:1:1` an edit\n  <details><summary>many</summary>\n\n{lines}\n  </details>\n"


@pytest.mark.parametrize(("findings", "changes"), [(0, 5000), (3000, 0), (3000, 5000), (100, 5000), (3000, 10)])
@FORGES
def test_a_comment_is_as_long_as_forges_take_it(script: Script, findings: int, changes: int, name: str) -> None:
    script.forge.login = "our-machine" if name == "gitlab" else ""
    table = "| Place | Severity | Rule | Message |\n|---|---|---|---|\n" + "| a.json:1:1 | hint | r | m |\n" * findings
    script.reports = {"check.md": f"## dial-lint\n\n{JUDGES}Found.\n\n{table}", "diff.md": JUDGES + long(changes)}
    assert script.run(name) == 0, script.log
    (body,) = script.bodies
    assert LONGEST * 0.9 < len(body) <= LONGEST
    assert "more lines are left out here.*\n" in body
    assert body.count("<details>") == body.count("</details>")
    assert body.count("<!-- judges -->") == 1
    assert body.endswith(")</sub>\n")
    assert "### Who may do more or less" in body
    assert "### Findings" in body


def test_a_summary_is_as_long_as_github_shows_it(script: Script) -> None:
    script.reports = {"check.md": FINDINGS, "diff.md": DIFFERENCE, "diff-whole.md": long(30_000)}
    assert script.run() == 0
    assert 900_000 < len(script.summary.encode()) < 1024 * 1024
    assert "more lines are left out here.*\n" in script.summary


def test_nobody_is_called_by_a_comment(script: Script) -> None:
    script.reports["diff.md"] = "- role @your-org/security, mail a@b.c, `@code`, \\`@nobody\\` and @\n"
    assert script.run() == 0
    told = "- role @<!-- -->your-org/security, mail a@<!-- -->b.c, `@code`, \\`@<!-- -->nobody\\` and @\n"
    assert told in script.bodies[0]


def test_there_may_be_no_report(script: Script) -> None:
    script.reports = {}
    assert script.run() == 0
    assert "No report was made; the log of the job says why." in script.bodies[0]
    assert "No report was made; the log of the job says why." in script.summary


@pytest.mark.parametrize("variables", [{"COMMENT": "false"}, {"PULL_REQUEST": ""}])
def test_without_a_wish_or_a_pull_request_there_is_no_comment(script: Script, variables: dict[str, str]) -> None:
    assert script.run(**variables) == 0
    assert script.forge.requests == []
    assert script.summary.startswith("## dial-lint\n\n### Who")


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"CI_MERGE_REQUEST_IID": ""}, "This pipeline is of no merge request"),
        ({"DIAL_LINT_TOKEN": ""}, "There is no DIAL_LINT_TOKEN, as in pipelines of forks"),
    ],
)
def test_a_pipeline_without_a_merge_request_or_a_token_says_so(
    script: Script, variables: dict[str, str], said: str
) -> None:
    assert script.run("gitlab", **variables) == 0
    assert said in script.log
    assert script.forge.requests == []


def test_a_command_that_there_is_not_says_which_there_are() -> None:
    command = [sys.executable, "-I", str(ROOT / "publish"), "bitbucket"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (
        2,
        "name a forge and what to do: github base, github report, gitlab report\n",
    )
