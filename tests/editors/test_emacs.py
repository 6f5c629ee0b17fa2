"""Emacs with Eglot and the shipped mode, as its user sees it."""

from __future__ import annotations

import json
import re
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from tests.editors.driving import INSTALLED, SHIPPED, Home, installed, run, wait_for
from tests.editors.terminal import Terminal, terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONFIG = "aidial.config.json"
FILES = ("values.yaml", "keys.json")
CHART = SHIPPED / "vscode/test/chart"
README = (SHIPPED / "emacs/README.md").read_text(encoding="utf-8")
(INIT,) = re.findall(r"```elisp\n(\(add-to-list.*?)```", README, re.DOTALL)
# The remote control, and no word of what Emacs compiles meanwhile.
FOR_TESTS = "(setq native-comp-async-report-warnings-errors nil) (require 'server) (server-start)"
FINDINGS = """(mapcar (lambda (d) (vector (line-number-at-pos (flymake-diagnostic-beg d)) (flymake-diagnostic-text d)))
    (flymake-diagnostics))"""


WITH_SCHEMA = """(setq-default eglot-workspace-configuration
  '(:yaml (:schemaStore (:enable :json-false) :schemas (:%s "values.yaml"))))"""
HOVER = """(plist-get (plist-get (jsonrpc-request (eglot-current-server) :textDocument/hover
    (list :textDocument (list :uri (eglot--path-to-uri (buffer-file-name)))
          :position (list :line %d :character %d))) :contents) :value)"""


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


@contextmanager
def running(home: Home, file: str, more: str = "") -> Iterator[Emacs]:
    """Set up as the README says, with a file open."""
    folder = home.folder / ".emacs.d/lisp"
    folder.mkdir(parents=True)
    for name in ("dial-lsp.el", "beside_yaml.py"):
        shutil.copy(SHIPPED / "emacs" / name, folder)
    (home.folder / ".emacs.d/init.el").write_text(INIT + more + FOR_TESTS, encoding="utf-8")
    with terminal(home, [installed("emacs"), "-nw", file]) as window:
        emacs = Emacs(window, home)
        emacs.wait("Emacs", "(buffer-name)")
        yield emacs


@pytest.fixture
def emacs(home: Home) -> Iterator[Emacs]:
    """With the configuration open."""
    with running(home, CONFIG) as emacs:
        yield emacs


@pytest.fixture
def chart(home: Home) -> Home:
    """Somebody whose project is a chart."""
    for file in CHART.iterdir():
        (home.project / file.name).write_bytes(file.read_bytes())
    return home


@pytest.fixture
def with_yaml_server(chart: Home, yaml_server: Path) -> Home:
    """Somebody who has a server for YAML, too."""
    node = chart.folder / "bin/yaml-language-server"
    node.write_text(f"#!/bin/sh\nexec node '{yaml_server}' \"$@\"\n", encoding="utf-8")
    node.chmod(0o755)
    return chart


@pytest.fixture
def both(with_yaml_server: Home) -> Iterator[Emacs]:
    """With the values of a chart open, and rass for both servers."""
    home = with_yaml_server
    (home.folder / "bin/rass").symlink_to(installed("rass", INSTALLED / "rass/bin/rass"))
    schema = (home.project / "values.schema.json").as_uri()
    with running(home, "values.yaml", WITH_SCHEMA % schema) as emacs:
        emacs.wait("three findings", f"(if (= 3 (length {FINDINGS})) t)")
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


def test_the_server_of_a_configuration_looks_after_its_policies(emacs: Emacs) -> None:
    (emacs.home.project / "dial-policy.toml").write_text("", encoding="utf-8")
    modes = '(format "%s" (car (eglot--guess-contact)))'
    found = emacs.ask(f'(with-current-buffer (find-file-noselect "dial-policy.toml") {modes})')
    assert found == "(dial-policy-mode dial-config-mode)"


