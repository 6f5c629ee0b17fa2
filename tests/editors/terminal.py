"""A terminal in which an editor runs: what its user types and what the screen shows."""

from __future__ import annotations

import shlex
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.editors.driving import Home, installed, run, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

COLUMNS, LINES = 150, 40


@dataclass(frozen=True, slots=True)
class Terminal:
    """One window of tmux."""

    tmux: Path
    home: Home

    def keys(self, *keys: str) -> None:
        """Press keys by their names in tmux, such as ``Escape``."""
        self._run("send-keys", *keys)

    def text(self, text: str) -> None:
        """Type a text as it is."""
        self._run("send-keys", "-l", text)

    def line(self, text: str) -> None:
        """Type a text and press Enter."""
        self.text(text)
        self.keys("Enter")

    def screen(self) -> str:
        """What is to be seen now."""
        return self._run("capture-pane", "-p")

    def wait(self, text: str) -> str:
        """The screen as soon as the text is on it."""
        return wait_for(repr(text), lambda: screen if text in (screen := self.screen()) else "", self.screen)

    def _run(self, *arguments: str) -> str:
        done = run([self.tmux, "-S", self.home.folder / "tmp" / "tmux", "-f", "/dev/null", *arguments], self.home)
        assert done.returncode == 0, done.stderr
        return done.stdout


@contextmanager
def terminal(home: Home, command: Sequence[str | Path]) -> Iterator[Terminal]:
    """Run a command in a terminal in the project of the home; nothing is left running."""
    window = Terminal(installed("tmux"), home)
    line = shlex.join(map(str, command))
    window._run("new-session", "-d", "-x", str(COLUMNS), "-y", str(LINES), line, ";", "set", "remain-on-exit", "on")
    try:
        yield window
    finally:
        window._run("kill-server")
