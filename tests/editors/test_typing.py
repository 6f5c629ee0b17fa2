"""Somebody types for a while in each editor that has a terminal: what the server heard is what was saved.

With ``DIAL_LSP_RECORD=FOLDER`` the conversations are kept there, as ``tests/server/test_conversations.py`` holds them.
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.editors import test_emacs, test_helix, test_neovim, test_vim
from tests.editors.driving import INSTALLED, SHIPPED, Home, installed, missing, wait_for
from tests.editors.neovim import configure, install_plugin
from tests.editors.terminal import Terminal, terminal
from tests.support.conversing import PROJECT, record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

QUIET = "(setq native-comp-async-report-warnings-errors nil)"
CONFIG = "aidial.config.json"
HALF = '"r\u00f6le \U0001f600": {"limits": {"gpt-4o": {"minute": 1'
REST = '00, "day": 2}}},'


def neovim(home: Home) -> Sequence[str | Path]:
    program = installed("a current nvim", INSTALLED / "neovim/bin/nvim")
    install_plugin(home)
    configure(home, test_neovim.ENABLE)
    return program, CONFIG


def vim(home: Home) -> Sequence[str | Path]:
    if not test_vim.ALE.is_dir():
        missing("ALE")
    shutil.copytree(SHIPPED / "vim", home.folder / ".vim/pack/dial/start/dial-lsp")
    settings = f"set nocompatible\nset runtimepath^={test_vim.ALE}\n{test_vim.VIMRC}"
    (home.folder / ".vimrc").write_text(settings, encoding="utf-8")
    return installed("vim"), "-n", CONFIG


def helix(home: Home) -> Sequence[str | Path]:
    folder = home.folder / ".config/helix"
    folder.mkdir(parents=True)
    shutil.copy(SHIPPED / "helix/languages.toml", folder)
    shutil.copytree(SHIPPED / "helix/runtime", folder / "runtime")
    (folder / "config.toml").write_text(test_helix.SHOW_FINDINGS, encoding="utf-8")
    return installed("hx", INSTALLED / "helix/hx"), CONFIG


def emacs(home: Home) -> Sequence[str | Path]:
    folder = home.folder / ".emacs.d/lisp"
    folder.mkdir(parents=True)
    shutil.copy(SHIPPED / "emacs/dial-lsp.el", folder)
    (home.folder / ".emacs.d/init.el").write_text(f"{test_emacs.INIT}{QUIET}", encoding="utf-8")
    return installed("emacs"), "-nw", CONFIG


@dataclass(frozen=True, slots=True)
class Keys:
    """How an editor is told what all are told."""

    new_line: tuple[str, ...]  # above line 11, to type into
    done: tuple[str, ...]
    is_done: str  # on the screen
    undo: tuple[str, ...]
    redo: tuple[str, ...]
    delete: tuple[str, ...]  # line 10
    save: tuple[str, ...]
    tells_at_once: bool = True  # or only when the typing is done


OF_VI = Keys(("1", "0", "G", "o"), ("Escape",), "11,", ("u",), ("C-r",), ("1", "0", "G", "d", "d"), (":", "w", "Enter"))
OF_HELIX = Keys(
    ("1", "0", "g", "g", "o"), ("Escape",), "NOR", ("u",), ("U",), ("1", "0", "g", "g", "x", "d"), OF_VI.save
)
OF_EMACS = Keys(
    ("M-g", "g", "1", "0", "Enter", "C-e", "Enter"),
    (),
    "",
    ("C-_",),
    ("C-_",),
    ("M-g", "g", "1", "0", "Enter", "C-a", "C-k", "C-k"),
    ("C-x", "C-s"),
)
EDITORS: dict[str, tuple[Callable[[Home], Sequence[str | Path]], Keys]] = {
    "neovim": (neovim, OF_VI),
    "vim": (vim, replace(OF_VI, tells_at_once=False)),
    "helix": (helix, OF_HELIX),
    "emacs": (emacs, OF_EMACS),
}


@pytest.mark.parametrize("name", EDITORS)
def test_what_the_server_heard_is_what_was_saved(home: Home, name: str, tmp_path: Path) -> None:
    set_up, keys = EDITORS[name]
    path = home.project / CONFIG
    with terminal(home, set_up(home)) as window:
        wait_for("a server", lambda: _heard(home, "textDocument/didOpen"), window.screen)
        work(window, keys)
        wait_for("the end of the typing", lambda: _heard(home, "textDocument/didSave"), window.screen)
    (stream,) = [one for one in home.sessions.glob("*.in") if b"didChange" in one.read_bytes()]
    recording = Path(os.environ.get("DIAL_LSP_RECORD") or tmp_path) / f"{name}.jsonl"
    texts = record(recording, stream, home.project)
    assert PROJECT in recording.read_text(encoding="utf-8")
    assert texts.saved == {path.as_uri(): path.read_text(encoding="utf-8")}


def work(window: Terminal, keys: Keys) -> None:
    """Add a role in two goes, take it back and make it again, delete one, half-type another and save."""

    @contextmanager
    def heard_at_once() -> Iterator[None]:
        """Editors wait a little whether more is typed."""
        before = _heard(window.home, "textDocument/didChange")
        yield
        wait_for("a change", lambda: _heard(window.home, "textDocument/didChange") > before, window.screen)

    def press(*names: str) -> None:
        with heard_at_once():
            window.keys(*names)

    def type_in(text: str) -> None:
        for word in text.split(" ") if keys.tells_at_once else [text]:
            with heard_at_once() if keys.tells_at_once else nullcontext():
                window.text(f"{word} ")

    def finish() -> None:
        if keys.done:
            window.keys(*keys.done)
            window.wait(keys.is_done)

    with heard_at_once():
        window.keys(*keys.new_line)
        type_in(HALF)
        finish()
    with heard_at_once():
        window.keys(*keys.new_line)
        type_in(REST)
        finish()
    press(*keys.undo)
    press(*keys.redo)
    press(*keys.delete)
    window.keys(*keys.new_line)
    type_in('"auditor": {"half": [1,')
    finish()
    window.keys(*keys.save)


def _heard(home: Home, method: str) -> int:
    """How often a server has heard a method so far."""
    return sum(one.read_bytes().count(f'"{method}"'.encode()) for one in home.sessions.glob("*.in"))
