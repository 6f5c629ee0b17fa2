"""Vim with ALE and the shipped folder, as its user sees it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.editors.driving import SHIPPED, Home, installed, missing, wait_for
from tests.editors.terminal import Terminal, terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

CONFIG = "aidial.config.json"
ALE = Path("/usr/share/vim-ale")
README = (SHIPPED / "vim/README.md").read_text(encoding="utf-8")
(VIMRC,) = re.findall(r"```vim\n(.*?)```", README, re.DOTALL)


@pytest.fixture
def user(home: Home) -> Home:
    """Somebody who has ALE and did what the README says."""
    if not ALE.is_dir():
        missing("ALE")
    shutil.copytree(SHIPPED / "vim", home.folder / ".vim/pack/dial/start/dial-lsp")
    (home.folder / ".vimrc").write_text(f"set nocompatible\nset runtimepath^={ALE}\n{VIMRC}", encoding="utf-8")
    return home


@pytest.fixture
def vim(user: Home) -> Iterator[Terminal]:
    with terminal(user, [installed("vim"), "-n", CONFIG]) as vim:
        yield vim


def test_shows_findings_beside_their_lines(vim: Terminal) -> None:
    screen = vim.wait("is not declared")
    (line,) = [line for line in screen.splitlines() if "is not declared" in line]
    assert '"userRoles": ["analyst", "anlyst"] > role "anlyst" is not declared' in line


def test_goes_to_a_declaration(vim: Terminal) -> None:
    vim.wait("is not declared")
    vim.line("/analyst")
    vim.wait("6,22")
    vim.line(":ALEGoToDefinition")
    vim.wait("10,6")


def test_renames_a_role_in_both_files(vim: Terminal) -> None:
    vim.wait("is not declared")
    vim.line("/analyst")
    vim.line(":ALERename")
    vim.wait("New name: analyst")
    vim.keys("C-u")
    vim.line("reviewer")
    keys = vim.home.project / "keys.json"
    wait_for("the new name", lambda: '"role": "reviewer"' in keys.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "settings", "root"),
    [
        ("package.json", "", ""),
        ("notaidial.config.json", "", ""),
        ("aidial.configuration.json", "", ""),
        ("aidial.config.jsonc", "", "project"),
        ("dial-policy.toml", "", "project"),
        ("not-dial-policy.toml", "", ""),
        ("aidial.config.dev.json", "", "project"),
        ("deep/prod.aidial.config.json", "", "project/deep"),
        ("deep/base.json", 'files = [\n  "deep/base.json", # first\n]', "project"),
        ("deep/base.json", 'files = ["base.json"]', ""),
    ],
)
def test_starts_on_files_of_dial_only(user: Home, name: str, settings: str, root: str) -> None:
    (user.project / "dial-lint.toml").unlink()
    if settings:
        (user.project / "dial-lint.toml").write_text(settings, encoding="utf-8")
    (user.project / "deep").mkdir()
    (user.project / name).write_text("{}", encoding="utf-8")
    seen = user.folder / "seen"
    with terminal(user, [installed("vim"), "-n", name]) as vim:
        vim.line(f":call writefile([dial_lsp#Root(bufnr('')), 'end'], '{seen}')")
        wait_for("an answer", lambda: seen.exists() and seen.read_text(encoding="utf-8").endswith("end\n"))
    assert seen.read_text(encoding="utf-8").split("\n")[0] == (str(user.folder / root) if root else "")


def test_the_server_ends_with_vim(vim: Terminal) -> None:
    vim.wait("is not declared")
    vim.line(":qall!")
    wait_for("the end of the server", lambda: not vim.home.servers())
