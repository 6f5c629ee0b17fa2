"""Kakoune reads our file. Debian has no kakoune-lsp, so a stand-in writes down what that would be told."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from tests.editors.driving import SHIPPED, installed, run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.editors.driving import Home

STAND_IN = """
declare-option str lsp_language_id
declare-option str lsp_servers
define-command lsp-enable-window %{ nop %sh{
    printf '%s\\n%s' "$kak_opt_lsp_language_id" "$kak_opt_lsp_servers" >"told to $(basename "$kak_buffile")"
} }
"""


def kakoune(home: Home, file: str) -> Path:
    """Open and leave a file; where it is told what the server is."""
    program = installed("kak")
    (home.project / "stand-in.kak").write_text(STAND_IN, encoding="utf-8")
    ours = SHIPPED / "kakoune/dial-lsp.kak"
    steps = f'source "%val{{runtime}}/kakrc"; source stand-in.kak; source {ours}; edit {file}'
    commands = f"try %{{ {steps} }} catch %{{ echo -to-file mistake %val{{error}} }}; kill!"
    done = run([program, "-n", "-ui", "dummy", "-e", commands], home)
    assert done.returncode == 0, done.stderr
    assert not (home.project / "mistake").exists(), (home.project / "mistake").read_text(encoding="utf-8")
    return home.project / f"told to {file}"


def test_starts_the_server_on_files_of_dial(home: Home) -> None:
    language, servers = kakoune(home, "aidial.config.json").read_text(encoding="utf-8").split("\n", 1)
    assert language == "dial-config"
    assert tomllib.loads(servers) == {
        "dial-lsp": {"command": "dial-lsp", "root_globs": ["dial-lint.toml", "aidial.settings.json", ".git"]}
    }
    assert kakoune(home, "prod.aidial.config.jsonc").exists()
    assert kakoune(home, "aidial.config.dev.json").exists()


def test_starts_the_server_on_policies(home: Home) -> None:
    language, servers = kakoune(home, "dial-policy.toml").read_text(encoding="utf-8").split("\n", 1)
    assert language == "toml"
    assert tomllib.loads(servers)["dial-lsp"]["command"] == "dial-lsp"


def test_leaves_other_files_alone(home: Home) -> None:
    assert not kakoune(home, "package.json").exists()
    assert not kakoune(home, "notaidial.config.json").exists()
    assert not kakoune(home, "pyproject.toml").exists()
