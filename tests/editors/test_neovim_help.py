"""What Neovim tells its user of us: the health check, the help file, a server that is missing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from dial_lsp import __version__
from tests.editors.driving import INSTALLED, SHIPPED, Home, installed
from tests.editors.neovim import configure, install_plugin, running

if TYPE_CHECKING:
    from pathlib import Path

HELP = (SHIPPED / "neovim/doc/dial_lsp.txt").read_text(encoding="utf-8")
SETUP = "require('dial_lsp').setup()"


@pytest.fixture(params=["of Debian", "current"])
def program(request: pytest.FixtureRequest) -> Path:
    return installed("nvim", *([INSTALLED / "neovim/bin/nvim"] if request.param == "current" else []))


@pytest.fixture
def user(home: Home) -> Home:
    install_plugin(home)
    configure(home, SETUP)
    return home


def checked(program: Path, user: Home, *, lua: str = "") -> str:
    """What the health check says while the configuration is open."""
    if lua:
        configure(user, lua)
    with running(program, user, "aidial.config.json") as nvim:
        if not lua:
            nvim.wait("a server", nvim.IS_ATTACHED)
        nvim.keys(":checkhealth dial_lsp<CR>")
        nvim.wait("its end", "vim.fn.search('Buffers checked\\\\|No buffer', 'nw')")
        return "\n".join(nvim.ask("vim.fn.getline(1, '$')"))


def test_the_health_check_is_clean(program: Path, user: Home) -> None:
    report = checked(program, user)
    assert not re.search("ERROR|WARNING|deprecated", report), report
    assert f"{user.folder}/bin/dial-lsp: dial-lsp {__version__}" in report
    assert f"{user.project}/dial-lint.toml can be used" in report
    assert "Buffers checked: 1" in report


def test_the_health_check_names_a_mistake_of_the_settings(program: Path, user: Home) -> None:
    (user.project / "dial-lint.toml").write_text('core-versoin = "0.42"\n', encoding="utf-8")
    report = checked(program, user)
    assert re.search(r'ERROR:? .*dial-lint\.toml:1:1: there is no setting "core-versoin"', report), report


def test_the_health_check_says_how_to_get_a_server(program: Path, user: Home) -> None:
    (user.folder / "bin/dial-lsp").unlink()
    report = checked(program, user, lua=SETUP.replace("()", "({ cmd = { 'no-dial-lsp' } })"))
    assert "no-dial-lsp is not on PATH" in report
    assert "pipx install" in report


def test_a_missing_server_is_told_in_one_sentence(user: Home) -> None:
    """By Neovim of Debian; newer ones keep silent about servers that are missing, except in the health check."""
    configure(user, SETUP.replace("()", "({ cmd = { 'no-dial-lsp' } })"))
    with running(installed("nvim"), user, "aidial.config.json") as nvim:
        messages = nvim.wait("a message", "vim.fn.execute('messages')")
    assert "no-dial-lsp" in messages
    assert "stack traceback" not in messages


def test_help_has_all_its_tags(program: Path, user: Home) -> None:
    """Every tag can be jumped to, and every link leads somewhere, in ours or in Neovim's own help."""
    tags = re.findall(r"(?<=\*)dial_lsp[\w.()-]*(?=\*)", HELP)
    links = re.findall(r"(?<=\|)[\w.-]+(?:\(\))?(?=\|)", HELP)
    if not program.is_relative_to(INSTALLED):
        links = [link for link in links if link not in ("lsp-defaults", "vim.lsp.Config")]  # newer than 0.7
    with running(program, user) as nvim:
        nvim.keys(":helptags ALL<CR>")
        nvim.wait(
            "the tags", "vim.fn.filereadable(vim.fn.stdpath('data') .. '/site/pack/dial/start/dial-lsp/doc/tags')"
        )
        for tag in (*tags, *links):
            found = nvim.ask(f"vim.fn.getcompletion('{tag}', 'help')")
            assert tag in found, tag
    assert {"dial_lsp.txt", "dial_lsp", "dial_lsp.setup()", "dial_lsp.is_ours()"} <= set(tags)


def test_help_fits_a_narrow_window() -> None:
    assert [line for line in HELP.splitlines() if len(line) > 78] == []
