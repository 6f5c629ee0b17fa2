"""Projects that are found, and settings in all their forms, from the command line on."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]

COMPOSE = """\
services:
  core:
    image: epam/ai-dial-core:0.42.1
    environment:
      aidial.config.files: '["/opt/config/models.json", "/opt/config/roles.json", "/opt/config/gone.json"]'
      aidial.config.jsonMergeStrategy.overwriteArrays: "true"
    volumes: [./core:/opt/config]
"""
NOTE = 'Note: compose.yaml:5: "/opt/config/gone.json" was not found; the configuration is checked without it.\n'


@pytest.fixture
def composed(folder: Path) -> Path:
    """A folder with a Compose file whose configuration has an undeclared role in one of its files."""
    (folder / "compose.yaml").write_text(COMPOSE)
    (folder / "core").mkdir()
    model = {"type": "chat", "endpoint": "http://adapter/chat/completions", "userRoles": ["reader", "writer"]}
    (folder / "core" / "models.json").write_text(json.dumps({"models": {"gpt": model}}))
    (folder / "core" / "roles.json").write_text('{"roles": {"reader": {}, "default": {}}, "keys": {}}')
    return folder


def test_all_projects_below_are_checked(run: Run, composed: Path) -> None:
    (composed / "other").mkdir()
    (composed / "other" / "aidial.config.json").write_text('{"roles": {"reader": null}}')
    done = run("--format", "json")
    projects = json.loads(done.stdout)["projects"]
    assert [project["paths"] for project in projects] == [
        ["core/models.json", "core/roles.json"],
        ["other/aidial.config.json"],
    ]
    assert (done.returncode, done.stderr) == (1, NOTE)
    assert run("-q").stderr == ""


@pytest.mark.usefixtures("composed")
def test_a_file_is_checked_with_those_that_it_is_listed_with(run: Run) -> None:
    (project,) = json.loads(run("core/roles.json", "--format", "json").stdout)["projects"]
    assert project["paths"] == ["core/models.json", "core/roles.json"]
    (alone,) = json.loads(run("core/roles.json", "--no-config", "--format", "json").stdout)["projects"]
    assert alone["paths"] == ["core/roles.json"]


def test_what_asks_for_one_project_names_all(run: Run, composed: Path) -> None:
    (composed / "aidial.config.json").write_text("{}")
    done = run("access")
    assert done.returncode == 2
    assert done.stderr.endswith(
        "Error: there are 2 configurations here; name a file of one:\n"
        "  core/models.json core/roles.json\n  aidial.config.json\n"
    )


def test_settings_tell_where_each_value_comes_from(run: Run, composed: Path) -> None:
    (composed / "pyproject.toml").write_text('[tool.dial-lint]\ncore-version = "0.40"\nrules = {weak-key = "off"}\n')
    done = run("settings", "--overwrite-arrays")
    assert done.stdout == (
        'files                 ["core/models.json", "core/roles.json"]  compose.yaml:5\n'
        "overwrite-arrays      true                                     --overwrite-arrays\n"
        'core-version          "0.40"                                   pyproject.toml:2\n'
        "comments              false                                    default\n"
        "idp-roles             null                                     default\n"
        'admin-roles           ["*admin*"]                              default\n'
        "internal-hosts        []                                       default\n"
        "placeholder-patterns  []                                       default\n"
        "strict                false                                    default\n"
        "select                []                                       default\n"
        'rules                 {"weak-key": "off"}                      pyproject.toml:3\n'
        "ignore                []                                       default\n"
    )
    (composed / "pyproject.toml").write_text("[tool.dial-lint]\nstrikt = true\n")
    told = json.loads(run("settings", "--format", "json").stdout)
    assert told["overwrite-arrays"] == {"value": True, "from": "compose.yaml:6"}
    assert told["core-version"] == {"value": "0.42.1", "from": "compose.yaml:3"}
    assert run("settings").stderr == f'pyproject.toml:2:1: there is no setting "strikt"; did you mean "strict"?\n{NOTE}'


def test_init_takes_over_what_is_found(run: Run, composed: Path) -> None:
    assert run("init").stderr == "Wrote dial-lint.toml for core/models.json and core/roles.json.\n"
    text = (composed / "dial-lint.toml").read_text()
    assert tomllib.loads(text) == {
        "files": ["core/models.json", "core/roles.json"],
        "overwrite-arrays": True,
        "core-version": "0.42.1",
    }
    assert (
        '# The version of Core that the files are for.\n# This is from compose.yaml:3.\ncore-version = "0.42.1"\n'
        in text
    )
    assert run("--format", "json").stderr == ""


def test_init_does_not_choose_among_several(run: Run, folder: Path) -> None:
    for name in ("a", "b"):
        (folder / name).mkdir()
        (folder / name / "aidial.config.json").write_text("{}")
    assert run("init").stderr == (
        "Wrote dial-lint.toml without files, for 2 configurations were found, and each is checked as it is:\n"
        "  a/aidial.config.json\n  b/aidial.config.json.\n"
    )
    assert tomllib.loads((folder / "dial-lint.toml").read_text()) == {}


def test_ignores_go_into_the_table_of_a_shared_file(run: Run, folder: Path) -> None:
    before = '[project]\nname = "ours"\n\n[tool.dial-lint]\nfiles = ["refused.json"]\n\n[tool.other]\nx = 1\n'
    (folder / "pyproject.toml").write_text(before)
    assert run("--allow-refused", "--add-ignores=known").returncode == 0
    ignores = tomllib.loads((folder / "pyproject.toml").read_text())["tool"]["dial-lint"]["ignore"]
    assert {ignore["reason"] for ignore in ignores} == {"known"}
    (folder / "refused.json").write_text("{}")
    assert run("--fix").returncode == 0
    assert (folder / "pyproject.toml").read_text().rstrip() == before.rstrip()


def test_an_ignore_in_one_line_is_taken_out(run: Run, folder: Path) -> None:
    (folder / "dial-lint.toml").write_text(
        'files = ["clean.json"]\nignore = [\n  { rule = "weak-key" },  # one\n  { rule = "null-value/entry" }\n]\n'
    )
    run("--fix")
    assert tomllib.loads((folder / "dial-lint.toml").read_text()) == {"files": ["clean.json"], "ignore": []}


def test_a_mistake_in_settings_is_told_once_and_can_be_fixed(run: Run, folder: Path) -> None:
    (folder / "dial-lint.toml").write_text("coments = true\n")
    done = run("clean.json", "./latin.json", "--format", "concise", "--fail-on", "never")
    assert done.stdout.count("unknown-setting") == 1
    assert run("clean.json", "--fail-on", "warning").returncode == 1
    assert run("clean.json", "--fix=unknown-setting").stderr.startswith("Fixed 1 problem in dial-lint.toml")
    assert (folder / "dial-lint.toml").read_text() == "comments = true\n"


def test_names_of_no_rule_are_told_once_for_all_configurations_and_can_be_fixed(run: Run, folder: Path) -> None:
    wrong = (
        'select = ["secrts", "tool"]\n[rules]\nweek-key = "off"\n'
        '[[ignore]]\nrule = "tier-gap"\n[[ignore]]\nrule = "weak-kye"\n'
    )
    (folder / "dial-lint.toml").write_text(wrong)
    (folder / "other.json").write_text("{}")
    done = run("clean.json", "other.json", "refused.json", "--format", "concise")
    assert [line.split(" ")[:2] for line in done.stdout.splitlines() if line.startswith("dial-lint.toml")] == [
        ["dial-lint.toml:1:11", "warning[unknown-setting/rule]"],
        ["dial-lint.toml:3:1", "warning[unknown-setting/rule]"],
        ["dial-lint.toml:5:8", "information[unused-suppression]"],
        ["dial-lint.toml:7:8", "warning[unused-suppression]"],
    ]
    run("clean.json", "other.json", "--fix=unknown-rule,unused-suppression")
    fixed = (folder / "dial-lint.toml").read_text()
    assert tomllib.loads(fixed) == {
        "select": ["secrets", "tool"],
        "rules": {"weak-key": "off"},
        "ignore": [{"rule": "weak-key"}],
    }


def test_settings_that_are_no_toml_end_the_run(run: Run, folder: Path) -> None:
    (folder / "dial-lint.toml").write_text("comments = yes\n")
    done = run("clean.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "Error: dial-lint.toml:1:12: Invalid value.\n"
    assert run("settings").stderr == "Error: dial-lint.toml:1:12: Invalid value.\n"
    assert run("clean.json", "--no-config").returncode == 0


def test_the_schema_of_the_settings(run: Run) -> None:
    schema = json.loads(run("schema", "--settings").stdout)
    assert schema["title"] == "Settings of dial-lint"
    assert "weak-key" in schema["properties"]["rules"]["properties"]
    assert run("schema", "--settings", "--plain").returncode == 2
