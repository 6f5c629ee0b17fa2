"""Helix with the shipped configuration, as its user sees it."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.editors.driving import INSTALLED, SHIPPED, Home, installed, wait_for
from tests.editors.terminal import Terminal, terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONFIG = "aidial.config.json"
CHART = SHIPPED / "vscode/test/chart"
WITH_SCHEMA = """[language-server.yaml-language-server.config.yaml]
schemaStore = { enable = false }
schemas = { "%s" = "values.yaml" }
"""
README = (SHIPPED / "helix/README.md").read_text(encoding="utf-8")
(SHOW_FINDINGS,) = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)


@pytest.fixture
def user(home: Home) -> Home:
    """Somebody who did what the README says."""
    folder = home.folder / ".config/helix"
    folder.mkdir(parents=True)
    shutil.copy(SHIPPED / "helix/languages.toml", folder)
    shutil.copytree(SHIPPED / "helix/runtime", folder / "runtime")
    (folder / "config.toml").write_text(SHOW_FINDINGS, encoding="utf-8")
    return home


@pytest.fixture
def helix(user: Home) -> Iterator[Terminal]:
    with terminal(user, [installed("hx", INSTALLED / "helix/hx"), CONFIG]) as helix:
        yield helix


def test_shows_findings_beside_their_lines(helix: Terminal) -> None:
    screen = helix.wait("is not declared")
    (line,) = [line for line in screen.splitlines() if "is not declared" in line]
    assert re.sub(r"\s+", " ", line).strip().startswith('● 6 "userRoles": ["analyst", "anlyst"] role "anlyst" is not')


def test_shows_which_policies_fail(user: Home) -> None:
    policy = '[[policy]]\nname = "Auditors only"\non = "model:gpt-4o"\nonly = "role:auditor"\n'
    (user.project / "dial-policy.toml").write_text(policy, encoding="utf-8")
    with terminal(user, [installed("hx", INSTALLED / "helix/hx"), "dial-policy.toml"]) as helix:
        helix.wait("this does not hold")


def test_lists_findings_with_their_rules(helix: Terminal) -> None:
    helix.wait("is not declared")
    helix.keys("Space", "d")
    assert "missing-default-role" in helix.wait("undeclared-role")


def test_renames_a_role(helix: Terminal) -> None:
    helix.wait("is not declared")
    helix.line("/analyst")
    helix.keys("Space", "r")
    helix.wait("rename-to:")
    helix.keys("C-u")
    helix.line("reviewer")
    helix.wait('"userRoles": ["reviewer", "anlyst"]')


def test_starts_no_server_on_other_files(user: Home) -> None:
    (user.project / "package.json").write_text("{}\n", encoding="utf-8")
    with terminal(user, [installed("hx", INSTALLED / "helix/hx"), "package.json"]) as helix:
        helix.wait("package.json")
        helix.line(f":open {CONFIG}")
        helix.wait("is not declared")
        assert len(user.servers()) == 1
        helix.line(":buffer-previous")
        helix.line(":lsp-restart")
        assert "dial-lsp" not in helix.wait("vscode-json-language-server")


def test_the_server_ends_with_helix(helix: Terminal) -> None:
    helix.wait("is not declared")
    helix.line(":quit!")
    wait_for("the end of the server", lambda: not helix.home.servers())


@pytest.fixture
def chart(user: Home, yaml_server: Path) -> Iterator[Terminal]:
    """The values of a chart, with the server for YAML installed."""
    for file in CHART.iterdir():
        (user.project / file.name).write_bytes(file.read_bytes())
    node = user.folder / "bin/yaml-language-server"
    node.write_text(f"#!/bin/sh\nexec node '{yaml_server}' \"$@\"\n", encoding="utf-8")
    node.chmod(0o755)
    languages = user.folder / ".config/helix/languages.toml"
    schema = (user.project / "values.schema.json").as_uri()
    languages.write_text(f"{languages.read_text('utf-8')}\n{WITH_SCHEMA % schema}", encoding="utf-8")
    with terminal(user, [installed("hx", INSTALLED / "helix/hx"), "values.yaml"]) as helix:
        yield helix


def test_both_servers_find_what_is_their_own_in_the_values_of_a_chart(chart: Terminal) -> None:
    chart.wait('role "indxer" is not declared')
    screen = chart.wait("Incorrect type")
    found = [line.split() for line in screen.splitlines() if line.startswith("●")]
    assert [(words[1], words[2]) for words in found] == [
        ("19", '"userRoles":'),
        ("25", '"indexer":'),
        ("34", "enabled:"),
    ]


def test_outside_of_the_configuration_theirs_answers(chart: Terminal) -> None:
    chart.wait("Incorrect type")
    chart.line("/enabled")
    chart.keys("Space", "k")
    chart.wait("Whether Core is installed.")


def test_a_role_is_completed_inside_of_the_configuration(chart: Terminal) -> None:
    chart.wait("is not declared")
    chart.line("/indxer")
    chart.keys("c")
    chart.text("ind")
    chart.wait("indexer reference")
    chart.keys("Tab", "Escape")
    chart.wait('"userRoles": ["indexer"]')


def test_a_role_is_renamed_in_the_values_and_beside_them(chart: Terminal) -> None:
    chart.wait("is not declared")
    chart.line("/analyst")
    chart.keys("Space", "r")
    chart.wait("rename-to:")
    chart.keys("C-u")
    chart.line("reviewer")
    chart.wait('"userRoles": ["reviewer"]')
    chart.line(":write-all")
    before = [(CHART / name).read_text(encoding="utf-8") for name in ("values.yaml", "keys.json")]
    files = [chart.home.project / name for name in ("values.yaml", "keys.json")]
    after = [text.replace('"analyst"', '"reviewer"') for text in before]
    wait_for("the new name in both", lambda: [file.read_text(encoding="utf-8") for file in files] == after)
