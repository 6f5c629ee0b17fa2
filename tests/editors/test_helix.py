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

CONFIG = "aidial.config.json"
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
