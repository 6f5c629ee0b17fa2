"""Emacs with Eglot and the shipped mode, as its user sees it."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from tests.editors.driving import SHIPPED, Home, installed, run, wait_for
from tests.editors.terminal import Terminal, terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

CONFIG = "aidial.config.json"
README = (SHIPPED / "emacs/README.md").read_text(encoding="utf-8")
(INIT,) = re.findall(r"```elisp\n(\(add-to-list.*?)```", README, re.DOTALL)
# The remote control, and no word of what Emacs compiles meanwhile.
FOR_TESTS = "(setq native-comp-async-report-warnings-errors nil) (require 'server) (server-start)"
FINDINGS = """(mapcar (lambda (d) (vector (line-number-at-pos (flymake-diagnostic-beg d)) (flymake-diagnostic-text d)))
    (flymake-diagnostics))"""


@dataclass(frozen=True, slots=True)
class Emacs:
    """A running Emacs: its terminal, and its remote control."""

    terminal: Terminal
    home: Home

    def ask(self, lisp: str) -> Any:
        """The value of an expression in the buffer that is shown."""
        encoded = f"(with-current-buffer (window-buffer) (json-encode (vector {lisp})))"
        done = run([installed("emacsclient"), "--eval", encoded], self.home)
        return json.loads(json.loads(done.stdout))[0] if done.returncode == 0 else None

    def wait(self, what: str, lisp: str) -> Any:
        """The value of an expression as soon as it is neither nil nor empty."""
        return wait_for(what, lambda: self.ask(lisp), self.terminal.screen)

    def command(self, name: str) -> None:
        """Run a command by its name."""
        self.terminal.keys("M-x")
        self.terminal.wait("M-x")
        self.terminal.line(f"{name}")


@pytest.fixture
def emacs(home: Home) -> Iterator[Emacs]:
    """Set up as the README says, with the configuration open."""
    folder = home.folder / ".emacs.d/lisp"
    folder.mkdir(parents=True)
    shutil.copy(SHIPPED / "emacs/dial-lsp.el", folder)
    (home.folder / ".emacs.d/init.el").write_text(INIT + FOR_TESTS, encoding="utf-8")
    with terminal(home, [installed("emacs"), "-nw", CONFIG]) as window:
        emacs = Emacs(window, home)
        emacs.wait("Emacs", "(buffer-name)")
        yield emacs


def test_shows_findings(emacs: Emacs) -> None:
    emacs.wait("two findings", f"(if (= 2 (length {FINDINGS})) t)")
    found = emacs.ask(FINDINGS)
    assert sorted((line, re.split(", |\n", text)[0]) for line, text in found) == [
        (6, 'dial-lint [undeclared-role]: role "anlyst" is not declared; did you mean "analyst"?'),
        (9, 'dial-lint [missing-default-role]: there is no role "default"'),
    ]


def test_renames_a_role_in_both_files(emacs: Emacs) -> None:
    emacs.wait("findings", FINDINGS)
    emacs.ask('(progn (goto-char (point-min)) (search-forward "\\"analyst") (set-window-point nil (point)))')
    emacs.command("eglot-rename")
    emacs.terminal.wait("Rename")
    emacs.terminal.line("reviewer")
    emacs.terminal.wait("Proceed?")
    emacs.terminal.keys("y")
    emacs.wait("the new name", '(save-excursion (goto-char (point-min)) (search-forward "[\\"reviewer\\"" nil t))')
    emacs.wait("the other file", '(if (get-buffer "keys.json") t)')
    assert '"role": "reviewer"' in emacs.ask('(with-current-buffer "keys.json" (buffer-string))')


def test_completes_a_role(emacs: Emacs) -> None:
    emacs.wait("findings", FINDINGS)
    emacs.ask('(progn (goto-char (point-min)) (search-forward "\\"anlyst") (set-window-point nil (point)))')
    emacs.terminal.keys(*["BSpace"] * len("anlyst"))
    emacs.terminal.text("aud")
    emacs.terminal.keys("Escape", "Tab")
    emacs.wait("the whole name", '(string-search "\\"analyst\\", \\"auditor" (thing-at-point (quote line)))')


def test_starts_no_server_on_other_files(emacs: Emacs) -> None:
    (emacs.home.project / "package.json").write_text("{}", encoding="utf-8")
    emacs.wait("findings", FINDINGS)
    emacs.ask('(progn (switch-to-buffer (find-file-noselect "package.json")) t)')
    assert emacs.ask("(symbol-name major-mode)") != "dial-config-mode"
    assert emacs.ask("(if (eglot-current-server) t nil)") is None


@pytest.mark.parametrize("name", ["prod.aidial.config.json", "prod-aidial.config.jsonc", "aidial.config.dev.json"])
def test_other_names_of_dial_files_open_in_our_mode(emacs: Emacs, name: str) -> None:
    (emacs.home.project / name).write_text("{}", encoding="utf-8")
    mode = emacs.ask(f'(with-current-buffer (find-file-noselect "{name}") (symbol-name major-mode))')
    assert mode == "dial-config-mode"


def test_the_server_ends_with_emacs(emacs: Emacs) -> None:
    emacs.wait("findings", FINDINGS)
    emacs.terminal.keys("C-x", "C-c")
    wait_for("the end of the server", lambda: not emacs.home.servers())
