"""``dial-lint test``: what it exits with, which files it takes, and in which formats it reports."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from tests.cli.diff_configs import git

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]

CONFIG = '{"models": {"m": {"type": "chat", "endpoint": "http://adapter/chat/completions"}}}'
HOLDS = '[[policy]]\nname = "Anybody may call m"\nwho = "anyone"\nreaches = "model:m"\n'
FAILS = '[[policy]]\nname = "Nobody may call m"\non = "model:m"\nnever = "anyone"\n'


@pytest.fixture
def config(folder: Path) -> Path:
    (folder / "config.json").write_text(CONFIG, encoding="utf-8")
    return folder


def policies(folder: Path, text: str, name: str = "dial-policy.toml") -> None:
    (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(("text", "code"), [(HOLDS, 0), (FAILS, 1), (HOLDS + FAILS, 1), ("", 0), ("x = 1\n", 1)])
def test_it_exits_with_whether_everything_holds(config: Path, run: Run, text: str, code: int) -> None:
    policies(config, text)
    assert run("test", "config.json").returncode == code


def test_no_policy_holds_of_what_core_refuses(config: Path, run: Run) -> None:
    (config / "config.json").write_text(CONFIG.replace('"m":', '"m": 1, "n":'), encoding="utf-8")
    policies(config, HOLDS.replace("model:m", "model:n"))
    done = run("test", "config.json")
    assert done.returncode == 1
    assert done.stdout.startswith("Core would refuse this configuration and keep the previous one (1 error, first:")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "Error: there is no dial-policy.toml here; name one with --policy."),
        ("[[policy]\n", "dial-policy.toml:1:9: "),
        (b"\xff", "Error: dial-policy.toml: not UTF-8 at byte 0."),
    ],
)
def test_a_file_that_cannot_be_read_is_no_policy_that_fails(
    config: Path, run: Run, text: str | bytes | None, said: str
) -> None:
    if text is not None:
        (config / "dial-policy.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    done = run("test", "config.json")
    assert done.returncode in (1, 2)
    assert said in done.stderr
    assert done.stdout == ""


def test_the_policies_stand_beside_the_file_or_are_named(config: Path, run: Run) -> None:
    (config / "inner").mkdir()
    (config / "inner" / "config.json").write_text(CONFIG, encoding="utf-8")
    policies(config / "inner", FAILS)
    assert run("test", "inner/config.json").returncode == 1
    policies(config, HOLDS, "other.toml")
    assert run("test", "inner/config.json", "--policy", "other.toml").returncode == 0
    policies(config, HOLDS)  # another's
    assert run("test", "inner/config.json").returncode == 1
    (config / "dial-lint.toml").write_text('files = ["inner/config.json"]\n', encoding="utf-8")
    assert run("test", "inner/config.json").returncode == 0, "beside the settings comes first, as in editors"


def test_a_link_that_leads_elsewhere_is_not_followed(
    config: Path, run: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "policies.toml"
    elsewhere.write_text(HOLDS, encoding="utf-8")
    (config / "dial-policy.toml").symlink_to(elsewhere)
    done = run("test", "config.json")
    assert "it leads outside of" in done.stderr
    assert run("test", "config.json", "--policy", str(elsewhere)).returncode == 0


def test_exceptions_end_on_the_day_that_is_named(config: Path, run: Run) -> None:
    policies(config, FAILS + 'except = [{ until = 2026-06-30, reason = "later" }]\n')
    assert run("test", "config.json", "--date", "2026-06-30").returncode == 0
    assert run("test", "config.json", "--date", "2026-07-01").returncode == 1
    assert run("test", "config.json", env={"SOURCE_DATE_EPOCH": "1735689600"}).returncode == 0
    assert "--date is a day such as" in run("test", "config.json", "--date", "July").stderr


def test_every_format_tells_the_same(config: Path, run: Run) -> None:
    policies(config, HOLDS + FAILS)
    told = json.loads(run("test", "config.json", "--format", "json").stdout)
    assert [(each["name"], each["holds"]) for each in told["policies"]] == [
        ("Anybody may call m", True),
        ("Nobody may call m", False),
    ]
    cases = ET.fromstring(run("test", "config.json", "--format", "junit").stdout).findall(".//testcase")  # noqa: S314
    assert [(case.get("name"), case.find("failure") is None) for case in cases[1:]] == [
        ("Anybody may call m", True),
        ("Nobody may call m", False),
    ]
    results = json.loads(run("test", "config.json", "--format", "sarif").stdout)["runs"][0]["results"]
    assert [each["message"]["text"] for each in results] == ['any authenticated caller may call model "m"']
    assert "❌ Nobody may call m" in run("test", "config.json", "--format", "markdown").stdout
    assert run("test", "config.json", "--format", "github").stdout.startswith("::error title=policy,file=dial-policy")


def test_coverage_is_told_and_may_be_asked_for(config: Path, run: Run) -> None:
    policies(config, HOLDS)
    done = run("test", "config.json", "--coverage")
    assert done.returncode == 0
    assert done.stdout.endswith("1 of 1 changes to what decides access would make a policy fail (100 %).\n")
    policies(config, "")
    done = run("test", "config.json", "--threshold", "50")
    assert done.returncode == 1
    assert 'config.json:1:13  nobody could call model "m" any more, and no policy would notice' in done.stdout
    told = json.loads(run("test", "config.json", "--coverage", "--format", "json").stdout)["coverage"]
    assert (told["percent"], told["pinned"], told["free"]) == (0.0, 0, 1)


def test_every_format_tells_what_no_policy_would_notice(config: Path, run: Run) -> None:
    policies(config, "")

    def told(style: str) -> str:
        done = run("test", "config.json", "--threshold", "50", "--format", style)
        assert done.returncode == 1
        return done.stdout

    gap = 'nobody could call model "m" any more'
    assert f"::error title=no policy,file=config.json,line=1::{gap}, and no policy would notice\n" in told("github")
    assert f"- config.json:1:13 {gap}\n" in told("markdown")
    (result,) = json.loads(told("sarif"))["runs"][0]["results"]
    assert (result["ruleId"], result["level"], result["message"]["text"]) == ("unnoticed", "error", gap)
    suite = ET.fromstring(told("junit"))  # noqa: S314 -- ours
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    assert "::notice title=no policy" in run("test", "config.json", "--coverage", "--format", "github").stdout


def test_only_lines_that_changed_are_looked_at(config: Path, run: Run) -> None:
    lines = CONFIG.replace('{"models": {', '{"models": {\n')
    (config / "config.json").write_text(lines, encoding="utf-8")
    git(config, "init", "-q")
    git(config, "add", ".")
    git(config, "commit", "-qm", "first")
    text = lines.replace("\n", '\n"n": {"type": "chat", "endpoint": "http://a"},\n')
    (config / "config.json").write_text(text, encoding="utf-8")
    policies(config, "")
    told = json.loads(run("test", "config.json", "--changed", "HEAD..", "--format", "json").stdout)["coverage"]
    assert [each["could"] for each in told["statements"]] == ['nobody could call model "n" any more']
    assert "no revision" in run("test", "config.json", "--changed", "nowhere").stderr


def test_what_is_suggested_can_be_added_as_it_is_printed(config: Path, run: Run) -> None:
    policies(config, HOLDS)
    more = run("test", "config.json", "--suggest")
    assert (more.returncode, more.stdout) == (0, "")
    policies(config, "")
    more = run("test", "config.json", "--suggest")
    assert more.stdout.startswith('# nobody could call model "m" any more\n[[policy]]\n')
    policies(config, more.stdout)
    assert run("test", "config.json", "--threshold", "100").returncode == 0


def test_a_page_says_what_fails_and_what_nobody_would_notice(config: Path, run: Run) -> None:
    policies(config, FAILS.replace("Nobody", "<b>Nobody"))
    page = run("test", "config.json", "--format", "html", "--coverage").stdout
    assert "&lt;b&gt;Nobody may call m" in page
    assert "any authenticated caller may call model &#34;m&#34;" in page
    assert "<td>nobody could call model &#34;m&#34; any more</td>" in page
    assert "<script" not in page


def test_explain_shows_the_page_of_an_invariant(run: Run) -> None:
    done = run("explain", "never-both")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(
        "# never-both\n\n*an invariant for dial-policy.toml*\n\nNobody may call something of both"
    )