def test_files_that_settings_list_open_in_our_mode(emacs: Emacs) -> None:
    (emacs.home.project / "core").mkdir()
    listed, other = emacs.home.project / "core/limits.json", emacs.home.project / "core/notes.json"
    for file in (listed, other):
        file.write_text("{}", encoding="utf-8")
    settings = '{"config": {"files": ["aidial.config.json", "core/limits.json"]}}'
    (emacs.home.project / "aidial.settings.json").write_text(settings, encoding="utf-8")
    opened = [f'(with-current-buffer (find-file-noselect "{name}") (symbol-name major-mode))'
              for name in ("keys.json", "core/limits.json", "core/notes.json")]  # fmt: skip
    assert [emacs.ask(each) == "dial-config-mode" for each in opened] == [True, True, False]


def test_the_server_ends_with_emacs(emacs: Emacs) -> None:
    emacs.wait("findings", FINDINGS)
    emacs.terminal.keys("C-x", "C-c")
    wait_for("the end of the server", lambda: not emacs.home.servers())


def test_both_servers_find_what_is_their_own_in_the_values_of_a_chart(both: Emacs) -> None:
    assert both.ask("(list (symbol-name major-mode))") == ["dial-yaml-mode"]
    found = both.ask(FINDINGS)
    assert sorted((line, text.partition("]: ")[2].splitlines()[0]) for line, text in found) == [
        (19, 'role "indxer" is not declared; did you mean "indexer"?'),
        (25, 'this limit has no effect: model "ada" does not admit role "indexer"'),
        (34, 'Incorrect type. Expected "boolean".'),
    ]


def test_each_tells_of_its_own(both: Emacs) -> None:
    assert both.ask(HOVER % (1, 4)).splitlines()[0] == "Whether Core is installed."
    assert both.ask(HOVER % (13, 27)).splitlines()[0] == "Role analyst"


def test_a_role_is_renamed_in_the_values_and_beside_them(both: Emacs) -> None:
    both.ask('(progn (goto-char (point-min)) (search-forward "\\"analyst") (set-window-point nil (point)))')
    both.command("eglot-rename")
    both.terminal.wait("Rename")
    both.terminal.line("reviewer")
    both.terminal.wait("Proceed?")
    both.terminal.keys("y")
    both.wait("the other file", '(if (get-buffer "keys.json") t)')
    after = [(CHART / name).read_text("utf-8").replace('"analyst"', '"reviewer"') for name in FILES]
    assert [both.ask(f'(with-current-buffer "{name}" (buffer-string))') for name in FILES] == after


def test_a_role_is_completed_inside_of_the_configuration(both: Emacs) -> None:
    both.ask('(progn (goto-char (point-min)) (search-forward "\\"indxer") (set-window-point nil (point)))')
    both.terminal.keys(*["BSpace"] * len("xer"))
    both.wait("findings of what is typed", f'(string-search "role \\"ind\\" is" (format "%s" {FINDINGS}))')
    both.terminal.keys("Escape", "Tab")
    both.wait("the whole name", '(string-search "[\\"indexer\\"]" (buffer-string))')


def test_ours_runs_alone_where_no_server_for_yaml_is(chart: Home) -> None:
    """However far down in the file the configuration stands."""
    above = "".join(f"service{number}: {{enabled: true}}\n" for number in range(500))
    (chart.project / "values.yaml").write_text(above + (CHART / "values.yaml").read_text("utf-8"), encoding="utf-8")
    with running(chart, "values.yaml") as emacs:
        emacs.wait("two findings", f"(if (= 2 (length {FINDINGS})) t)")
        assert len(chart.servers()) == 1


def test_a_server_for_yaml_keeps_its_files_where_rass_is_missing(with_yaml_server: Home) -> None:
    with running(with_yaml_server, "values.yaml") as emacs:
        assert emacs.ask("(list (symbol-name major-mode))") != ["dial-yaml-mode"]
        emacs.command("dial-yaml-mode")
        emacs.wait("the mode that was asked for", "(eq major-mode 'dial-yaml-mode)")


def test_yaml_without_a_configuration_stays_as_it_is(chart: Home) -> None:
    (chart.project / "values.yaml").write_text("replicas: 2\n", encoding="utf-8")
    with running(chart, "values.yaml") as emacs:
        assert emacs.ask("(list (symbol-name major-mode))") != ["dial-yaml-mode"]
        assert chart.servers() == []
